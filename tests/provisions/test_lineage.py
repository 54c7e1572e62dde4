from dataclasses import replace

import pytest

from policytrail.diff import compare_documents
from policytrail.language import TextIndex
from policytrail.model import DocumentPair, Kind, ProvisionChange, ProvisionMove
from policytrail.provisions import find_provisions
from policytrail.provisions.aligned_quotes import align_quotes
from policytrail.provisions.lineage import build_lineages, compare_provisions
from policytrail.provisions.replaced_clauses import without_replaced
from tests.provisions.values import document

FILLER = "The lake is blue in summer and white in winter, as everybody here knows very well."
OLD_NOTICE = "We may change these terms at any time and will notify you 30 days in advance."
NEW_NOTICE = "We may change these terms at any time and without notice."
JURY = "You waive any right to a trial by jury in any dispute with us."
KEEP_SHORT = "We retain your personal information for 30 days after you close your account."
KEEP_LONG = "We retain your personal information for 90 days after you close your account."
CARE = "We keep passwords of customers encrypted with care."
CAREFUL = "With care we keep the passwords of customers encrypted."


SHORT_TO_LONG = DocumentPair(
    document(KEEP_SHORT),
    document(KEEP_LONG),
    compare_documents(document(KEEP_SHORT), document(KEEP_LONG)),
)


def changes(old: tuple[str, ...], new: tuple[str, ...], kind: str) -> list[ProvisionChange]:
    before, after = document(*old), document(*new)
    found = compare_provisions(
        find_provisions(before),
        find_provisions(after),
        DocumentPair(before, after, compare_documents(before, after)),
    )
    return [one for one in found if one.type == kind]


@pytest.mark.parametrize(
    ("old", "new", "kind", "move"),
    [
        pytest.param((FILLER,), (FILLER, JURY), "jury_waiver", ProvisionMove.ADDED, id="added"),
        pytest.param((FILLER, JURY), (FILLER,), "jury_waiver", ProvisionMove.REMOVED, id="removed"),
        pytest.param((JURY, FILLER), (JURY, FILLER), "jury_waiver", ProvisionMove.KEPT, id="kept"),
        pytest.param(
            (OLD_NOTICE,), (NEW_NOTICE,), "policy_changes", ProvisionMove.WEAKENED, id="severity up"
        ),
        pytest.param(
            (NEW_NOTICE,), (OLD_NOTICE,), "policy_changes", ProvisionMove.STRENGTHENED, id="severity down"
        ),
        pytest.param(
            (KEEP_SHORT,), (KEEP_LONG,), "data_retention", ProvisionMove.WEAKENED, id="longer"
        ),
        pytest.param(
            (KEEP_LONG,), (KEEP_SHORT,), "data_retention", ProvisionMove.STRENGTHENED, id="shorter"
        ),
        pytest.param((CARE,), (CAREFUL,), "security_measures", ProvisionMove.REWORDED, id="reworded"),
        pytest.param(
            (JURY, FILLER, OLD_NOTICE, CARE),
            (FILLER, OLD_NOTICE, CARE, JURY),
            "jury_waiver",
            ProvisionMove.MOVED,
            id="moved",
        ),
    ],
)  # fmt: skip
def test_what_became_of_a_provision(
    old: tuple[str, ...], new: tuple[str, ...], kind: str, move: ProvisionMove
) -> None:
    assert [one.move for one in changes(old, new, kind)] == [move]


def test_a_clause_whose_neighbour_in_the_block_was_edited_did_not_move() -> None:
    old = f"The lake is open at nine. {JURY}"
    new = f"The lake is open at nine in the morning, and at ten on Sundays. {JURY}"

    (found,) = changes((FILLER, old), (FILLER, new), "jury_waiver")

    assert found.move is ProvisionMove.KEPT


def test_a_clause_that_left_its_paragraph_with_the_same_words_is_kept() -> None:
    old = (f"The lake is open at nine. {JURY}", FILLER)
    new = ("The lake is open at nine.", FILLER, JURY)

    (found,) = changes(old, new, "jury_waiver")

    assert found.move is ProvisionMove.KEPT


def test_a_change_names_the_attribute_that_decided() -> None:
    (found,) = changes((KEEP_SHORT,), (KEEP_LONG,), "data_retention")

    assert found.reason == "days: 30 -> 90"


