"""Whether a text says what a passage says, whatever words and places it uses."""

import pytest

from policytrail.language.passage_still_said import Standing, TextIndex
from policytrail.model import Block, BlockKind

TEXT = (
    "Hens are fed at dawn.",
    "Keepers may visit the barn between noon and dusk, but only with a ticket from the office.",
    "We sell no eggs to bakers, hotels or shops, and we give none to museums.",
)
TEXTS = TextIndex([Block(BlockKind.PARAGRAPH, text) for text in TEXT])


@pytest.mark.parametrize(
    ("passage", "standing"),
    [
        (TEXT[1], Standing.SAME),
        ("(b) KEEPERS MAY VISIT THE BARN between noon and dusk, but only with a ticket from the office", Standing.SAME),
        ("With a ticket from the office, keepers may visit the barn between noon and dusk.", Standing.SAID),
        ("Visiting the barn needs a ticket from the office; keepers come between noon and dusk.", Standing.SAID),
        ("The postman brings parcels on Mondays and letters on all other days of the week.", Standing.ABSENT),
    ],
)  # fmt: skip
def test_how_surely_a_text_says_a_passage(passage: str, standing: Standing) -> None:
    assert TEXTS.judge_presence(passage) is standing


def test_the_nearest_sentence_is_named_by_its_place() -> None:
    found = TEXTS.nearest_sentence("Eggs are sold to no bakers and no shops.")

    assert found is not None
    assert (found.position, found.start, found.end) == (2, 0, len(TEXT[2]))


def test_an_empty_text_says_nothing() -> None:
    assert TextIndex([]).judge_presence(TEXT[0]) is Standing.ABSENT
