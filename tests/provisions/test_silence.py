"""What states nothing, or leaves unsaid what the words around it may say."""

import pytest

from policytrail.language import sentence_spans
from policytrail.model import Block, BlockKind, Document, Severity
from policytrail.provisions import find_provisions


def types_in_row(row: str) -> set[str]:
    table = Document(
        (Block(BlockKind.ROW, "Kind | Example | Collected"), Block(BlockKind.ROW, row))
    )
    return {one.type for one in find_provisions(table)}


@pytest.mark.parametrize(
    ("answer", "is_stated"),
    [("No", False), ("NO.", False), ("Not collected", False), ("Yes", True)],
)
def test_a_row_that_answers_no_states_no_collection(answer: str, *, is_stated: bool) -> None:
    types = types_in_row(f"Geolocation data | Precise GPS location of your device | {answer}")

    assert ("location_data" in types) is is_stated


def test_what_a_row_leaves_unsaid_weighs_nothing() -> None:
    lines = (
        Block(BlockKind.PARAGRAPH, "We use the following subprocessors to process personal data:"),
        Block(BlockKind.ROW, "Subprocessor | Country"),
        Block(BlockKind.ROW, "Norland Hosting Ltd, subprocessor for data hosting | Norland"),
    )

    found = find_provisions(Document(lines))

    in_rows = [one for one in found if one.quote.position == 2 and one.type == "subprocessors"]
    assert [one.severity for one in in_rows] == [Severity.LOW]


def test_a_part_that_stands_without_white_space_is_a_sentence_of_its_own() -> None:
    text = "You may not copy the app;(b) sell the app;(c) rent the app (if any)."

    parts = [text[start:end] for start, end in sentence_spans(text)]

    assert parts == ["You may not copy the app;", "(b) sell the app;", "(c) rent the app (if any)."]


def test_the_first_part_of_a_list_without_marks_has_the_words_before_it() -> None:
    lines = ("We have sold the following categories of personal information:",
             "Name, e-mail address and age;", "(b) Survey answers;")  # fmt: skip

    found = find_provisions(Document(tuple(Block(BlockKind.PARAGRAPH, line) for line in lines)))

    assert {one.lead for one in found if one.quote.position == 1} == {lines[0]}


def test_a_table_of_versions_states_no_date_of_the_text() -> None:
    assert "claimed_date" not in types_in_row(
        "Cookies | Updated text on pixels | 28 September 2020"
    )
