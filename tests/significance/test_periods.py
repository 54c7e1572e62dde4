"""A period's kind comes from what governs it in its own clause; near misses are no such period."""

import re

import pytest

from policytrail.significance.weigh.periods import kind_of_period

_PERIOD = re.compile(
    r"\b(?:\d+|thirteen|twelve) (?:business )?(?:days|months|years|hours)", re.IGNORECASE
)


def kind(text: str) -> str | None:
    found = _PERIOD.search(text)
    assert found is not None
    return kind_of_period(text, *found.span())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We will give you 30 days notice.", "notice_days"),
        ("We change prices on 14 days’ prior written notice.", "notice_days"),
        ("We notify you at least 60 days in advance.", "notice_days"),
        ("Changes are posted 10 days before they take effect.", "notice_days"),
        ("We may end this agreement with notice of at least 45 days.", "notice_days"),
        ("We retain your messages for 13 months.", "retention_period"),
        ("Your photos are kept for up to 90 days.", "retention_period"),
        ("Backups are deleted within 35 days.", "retention_period"),
        ("Logs are stored for a period of 12 months after you close your account.", "retention_period"),
        ("You can request a refund within 14 days.", "withdrawal_period"),
        ("You may cancel within 7 days of the purchase.", "withdrawal_period"),
        ("There is a 30 days money-back guarantee.", "withdrawal_period"),
        ("Invoices are due within 30 days.", "payment_period"),
        ("You must pay us within 10 days of the invoice.", "payment_period"),
        ("You can opt out of arbitration within 30 days.", "dispute_period"),
        ("A claim must be filed within 12 months.", "dispute_period"),
        ("You must reply within 5 business days.", "time_limit"),
        # Near misses.
        ("Children under 13 years may not use the service.", None),
        ("You must be at least 13 years old.", None),
        ("If we notify parents of users aged 13 years or older, we say why.", None),
        ("We do not answer for more than you paid in the preceding 12 months.", "figure"),
        ("We informed 40 keepers; the barn stood for 30 days.", "figure"),
        ("Notice is posted in the barn. Eggs hatch after 21 days.", "figure"),
        ("The course takes 12 months.", "figure"),
        ("In the last 12 months we sold no data.", "figure"),
    ],
)  # fmt: skip
def test_what_governs_a_period_says_which_it_is(text: str, expected: str | None) -> None:
    assert kind(text) == expected
