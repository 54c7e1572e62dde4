import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytrail.extract.plain import read_plain
from policytrail.model import BlockKind
from policytrail.text import normalise_text


def test_a_blank_line_ends_a_paragraph() -> None:
    document = read_plain("We keep it for a year.\n\nThen we delete it.")

    assert [block.text for block in document.blocks] == [
        "We keep it for a year.",
        "Then we delete it.",
    ]


def test_lines_wrapped_at_a_column_are_one_paragraph() -> None:
    text = "We keep what you send us for as long as the account is\nopen, and for a year after."

    assert [block.text for block in read_plain(text).blocks] == [
        "We keep what you send us for as long as the account is open, and for a year after."
    ]


def test_lines_of_a_text_that_is_not_wrapped_are_paragraphs_of_their_own() -> None:
    text = "A first paragraph that is rather long. " * 4 + "\nA second one."

    assert len(read_plain(text).blocks) == 2


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("2.1 Essential cookies", BlockKind.HEADING),
        ("Example Cookie Policy", BlockKind.HEADING),
        ("Last updated: 2025/12/16, replacing all that came before.", BlockKind.PARAGRAPH),
        ("- Session cookies exist while the browser is open.", BlockKind.ITEM),
        ("• session", BlockKind.ITEM),
    ],
    ids=lambda value: str(value),
)
def test_a_line_is_what_it_looks_like(line: str, kind: BlockKind) -> None:
    assert [block.kind for block in read_plain(line).blocks] == [kind]


@given(st.text(max_size=300))
def test_every_block_is_normalised_and_says_something(text: str) -> None:
    blocks = read_plain(text).blocks

    assert all(block.text and block.text == normalise_text(block.text) for block in blocks)
