"""What an edit changes of what the texts state."""

import pytest

from policytrail.diff.words import edits_between
from policytrail.model import Fact
from policytrail.significance.weigh.facts import facts_between
from policytrail.significance.weigh.stated_facts import stated_in


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


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Write to ask@brindle.example", "Write to hens-ask@brindle.example"),
        ("Write to ask@brindle.example", "Write to ask@brindle.example-eggs.example"),
    ],
)
def test_what_is_put_in_front_of_an_address_makes_it_another(old: str, new: str) -> None:
    (come,) = facts(old, new)
    (back,) = facts(new, old)

    assert come == Fact("email", old.split()[-1], new.split()[-1], 0)
    assert back == Fact("email", new.split()[-1], old.split()[-1], 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ask hens@brindle.example.Please do.", [("email", "hens@brindle.example")]),
        ("Brindle, Coop, CA 94041 Email", []),
        ("Brindle, Coop, California 94041 Email", []),
        ("Brindle, Am Nest, 10117 Berlin", [("address", "10117 Berlin")]),
        ("11.2.19 Do not disturb the hens.", []),
        ("The office is at 11-13-15 under the roof.", []),
        ("These rules are of 12/05/24.", [("date", "12/05/24")]),
        ("6G Hen Sweden AB counts eggs.", [("party", "6G Hen Sweden AB")]),
        ("This is governed by New York law.", [("governing_law", "New York law")]),
        ("Governing law and courts apply.", []),
        ("They are governed by the laws of the State of ____.", []),
    ],
)
def test_what_only_looks_like_a_fact_is_none(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(each.what, each.text) for each in stated_in(text)] == expected
