"""What reads hostile text takes four times as long for four times as much, not sixteen times."""

from collections.abc import Callable, Sequence

import pytest

from policytrail.diff import compare_documents
from policytrail.extract import extract
from policytrail.extract.sections import section_paths
from policytrail.model import Block, BlockKind, Document, DocumentPair, Provision, Recipe, Side
from policytrail.provisions import find_provisions
from policytrail.provisions.lineage import compare_provisions
from policytrail.report.build.text import LinkRecord, TextBlockRecord, text_parts
from policytrail.significance.classify import rules_otherwise, states_rule
from policytrail.significance.classify.list_places import is_new_to_list
from policytrail.significance.describe.edit_quotes import quotes_around
from policytrail.significance.describe.edited_spots import edited_spots
from tests.growth import check_linear


def items_of_one_number(count: int) -> Sequence[Block]:
    return [Block(BlockKind.ITEM, "We keep your data.", 1, "7.")] * count


def headings_of_one_number(count: int) -> Sequence[Block]:
    return [Block(BlockKind.HEADING, "7. Your data", 2)] * count


def blocks_below_a_long_number(count: int) -> Sequence[Block]:
    long = Block(BlockKind.HEADING, "1." * (count // 2) + "1 Data", 2)
    return [long, *[Block(BlockKind.PARAGRAPH, "We keep your data.")] * count]


SHAPES = {
    "items-of-one-number": items_of_one_number,
    "headings-of-one-number": headings_of_one_number,
    "blocks-below-a-long-number": blocks_below_a_long_number,
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_the_addresses_of_sections_take_linear_time(
    shape: Callable[[int], Sequence[Block]],
) -> None:
    few, many = shape(4_000), shape(16_000)

    check_linear(lambda: section_paths(few), lambda: section_paths(many))


def promises(count: int, days: int) -> tuple[Document, tuple[Provision, ...]]:
    """Return a text that says one thing over and over, and its provisions."""
    text = "We retain your personal information for {} days after closure number {} of accounts."
    blocks = tuple(
        Block(BlockKind.PARAGRAPH, text.format(days + number, number)) for number in range(count)
    )
    document = Document(blocks)
    return document, find_provisions(document)


def test_following_provisions_of_one_type_takes_linear_time() -> None:
    def following(count: int) -> Callable[[], object]:
        (old, before), (new, after) = promises(count, 30), promises(count, 90)
        pair = DocumentPair(old, new, compare_documents(old, new))
        return lambda: compare_provisions(before, after, pair)

    check_linear(following(300), following(1_200))


def test_following_the_clauses_of_one_paragraph_takes_linear_time() -> None:
    def said_in_one_paragraph(count: int, days: int) -> Document:
        document, _ = promises(count, days)
        return Document(
            (Block(BlockKind.PARAGRAPH, " ".join(each.text for each in document.blocks)),)
        )

    def following(count: int) -> Callable[[], object]:
        old, new = said_in_one_paragraph(count, 30), said_in_one_paragraph(count, 90)
        before, after = find_provisions(old), find_provisions(new)
        pair = DocumentPair(old, new, compare_documents(old, new))
        return lambda: compare_provisions(before, after, pair)

    check_linear(following(150), following(600))


def test_quoting_around_an_edit_takes_linear_time() -> None:
    def quoting(count: int) -> Callable[[], object]:
        rest = "we may share (as the law allows) what you send us, and " * count
        old, new = f"For 30 days, {rest}stop.", f"For 90 days, {rest}stop."
        spots = edited_spots(old, new)
        return lambda: quotes_around(old, new, spots, 200)

    check_linear(quoting(500), quoting(2_000))


def test_a_sentence_that_repeats_a_reservation_takes_linear_time() -> None:
    reservation = (
        "we may terminate your account at any time if we determine in our sole discretion "
    )

    def finding(count: int) -> Callable[[], object]:
        document = Document((Block(BlockKind.PARAGRAPH, reservation * count),))
        return lambda: find_provisions(document)

    check_linear(finding(1_000), finding(4_000))


LINES: dict[str, Callable[[int], str]] = {
    "one-long-word": lambda count: "a" * count,
    "one-long-number": lambda count: "1" * count,
    "a-number-of-many-parts": lambda count: "1." * (count // 2),
}


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_telling_a_rule_from_a_line_of_the_page_takes_linear_time(
    line: Callable[[int], str],
) -> None:
    def judge(text: str) -> None:
        states_rule(text)
        rules_otherwise(text, f"{text}x")

    few, many = line(3_000), line(12_000)

    check_linear(lambda: judge(few), lambda: judge(many))


def test_lines_that_begin_like_the_name_of_an_author_take_linear_time() -> None:
    few, many = (f"<p>Written by {'a' * count} b c d e</p>".encode() * 20 for count in (35, 140))

    check_linear(
        lambda: extract(few, "text/html", Recipe()), lambda: extract(many, "text/html", Recipe())
    )


def test_looking_for_the_list_of_an_entry_takes_linear_time() -> None:
    def looking(count: int) -> Callable[[], object]:
        items = tuple(Block(BlockKind.ITEM, f"partner {number}", 1) for number in range(count))
        lead, other_lead = (
            Block(BlockKind.PARAGRAPH, text) for text in ("We share with:", "We sell to:")
        )
        old, new = Document((lead, *items)), Document((lead, *items, other_lead, items[3]))
        side = Side(count + 2, count + 2, (items[3],))
        return lambda: is_new_to_list(side, new, old)

    check_linear(looking(1_000), looking(4_000))


def test_repeated_names_are_told_apart() -> None:
    addresses = section_paths(items_of_one_number(12))

    assert (addresses[0], addresses[1], addresses[9], addresses[10], addresses[11]) == (
        "7",
        "7'",
        "7'''''''''",
        "7'10",
        "7'11",
    )


def test_a_text_of_links_takes_linear_time() -> None:
    def joining(count: int) -> Callable[[], object]:
        places = range(count)
        links = tuple(LinkRecord(2 * place, 2 * place + 1, f"#{place}") for place in places)
        block = TextBlockRecord("a " * count, links=links)
        assert [part.target for part in text_parts(block, ())][:3] == ["#0", "", "#1"]
        return lambda: text_parts(block, ())

    check_linear(joining(2_000), joining(8_000))