def test_a_change_names_its_hunk() -> None:
    (found,) = changes((FILLER, KEEP_SHORT), (FILLER, KEEP_LONG), "data_retention")

    assert found.hunk == 0


def test_a_provision_keeps_its_id_when_it_is_reworded() -> None:
    versions = [find_provisions(document(text)) for text in (KEEP_SHORT, KEEP_LONG)]
    step = compare_provisions(versions[0], versions[1], SHORT_TO_LONG)

    found = [one for one in build_lineages("s", versions, [step]) if one.type == "data_retention"]

    assert [[event.version for event in one.events] for one in found] == [[0, 1]]


def test_an_id_is_made_of_content_and_source() -> None:
    version = find_provisions(document(JURY))

    one, again, other = (build_lineages(source, [version], [])[0] for source in ("a", "a", "b"))

    assert (one.provision_id == again.provision_id, one.provision_id == other.provision_id) == (
        True,
        False,
    )


def test_the_id_from_before_an_earlier_version_came_to_light_is_an_alias() -> None:
    short, long = find_provisions(document(KEEP_SHORT)), find_provisions(document(KEEP_LONG))
    step = compare_provisions(short, long, SHORT_TO_LONG)
    late = next(one for one in build_lineages("s", [long], []) if one.type == "data_retention")

    found = next(
        one for one in build_lineages("s", [short, long], [step]) if one.type == "data_retention"
    )

    assert late.provision_id in found.aliases


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(
            (f"The lake is blue. {JURY}",),
            (
                "The lake is green.",
                "In any dispute with us you waive any right to a trial by jury.",
            ),
            id="said-elsewhere-in-other-words",
        ),
        pytest.param((f"3.1 {JURY}",), (f"4.2 {JURY}",), id="renumbered"),
        pytest.param(
            (f"{JURY} The lake is blue in winter.",),
            (f"{JURY} The lake is blue in winter and green in summer.",),
            id="a-word-nearby",
        ),
    ],
)
def test_a_clause_that_still_stands_is_neither_added_nor_removed(
    old: tuple[str, ...], new: tuple[str, ...]
) -> None:
    moves = {one.move for one in changes(old, new, "jury_waiver")}

    assert not moves & {ProvisionMove.ADDED, ProvisionMove.REMOVED}


def test_a_hunk_that_changes_no_meaning_carries_no_move() -> None:
    before, after = document(FILLER, JURY), document(FILLER)
    pair = DocumentPair(before, after, compare_documents(before, after), (Kind.EDITORIAL,))

    found = compare_provisions(find_provisions(before), find_provisions(after), pair)

    assert {one.move for one in found} <= {ProvisionMove.KEPT}


def test_a_finder_that_sees_less_removes_nothing() -> None:
    before, after = document(FILLER, JURY), document(f"{FILLER} Really.", JURY)
    pair = DocumentPair(before, after, compare_documents(before, after))

    found = compare_provisions(find_provisions(before), (), pair)

    assert ProvisionMove.REMOVED not in {one.move for one in found if one.type == "jury_waiver"}


def test_the_first_clause_of_its_kind_is_marked() -> None:
    (first,) = changes((FILLER,), (FILLER, JURY), "jury_waiver")
    again = changes(
        (FILLER, JURY), (FILLER, JURY, "A judge alone decides; no jury trial."), "jury_waiver"
    )

    assert (first.is_first_of_kind, any(one.is_first_of_kind for one in again)) == (True, False)


OTHER_CARE = "We keep the passwords of all business customers encrypted with care on our premises."


def test_a_new_clause_is_no_rewording_of_one_that_still_stands() -> None:
    edited = CARE.replace("customers", "all customers")
    found = changes((CARE, FILLER), (edited, FILLER, OTHER_CARE), "security_measures")
    moves = {one.new.excerpt: one for one in found if one.new}

    assert moves[edited].move is ProvisionMove.REWORDED
    assert moves[OTHER_CARE].move is ProvisionMove.EDITED_NEAR
    assert moves[OTHER_CARE].counterpart is None


def test_the_words_of_both_texts_are_cut_at_the_same_sentences() -> None:
    before = document(f"{JURY} {KEEP_SHORT} {CARE}")
    after = document(f"{JURY} {KEEP_LONG} {CARE}")
    pair = DocumentPair(before, after, compare_documents(before, after))
    (old,) = (one for one in find_provisions(before) if one.type == "data_retention")
    (new,) = (one for one in find_provisions(after) if one.type == "data_retention")
    longer = replace(new, quote=replace(new.quote, end=len(new.quote.block.text)))

    for one, other in ((old, longer), (replace(old, quote=replace(old.quote, start=0)), new)):
        (change,) = compare_provisions([one], [other], pair)
        quotes = change.quotes
        assert quotes is not None
        words = [quote.excerpt for quote in quotes]
        assert words[0].replace("30", "90") == words[1]


