from policytrail.provisions import regulations, taxonomy
from policytrail.report.build.clause_terms import ClauseTerms, clause_terms
from policytrail.report.build.provision import type_record
from policytrail.report.records.provision import AttributeRecord


def said_of(kind: str, excerpt: str, *attributes: AttributeRecord) -> ClauseTerms:
    record = type_record(taxonomy.shipped_taxonomy().by_id[kind], regulations.shipped_regulations())
    return clause_terms(record, excerpt, attributes)


def test_a_long_clause_is_summed_up_in_its_own_words() -> None:
    before = "Depending on where each visitor lives and on the kind of tour chosen in the shop, "

    said = said_of(
        "data_sharing", f"{before}we may share your name with our partners if you book a tour."
    )

    assert said.what == (
        "It says: “we may share your name with our partners if you book a tour”.",
        "Condition: “if you book a tour”.",
        "Recipients: “with our partners if you book a tour”.",
    )


def test_a_clause_is_not_repeated_beside_itself() -> None:
    said = said_of("data_sharing", "We may share your name with our partners if you book a tour.")

    assert said.what[0] == "Condition: “if you book a tour”."


def test_a_denial_is_told_as_a_promise() -> None:
    denied = AttributeRecord("denied", value=True, excerpt="not sell", reason="")

    said = said_of("data_sale", "We do not sell your name.", denied)

    assert said.what[0] == "It says that this is not done: “We do not sell your name”."
    assert "later change" in said.matters[0]


def test_consequences_name_the_figure_that_was_found() -> None:
    days = AttributeRecord("notice_days", value=30, excerpt="30 days", reason="")

    said = said_of("termination", "We may end it with 30 days of notice.", days)

    assert said.matters == ("You have 30 days to react or to leave.",)
    assert "Put 30 days" in said.tasks[0]


def test_what_holds_for_every_clause_of_a_type_is_left_to_its_page() -> None:
    said = said_of("entire_agreement", "These terms are the whole contract.")

    assert (said.matters, said.tasks) == ((), ())
