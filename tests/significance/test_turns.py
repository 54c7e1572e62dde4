"""Edits that move the balance against the reader, on invented clauses."""

import pytest

from policytrail.model import Severity
from tests.significance.texts import POLICY, codes, edit, verdict

HIGH, MEDIUM, LOW = Severity.HIGH, Severity.MEDIUM, Severity.LOW
CLAUSES = (
    POLICY
    + """
Terms
-----

We never share your messages with advertisers, employers or insurers, whatever they pay.

We use your photos to train our models only if you have opted in.

We will give you at least 30 days' notice before a change takes effect.

Our total liability to you will not exceed $500 in any year.

A subscription costs €5 per month, and you can cancel it at any time in your settings.

You have the right to appeal to a person if we close your account.
"""
)


@pytest.mark.parametrize(
    ("old", "new", "code", "severity"),
    [
        (
            "employers or insurers, whatever they pay.",
            "employers, whatever they pay. We share them with insurers.",
            "promise_withdrawn",
            HIGH,
        ),
        ("We never share your", "We may share your", "promise_withdrawn", HIGH),
        (
            "only if you have opted in",
            "unless you have opted out",
            "silence_as_consent",
            HIGH,
        ),
        ("30 days' notice", "7 days' notice", "notice_shortened", MEDIUM),
        ("exceed $500 in", "exceed $50 in", "liability_cap_lowered", HIGH),
        ("costs €5 per", "costs €8 per", "price_raised", MEDIUM),
        ("13 months", "36 months", "retention_lengthened", MEDIUM),
        (
            "You have the right to appeal to a person if we close your account.",
            "We may close your account if you break these rules, and tell you why.",
            "right_withdrawn",
            MEDIUM,
        ),
        (
            "if we close your account.",
            "if we close your account. We may do so without notice.",
            "safeguard_dropped",
            MEDIUM,
        ),
        (
            "when you open an account with Brindle.",
            "when you open an account with Brindle. We share your health data with data brokers.",
            "new_use",
            HIGH,
        ),
        (
            "when you open an account with Brindle.",
            "when you open an account with Brindle. Insurers pay for a part of the service.",
            "new_subject",
            MEDIUM,
        ),
    ],
    ids=lambda value: str(value)[:30],
)
def test_an_edit_against_the_reader_is_told_and_weighed(
    old: str, new: str, code: str, severity: Severity
) -> None:
    found = edit(old, new, CLAUSES if "Insurers pay" not in new else POLICY)

    assert (code in codes(found), found.severity) == (True, severity)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("30 days' notice", "60 days' notice"),
        ("exceed $500 in", "exceed $900 in"),
        ("13 months", "30 days"),
        ("costs €5 per", "costs €4 per"),
        ("only if you have opted in", "only if you opted in before"),
        ("We may share", "We never share"),
    ],
    ids=lambda value: value[:20],
)
def test_an_edit_for_the_reader_is_no_turn(old: str, new: str) -> None:
    text = CLAUSES.replace("We never share your", "We may share your")

    assert edit(old, new, text).severity is LOW


def test_a_promise_that_is_worded_otherwise_is_still_given() -> None:
    found = edit("We never share your messages", "We will not share any of your messages", CLAUSES)

    assert "promise_withdrawn" not in codes(found)


def test_a_promise_that_names_nobody_any_more_promises_more() -> None:
    found = edit("we never sell it to anybody else.", "we never sell it.")

    assert "promise_withdrawn" not in codes(found)


def test_a_rule_for_the_reader_is_no_promise() -> None:
    text = CLAUSES + "\nYou may not share your account with insurers or anybody else.\n"
    found = edit("You may not share your account", "You may share your account", text)

    assert "promise_withdrawn" not in codes(found)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "You agree that you will not: sell a diary, nor share your account with advertisers.",
            "You agree that you will not: sell a diary. You may share your account with advertisers.",
        ),
        (
            "(h) combine the diaries with other software, nor share them with advertisers;",
            "(g) combine the diaries with other software, or share them with advertisers;",
        ),
    ],
)
def test_an_item_of_the_rules_for_the_reader_is_no_promise(old: str, new: str) -> None:
    found = edit(old, new, f"{CLAUSES}\n{old}\n")

    assert "promise_withdrawn" not in codes(found)


def test_a_disclaimer_that_goes_is_no_promise_withdrawn() -> None:
    text = CLAUSES + "\nCookies do not transfer viruses to your computer or any other device.\n"
    gone = "\nCookies do not transfer viruses to your computer or any other device.\n"

    assert "promise_withdrawn" not in codes(edit(gone, "\n", text))


def test_a_longer_life_of_a_cookie_is_no_longer_retention() -> None:
    table = CLAUSES + "\n| Cookie | Kept for |\n| --- | --- |\n| _id | 30 days |\n| _b | 1 year |\n"

    assert "retention_lengthened" not in codes(edit("30 days |", "13 months |", table))


def test_a_withdrawn_promise_is_a_reason_and_a_statement_and_no_fact() -> None:
    old = "We never share your messages with advertisers, employers or insurers, whatever they pay."
    found = edit(old, "We share your messages with insurers that pay us.", CLAUSES)

    assert "promise_withdrawn" in codes(found)
    assert "promise_withdrawn" in {statement.kind for statement in found.statements}
    assert found.facts == ()


def test_what_weighs_most_is_told_first() -> None:
    new = CLAUSES.replace("30 days' notice", "7 days' notice").replace("exceed $500", "exceed $50")
    found = verdict(CLAUSES, new)

    assert found.summary == (
        'Under "Terms", the limit of liability falls from $500 to $50. '
        'Under "Terms", the notice period falls from 30 days to 7 days.'
    )


def test_a_withdrawn_promise_is_told_in_the_words_of_both_texts() -> None:
    old = "We never share your messages with advertisers, employers or insurers, whatever they pay."
    found = edit(old, "We share your messages with insurers that pay us.", CLAUSES)

    assert found.summary == (
        'Under "Terms", it promised "We never share your messages with advertisers, employers or '
        'insurers, whatever they pay"; now it says "We share your messages with insurers that pay us".'
    )
