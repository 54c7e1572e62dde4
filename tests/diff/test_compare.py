import json
import lzma

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytrail.diff import compare_documents
from policytrail.extract.markdown import read_markdown
from policytrail.model import Block, BlockKind, Diff, Document, HunkOp, Side
from tests.corpus import CORPUS, needs_corpus
from tests.diff.documents import apply_diff, document, documents, edited

PRIVACY = "We keep your messages for as long as your account is open, and for a year after that."
SHARING = "We share your contacts with partners who help us to run the service and to improve it."
FEES = "You pay the fees that are shown on the order page before you confirm your order with us."


def told(diff: Diff) -> list[tuple[str, str | None, str | None]]:
    return [
        (hunk.op.value, hunk.old and hunk.old.text, hunk.new and hunk.new.text)
        for hunk in diff.hunks
    ]


def test_equal_documents_have_no_hunk() -> None:
    assert compare_documents(document(PRIVACY), document(PRIVACY)).hunks == ()


def test_an_edited_block_is_replaced_and_tells_its_words() -> None:
    hunk = compare_documents(
        document(PRIVACY), document(PRIVACY.replace("a year", "a month"))
    ).hunks[0]

    assert [(edit.op, edit.text) for edit in hunk.edits if edit.op != "="] == [
        ("-", "year"),
        ("+", "month"),
    ]


def test_a_clause_that_changed_places_is_moved_not_deleted_and_inserted() -> None:
    diff = compare_documents(document(PRIVACY, SHARING, FEES), document(SHARING, FEES, PRIVACY))

    assert told(diff) == [("move", PRIVACY, PRIVACY)]


def test_a_clause_moved_and_edited_says_both() -> None:
    edited_privacy = PRIVACY.replace("a year", "ten years")
    diff = compare_documents(
        document(PRIVACY, SHARING, FEES), document(SHARING, FEES, edited_privacy)
    )

    assert [(hunk.op, bool(hunk.edits)) for hunk in diff.hunks] == [(HunkOp.MOVE, True)]


def test_a_new_number_before_the_same_words_is_a_renumbering() -> None:
    old, new = document("3. Fees and taxes", FEES), document("4. Fees and taxes", FEES)

    assert told(compare_documents(old, new)) == [
        ("renumber", "3. Fees and taxes", "4. Fees and taxes")
    ]


def test_a_shown_number_alone_is_a_renumbering() -> None:
    old = Document((Block(BlockKind.ITEM, FEES, 1, "3."),))
    new = Document((Block(BlockKind.ITEM, FEES, 1, "4."),))

    assert [hunk.op for hunk in compare_documents(old, new).hunks] == [HunkOp.RENUMBER]


def test_a_split_paragraph_is_one_hunk() -> None:
    diff = compare_documents(
        document(f"{PRIVACY} {SHARING}", FEES), document(PRIVACY, SHARING, FEES)
    )

    assert told(diff) == [("replace", f"{PRIVACY} {SHARING}", f"{PRIVACY}\n{SHARING}")]


def test_joined_items_are_one_hunk() -> None:
    diff = compare_documents(
        document(PRIVACY, SHARING, FEES), document(f"{PRIVACY} {SHARING}", FEES)
    )

    assert told(diff) == [("replace", f"{PRIVACY}\n{SHARING}", f"{PRIVACY} {SHARING}")]


def test_a_clause_replaced_by_an_unlike_one_is_told_side_by_side() -> None:
    diff = compare_documents(
        document(PRIVACY, FEES), document("Nothing of this is kept anywhere.", FEES)
    )

    assert [hunk.op for hunk in diff.hunks] == [HunkOp.REPLACE]


def test_a_rewrapped_text_shows_only_its_words_as_edited() -> None:
    lines = ["we keep what you", "send us for a", "year and then we", "delete all of it"]
    words = " ".join(lines).replace("year", "month").split()
    wrapped = [" ".join(words[at : at + 5]) for at in range(0, len(words), 5)]

    diff = compare_documents(document(*lines), document(*wrapped))

    changed = [edit for hunk in diff.hunks for edit in hunk.edits if edit.op != "="]
    assert [edit.text.strip() for edit in changed if edit.text.strip()] == ["year", "month"]


def test_hunks_stand_in_the_new_documents_order() -> None:
    old = document("a gone line", PRIVACY, SHARING, "an old line")
    new = document(PRIVACY, "a fresh clause of our own making", SHARING)

    assert [hunk.op.value for hunk in compare_documents(old, new).hunks] == [
        "delete",
        "insert",
        "delete",
    ]


def test_stats_count_words() -> None:
    stats = compare_documents(
        document(PRIVACY), document(PRIVACY.replace("a year", "two whole months"))
    ).stats

    assert (stats.words_added, stats.words_removed) == (3, 2)


@given(edited() | st.tuples(documents, documents))
def test_applying_a_diff_gives_the_new_document(pair: tuple[Document, Document]) -> None:
    old, new = pair

    assert apply_diff(compare_documents(old, new), old).sha256 == new.sha256


@given(edited() | st.tuples(documents, documents))
def test_edits_lead_from_the_old_text_to_the_new(pair: tuple[Document, Document]) -> None:
    for hunk in compare_documents(*pair).hunks:
        if hunk.edits and hunk.old and hunk.new:
            assert "".join(edit.text for edit in hunk.edits if edit.op != "+") == hunk.old.text
            assert "".join(edit.text for edit in hunk.edits if edit.op != "-") == hunk.new.text


def places(sides: list[Side | None]) -> list[int]:
    return [at for side in sides if side for at in range(side.first, side.last + 1)]


@given(edited() | st.tuples(documents, documents))
def test_no_block_stands_in_two_hunks(pair: tuple[Document, Document]) -> None:
    hunks = compare_documents(*pair).hunks

    for found in (places([hunk.old for hunk in hunks]), places([hunk.new for hunk in hunks])):
        assert len(found) == len(set(found))


def _pairs(limit: int) -> list[tuple[str, str]]:
    with lzma.open(CORPUS / "pairs" / "pairs_shared.jsonl.xz", "rt", encoding="utf-8") as lines:
        pairs = [json.loads(line) for line in lines]
    return [(pair["old"], pair["new"]) for pair in pairs[:: max(1, len(pairs) // limit)]]


@needs_corpus
@pytest.mark.sampled
def test_the_round_trip_holds_on_recorded_pairs(is_whole: bool) -> None:
    wrong = 0
    for old_text, new_text in _pairs(120 if is_whole else 20):
        old, new = read_markdown(old_text), read_markdown(new_text)
        wrong += apply_diff(compare_documents(old, new), old).sha256 != new.sha256

    assert wrong == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ([], ["a"]),
        (["\ud800 lone"], ["\udfff lone"]),
        (["\x00\x01\x02" * 50], ["\x7f\x80" * 50]),
        (["مرحبا بالعالم"], ["مرحبا يا عالم"]),
        (["我们保留您的数据十三个月"], ["我们保留您的数据三十天"]),
    ],
    ids=["empty", "lone surrogates", "binary", "right to left", "no blanks"],
)
def test_odd_texts_make_the_round_trip(old: list[str], new: list[str]) -> None:
    before, after = document(*old), document(*new)

    assert apply_diff(compare_documents(before, after), before).sha256 == after.sha256
