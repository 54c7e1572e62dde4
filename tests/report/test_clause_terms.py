import tomllib
from importlib.resources import files

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
        "This clause applies if you book a tour, in order to print tickets.",
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
        "This clause applies if you book a tour.",
        "Those who receive it are their partners.",
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("You must tell us of it within 30 days.", "The time limit is: within 30 days."),
        ("We keep your ticket for 12 months.", "It lasts for 12 months."),
        (
            "You can opt out of tips by writing to tours@example.org.",
            "You can refuse by writing to tours@example.org.",
        ),
    ],
)
def test_times_and_ways_to_refuse_are_told_in_whole_sentences(text: str, told: str) -> None:
    assert told in said_of("data_retention", text).what


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("data_sharing", "We do not sell or disclose your name to third parties."),
        ("data_sharing", "Some towns ask us to tell whether names are shared with third parties."),
        ("eligibility_age", "You must be at least 18 years old to book a tour."),
        ("children", "We keep no names for guests under 13 years of age."),
        (
            "limitation_of_liability",
            "We owe no damages, even if we were told that they could arise.",
        ),
        ("limitation_of_liability", "WE OWE NO DAMAGES IF A TOUR IS CANCELLED BY THE GUIDE."),
        ("jurisdiction", "You go to the court of Harbour Town for the purpose of any such suit."),
        (
            "arbitration",
            "By booking tours subject to this text after a change, Guests will be bound.",
        ),
        ("termination", "In addition, if guests leave the boat, the trip shall be deemed ended."),
    ],
)
def test_words_that_do_not_say_what_is_done_are_not_cut(kind: str, text: str) -> None:
    what = said_of(kind, text).what

    assert not [
        line for line in what if line.startswith(("This clause", "Those", "The ti", "The st", "It"))
    ]


def test_a_condition_at_the_beginning_ends_where_the_statement_begins() -> None:
    said = said_of(
        "termination",
        "If we find that you have broken the rules of Section 4.2, the Guide may end the tour.",
    )

    assert said.what[-1] == (
        "This clause applies if the operators find that you have broken the rules of Section 4.2."
    )


def test_a_denial_by_which_the_reader_loses_is_no_promise() -> None:
    denied = AttributeRecord("denied", value=True, excerpt="not", reason="")

    said = said_of("confidentiality", "Our guides will not treat your ideas as secret.", denied)

    assert "promise" not in " ".join((*said.what, *said.matters))
    assert said.matters == ("What you send may be shown to others.",)


def test_an_exclusive_court_is_not_told_as_an_exclusive_licence() -> None:
    exclusive = AttributeRecord("exclusive", value=True, excerpt="exclusively", reason="")

    said = said_of("jurisdiction", "Suits go exclusively to the court of Harbour Town.", exclusive)

    assert said.matters[0] == "No other court may hear the case."
    assert "content" not in " ".join(said.matters)


def test_what_is_said_of_the_law_is_marked_as_not_compared() -> None:
    sold = AttributeRecord("sold", value=True, excerpt="sell", reason="")

    said = said_of("data_sale", "We sell your name.", sold)

    assert said.matters[-1].endswith("Written from memory, unchecked.")


def test_each_consequence_belongs_to_an_attribute_of_the_taxonomy() -> None:
    types = taxonomy.shipped_taxonomy().types
    known = {name for kind in types for name in kind.attributes}
    known |= {f"{kind.id}.{name}" for kind in types for name in kind.attributes}
    place = files("policytrail.report") / "words" / "consequences.toml"

    assert set(tomllib.loads(place.read_text("utf-8"))) <= known


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
