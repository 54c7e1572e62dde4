"""Failed pages of the field and policies easily taken for them, invented, in twenty languages and three dresses."""

from collections.abc import Iterator

import pytest

from policytrail.model import Document, Failure
from tests.extract.invented import DRESSES, dress_page, invented_pages
from tests.extract.pages import found

_DRESSES = tuple(DRESSES)


def _wrongly_read(table: str, wrong: type) -> Iterator[str]:
    """Yield the pages of a table whose reading is of the wrong type; each in one dress, in turn."""
    pages = [page for pages in invented_pages(table).values() for page in pages]
    for position, page in enumerate(pages):
        if isinstance(found(dress_page(page, _DRESSES[position % len(_DRESSES)])), wrong):
            yield page


@pytest.mark.parametrize(
    ("table", "wrong", "most"), [("failures", Document, 2), ("odd_policies", Failure, 12)]
)
def test_nearly_all_invented_pages_are_told_apart(table: str, wrong: type, most: int) -> None:
    wrongly_read = list(_wrongly_read(table, wrong))

    assert len(wrongly_read) <= most, wrongly_read
