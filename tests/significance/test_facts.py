"""What an edit changes of what the texts state."""

from policytrail.diff.words import edits_between
from policytrail.model import Fact
from policytrail.significance.weigh.facts import facts_between


def facts(old: str, new: str) -> tuple[Fact, ...]:
    return facts_between(edits_between(old, new), 0)


def test_things_of_one_edit_are_told_as_one_having_become_the_other() -> None:
    found = facts(
        "We keep it for 30 days and tell you 14 days in advance.",
        "We keep it for 60 days and tell you 7 days in advance.",
    )

    assert found == (
        Fact("retention_period", "30 days", "60 days", 0),
        Fact("notice_days", "14 days", "7 days", 0),
    )


def test_things_are_not_paired_where_their_numbers_differ() -> None:
    found = facts(
        "Write to 40 Bank Street, London E14 5DS.", "Write to Bishopsgate, London EC2N 4BQ."
    )

    assert all(fact.old is None or fact.new is None for fact in found if fact.old != "E14 5DS")


def test_an_amount_that_limits_liability_is_a_cap() -> None:
    found = facts("Our liability is limited to $500.", "Our liability is limited to $50.")

    assert found == (Fact("liability_cap", "$500", "$50", 0),)


def test_what_an_edit_does_not_touch_is_not_told() -> None:
    assert facts("You pay €5 within 10 days to us.", "You pay €5 within 10 days to it.") == ()
