import pytest

from policytrail.provisions import regulations, taxonomy
from policytrail.report.build.clause_terms import ClauseTerms, clause_terms
from policytrail.report.build.provision import type_record
from policytrail.report.records.provision import AttributeRecord


def said_of(kind: str, excerpt: str, *attributes: AttributeRecord) -> ClauseTerms:
    record = type_record(taxonomy.shipped_taxonomy().by_id[kind], regulations.shipped_regulations())
    return clause_terms(record, excerpt, attributes)


def test_a_long_clause_is_told_in_a_whole_sentence_with_what_it_names() -> None:
    said = said_of(
        "data_sharing",
        "Depending on the kind of tour we may share your name with our partners and advertisers if "
        "you book a tour, in order to print tickets. Tours differ from town to town and from year "
        "to year, and so does the price.",
    )

    assert said.what == (
        "Depending on the kind of tour the operators may share your name with their partners and "
        "advertisers if you book a tour, in order to print tickets.",
        "It applies if you book a tour, in order to print tickets.",
        "The stated purpose is to print tickets.",
        "Those who receive it are their partners and advertisers.",
    )
    assert said.tasks == (
        "Check that your own notices name this purpose: to print tickets.",
        "Name among the recipients in your own records: their partners and advertisers.",
    )


def test_a_clause_is_not_repeated_beside_itself() -> None:
    said = said_of("data_sharing", "We may share your name with our partners if you book a tour.")

    assert said_of("data_sharing", "Partners may see your name.").what == ()
    assert said.what == (
        "The operators may share your name with their partners if you book a tour.",
        "It applies if you book a tour.",
        "Those who receive it are their partners.",
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("You must tell us of it within 30 days.", "The time limit is: within 30 days."),
        ("We keep your ticket for 12 months.", "It lasts for 12 months."),
        (
            "You can opt out of tips by writing to tours@example.org.",
            "You can refuse by writing to tours@example.",
        ),
    ],
)
def test_times_and_ways_to_refuse_are_told_in_whole_sentences(text: str, told: str) -> None:
    assert told[:-1] in " ".join(said_of("data_retention", text).what)


def test_a_part_that_cannot_be_cut_whole_is_left_out() -> None:
    said = said_of("data_sharing", "Names of guests, if you book (a large tour; or two).")

    assert said.what == ()


def test_a_denial_is_told_as_a_promise() -> None:
    denied = AttributeRecord("denied", value=True, excerpt="not sell", reason="")

    said = said_of("data_sale", "We do not sell your name.", denied)

    assert said.what[0] == "This is a promise: The operators do not sell your name."
    assert "later change" in said.matters[0]


def test_a_contract_between_businesses_tells_nothing_to_consumers() -> None:
    days = AttributeRecord("notice_days", value=30, excerpt="30 days", reason="")
    kind = type_record(
        taxonomy.shipped_taxonomy().by_id["termination"], regulations.shipped_regulations()
    )

    said = clause_terms(kind, "We may end it with 30 days of notice.", [days], is_business=True)

    assert said.matters == ()
    assert said.tasks


def test_consequences_name_the_figure_that_was_found() -> None:
    days = AttributeRecord("notice_days", value=30, excerpt="30 days", reason="")

    said = said_of("termination", "We may end it with 30 days of notice.", days)

    assert said.matters == ("You have 30 days to react or to leave.",)
    assert "Put 30 days" in said.tasks[0]


def test_what_holds_for_every_clause_of_a_type_is_left_to_its_page() -> None:
    said = said_of("entire_agreement", "These terms are the whole contract.")

    assert (said.matters, said.tasks) == ((), ())
