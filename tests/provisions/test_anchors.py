import pytest

from policytrail.model import Anchor, Anchored, Document, Quote
from tests.provisions.values import document

JURY = "You waive any right to a trial by jury."
LAKE = "The lake is blue in summer."


def quote(given: Document, position: int) -> Quote:
    block = given.blocks[position]
    return Quote(position, block, 0, len(block.text))


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        ((LAKE, JURY), Anchored(Anchor.FOUND, 1, 1)),
        ((JURY, LAKE, LAKE), Anchored(Anchor.FOUND, 1, 0)),
        ((JURY, JURY, LAKE), Anchored(Anchor.AMBIGUOUS, 2, 1)),
        ((LAKE, LAKE, f"{JURY} {JURY}"), Anchored(Anchor.AMBIGUOUS, 2, 2)),
        ((LAKE, LAKE), Anchored(Anchor.ORPHANED)),
    ],
)
def test_where_quoted_words_stand_in_a_later_text(texts: tuple[str, ...], wanted: Anchored) -> None:
    quoted = quote(document(LAKE, JURY), 1)

    assert quoted.anchor_in(document(*texts)) == wanted
