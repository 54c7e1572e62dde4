"""What reads hostile text takes four times as long for four times as much, not sixteen times."""

import time
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

_MOST = 8.0
"""Twice linear: the machine does other things meanwhile. Quadratic is 16."""


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


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of the quicker of two tries."""
    taken: list[float] = []
    for _ in range(2):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_the_addresses_of_sections_take_linear_time(
    shape: Callable[[int], Sequence[Block]],
) -> None:
    few, many = shape(4_000), shape(16_000)

    assert (
        seconds(lambda: section_paths(many)) <= _MOST * seconds(lambda: section_paths(few)) + 0.05
    )


def promises(count: int, days: int) -> tuple[Document, tuple[Provision, ...]]:
    """Return a text that says one thing over and over, and its provisions."""
    text = "We retain your personal information for {} days after closure number {} of accounts."
    blocks = tuple(
        Block(BlockKind.PARAGRAPH, text.format(days + number, number)) for number in range(count)
    )
    document = Document(blocks)
    return document, find_provisions(document)


def test_following_provisions_of_one_type_takes_linear_time() -> None:
    taken: list[float] = []
    for count in (300, 1_200):
        (old, before), (new, after) = promises(count, 30), promises(count, 90)
        pair = DocumentPair(old, new, compare_documents(old, new))
        taken.append(seconds(lambda: compare_provisions(before, after, pair)))  # noqa: B023 (called at once)

    assert taken[1] <= _MOST * taken[0] + 0.05


def test_a_sentence_that_repeats_a_reservation_takes_linear_time() -> None:
    reservation = (
        "we may terminate your account at any time if we determine in our sole discretion "
    )
    taken: list[float] = []
    for count in (100, 1_000, 4_000):  # the first loads the models
        document = Document((Block(BlockKind.PARAGRAPH, reservation * count),))
        start = time.process_time()
        find_provisions(document)
        taken.append(time.process_time() - start)

    assert taken[2] <= _MOST * taken[1] + 0.05


LINES: dict[str, Callable[[int], str]] = {
    "one-long-word": lambda count: "a" * count,
    "one-long-number": lambda count: "1" * count,
    "a-number-of-many-parts": lambda count: "1." * (count // 2),
}


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_telling_a_rule_from_a_line_of_the_page_takes_linear_time(
    line: Callable[[int], str],
) -> None:
    def judge(text: str) -> float:
        return seconds(lambda: (states_rule(text), rules_otherwise(text, f"{text}x")))

    few, many = line(3_000), line(12_000)

    assert judge(many) <= _MOST * judge(few) + 0.05


def test_lines_that_begin_like_the_name_of_an_author_take_linear_time() -> None:
    few, many = (f"<p>Written by {'a' * count} b c d e</p>".encode() * 20 for count in (35, 140))

    def read(page: bytes) -> float:
        return seconds(lambda: extract(page, "text/html", Recipe()))

    assert read(many) <= _MOST * read(few) + 0.05


def test_looking_for_the_list_of_an_entry_takes_linear_time() -> None:
    taken: list[float] = []
    for count in (1_000, 4_000):
        items = tuple(Block(BlockKind.ITEM, f"partner {number}", 1) for number in range(count))
        lead, other_lead = (
            Block(BlockKind.PARAGRAPH, text) for text in ("We share with:", "We sell to:")
        )
        old, new = Document((lead, *items)), Document((lead, *items, other_lead, items[3]))
        side = Side(count + 2, count + 2, (items[3],))
        taken.append(seconds(lambda: is_new_to_list(side, new, old)))  # noqa: B023 (called at once)

    assert taken[1] <= _MOST * taken[0] + 0.05


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
    taken: list[float] = []
    for count in (2_000, 8_000):
        places = range(count)
        links = tuple(LinkRecord(2 * place, 2 * place + 1, f"#{place}") for place in places)
        block = TextBlockRecord("a " * count, links=links)
        assert [part.target for part in text_parts(block, ())][:3] == ["#0", "", "#1"]
        taken.append(seconds(lambda: text_parts(block, ())))  # noqa: B023 (called at once)

    assert taken[1] <= _MOST * taken[0] + 0.05
