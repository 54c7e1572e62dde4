"""What is read of pages as the well-known site builders lay them out: no line lost, none read in."""

import pytest

from tests.extract.builder_pages import PAGES
from tests.extract.pages import CLAUSES, read, texts


@pytest.mark.parametrize(("markup", "lines"), PAGES.values(), ids=PAGES)
def test_a_page_of_a_site_builder_is_read_as_a_person_would(markup: str, lines: list[str]) -> None:
    blocks = read(markup).blocks

    assert [f"{block.number} {block.text}".strip() for block in blocks] == lines


@pytest.mark.parametrize(
    "aside",
    [
        "<aside class=author><p>Written with care by our team.</p><a href=/team>Team</a></aside>",
        "<aside><p>Get our letters on ink every week.</p><form><input type=email></form></aside>",
        "<div role=status><p>Saved to your list.</p><button>Undo</button></div>",
        "<aside><p>Last updated</p><time>3 days ago</time></aside>",
    ],
)
def test_what_asks_its_reader_to_do_something_is_no_notice(aside: str) -> None:
    page = f"<main><h1>Terms</h1>{CLAUSES}%s<p>You pay us 9 € a month.</p></main>"

    assert texts(page % aside) == texts(page % "")
