from datetime import date

import pytest

from policytrail.extract.markdown import read_markdown
from policytrail.significance.notices import (
    announcements_in,
    arrival_of,
    open_announcements,
    promised_notice_days,
)
from tests.significance.texts import POLICY

BANNER = (
    "We're updating our terms. The changes will take effect on 30 April 2026, "
    "[preview them here](https://a.example/new).\n\n"
)
CLAUSE = "\nIf we change this policy, we give you at least 30 days' notice by e-mail before.\n"
SEEN = date(2026, 3, 25)


def test_an_announced_change_has_its_day_and_its_preview() -> None:
    (found,) = announcements_in(read_markdown(BANNER + POLICY), SEEN)

    assert (found.due, found.preview, found.block) == ("2026-04-30", "https://a.example/new", 0)


def test_a_day_in_the_past_announces_nothing() -> None:
    assert announcements_in(read_markdown(BANNER + POLICY), date(2026, 5, 1)) == ()


def test_the_change_clause_promises_days() -> None:
    assert promised_notice_days(read_markdown(POLICY + CLAUSE)) == 30


@pytest.mark.parametrize(
    ("first", "last", "kept"),
    [(date(2026, 4, 29), date(2026, 5, 2), True), (date(2026, 4, 1), date(2026, 4, 9), False)],
    ids=["in time", "too early"],
)
def test_a_change_is_held_against_its_announcement(first: date, last: date, kept: bool) -> None:
    old, new = read_markdown(BANNER + POLICY + CLAUSE), read_markdown(POLICY + CLAUSE)
    (announced,) = announcements_in(old, SEEN)

    found = arrival_of(announced, SEEN, (first, last), (old, new, new))

    assert (found.date_kept, found.notice_days, found.promised_days, found.as_announced) == (
        kept,
        36,
        30,
        True,
    )


def test_a_text_that_is_not_the_announced_one_is_told() -> None:
    old, new = read_markdown(BANNER + POLICY), read_markdown(POLICY)
    (announced,) = announcements_in(old, SEEN)
    preview = read_markdown("Something else is announced here, at some length, and not the policy.")

    found = arrival_of(announced, SEEN, (SEEN, date(2026, 4, 30)), (old, new, preview))

    assert found.as_announced is False


def test_what_is_still_to_come_stays_open() -> None:
    found = announcements_in(read_markdown(BANNER), SEEN)

    assert [len(open_announcements(found, day)) for day in (SEEN, date(2026, 5, 1))] == [1, 0]