def test_a_sentence_that_stands_in_another_paragraph_is_not_quoted_as_new() -> None:
    before = document(CARE, FILLER, KEEP_SHORT)
    after = document(f"{KEEP_LONG} {CARE}", FILLER)
    (old,) = (one for one in find_provisions(before) if one.type == "data_retention")
    (new,) = (one for one in find_provisions(after) if one.type == "data_retention")
    longer = replace(new, quote=replace(new.quote, end=len(new.quote.block.text)))

    quotes = align_quotes(old, longer, TextIndex.of_document(before), TextIndex.of_document(after))

    assert [quote.excerpt for quote in quotes] == [KEEP_SHORT, KEEP_LONG]


def test_a_clause_of_several_sentences_is_gone_only_if_each_of_them_is() -> None:
    licence = (
        "You grant us a licence to use, host, reproduce and display your content in our almanac."
    )
    ask = "If you did not draw a hen yourself, you must ask whoever drew it before you upload it."
    asked = "Ask whoever drew a hen before you upload it, if you did not draw the hen yourself."
    whole = f"{licence} The almanac is printed once in a year and sold to keepers of hens in all towns. {ask}"
    before, after = document(whole, FILLER, JURY), document(FILLER, asked, JURY)
    pair = DocumentPair(before, after, compare_documents(before, after))
    (found,) = (one for one in find_provisions(before) if one.type == "content_license")
    quote = replace(found.quote, start=0, end=len(whole))

    (change,) = compare_provisions([replace(found, quote=quote)], [], pair)
    (alone,) = compare_provisions(
        [replace(found, quote=replace(quote, end=len(licence)))], [], pair
    )

    assert alone.move is ProvisionMove.REMOVED
    assert change.move is ProvisionMove.EDITED_NEAR


def test_a_clause_of_a_new_section_is_no_rewording_of_one_that_stays_as_it_was() -> None:
    notices = (
        "You may not remove any copyright or proprietary notices from the Services of the coop."
    )
    others = notices.replace("Services", "Models")
    found = changes((notices, FILLER), (notices, FILLER, JURY, others), "acceptable_use")
    moves = {one.new.excerpt: one.move for one in found if one.new}

    assert moves == {notices: ProvisionMove.KEPT, others: ProvisionMove.EDITED_NEAR}


def test_of_two_equal_clauses_one_may_be_reworded() -> None:
    notices = (
        "You may not remove any copyright or proprietary notices from the Services of the coop."
    )
    others = notices.replace("Services", "Models")
    found = changes((notices, FILLER, notices), (notices, FILLER, others), "acceptable_use")
    moves = {one.new.excerpt: one.move for one in found if one.new}

    assert moves == {notices: ProvisionMove.KEPT, others: ProvisionMove.REWORDED}


@pytest.mark.parametrize(
    ("new", "move"),
    [
        ("WHOEVER RELIES ON THE ADVICE OF A VET BEARS ALL RISKS OF IT ALONE.", ProvisionMove.EDITED_NEAR),
        ("Whoever relies on a fence bears the wind alone.", ProvisionMove.REMOVED),
    ],
)  # fmt: skip
def test_a_rule_that_is_written_anew_neither_goes_nor_comes(new: str, move: ProvisionMove) -> None:
    old = "You are responsible for judging what a vet says, and you bear all risks of relying on such advice."
    before, after = document(f"{JURY} {old}"), document(f"{JURY} {new}")
    went, came = (
        replace(
            found, quote=replace(found.quote, start=len(JURY) + 1, end=len(text.blocks[0].text))
        )
        for text in (before, after)
        for found in find_provisions(text)
        if found.type == "jury_waiver"
    )
    told = without_replaced(
        [
            ProvisionChange(ProvisionMove.REMOVED, went.type, went, None, 0),
            ProvisionChange(ProvisionMove.ADDED, came.type, None, came, 0),
        ]
    )

    assert told[0].move is move
    assert (told[1].move is ProvisionMove.ADDED) is (move is ProvisionMove.REMOVED)
