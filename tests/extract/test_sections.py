from policytrail.extract.sections import section_paths
from policytrail.model import Block, BlockKind


def heading(level: int, text: str) -> Block:
    return Block(BlockKind.HEADING, text, level)


def item(level: int, text: str, number: str = "") -> Block:
    return Block(BlockKind.ITEM, text, level, number)


PARAGRAPH = Block(BlockKind.PARAGRAPH, "You pay.")


def test_sections_are_called_by_their_numbers() -> None:
    blocks = [
        heading(2, "4. Fees"),
        heading(3, "4.2 Late fees"),
        item(1, "Interest", "b."),
        PARAGRAPH,
    ]

    assert section_paths(blocks) == ("4", "4/2", "4/2/b", "4/2/b")


def test_sections_without_numbers_are_counted() -> None:
    blocks = [heading(1, "Terms"), heading(2, "Fees"), heading(2, "Taxes"), PARAGRAPH]

    assert section_paths(blocks) == ("", "1", "2", "2")


def test_among_numbered_sections_the_others_are_called_by_their_words() -> None:
    blocks = [heading(2, "Preamble"), heading(2, "1. Fees"), heading(2, "2. Taxes")]

    assert section_paths(blocks) == ("preamble", "1", "2")


def test_articles_and_roman_numbers_are_numbers() -> None:
    blocks = [heading(2, "Article IV: Fees"), heading(2, "Section 5 Taxes"), item(1, "(b) Late")]

    assert section_paths(blocks) == ("iv", "5", "5/b")


def test_no_two_sections_have_one_address() -> None:
    blocks = [heading(2, "1. Fees"), heading(2, "1. Taxes")]

    assert section_paths(blocks) == ("1", "1'")


def test_a_paragraph_after_bullets_is_back_in_its_section() -> None:
    blocks = [heading(2, "1. Fees"), heading(2, "2. Tax"), item(1, "VAT"), PARAGRAPH]

    assert section_paths(blocks) == ("1", "2", "2/1", "2")
