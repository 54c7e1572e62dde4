from datetime import date

import pytest

from policytrail.report.build.announcement import (
    announced_record,
    announcement_outcome,
    due_day,
    still_open,
    with_notices,
)
from tests.report.told import FIRST, TERMS, history

RECORDS = [announced_record(one, TERMS) for one in history().announced]


def test_a_change_that_came_is_told_with_its_notice() -> None:
    assert announcement_outcome(RECORDS[0]) == (
        "Was announced for 12 May 2026, and took effect then. "
        "The notice was first seen 7 days in advance, where the policy promised 30 days."
    )


def test_a_change_to_come_is_told_with_its_day() -> None:
    assert announcement_outcome(RECORDS[1]) == "Takes effect September 2026."


@pytest.mark.parametrize(
    ("today", "days"),
    [(date(2026, 9, 30), ["2026-09"]), (date(2026, 10, 1), [])],
    ids=["last day", "over"],
)
def test_what_is_still_to_come_stays_open_to_the_last_day_it_may_mean(
    today: date, days: list[str]
) -> None:
    assert [one.due for one in still_open(RECORDS, today)] == days


def test_the_change_that_was_announced_says_so() -> None:
    reasons = with_notices(FIRST, RECORDS).assessment.significance.reasons

    assert [reason.code for reason in reasons].count("announced") == 1


def test_the_front_page_names_what_is_to_come(site: dict[str, str]) -> None:
    assert all("September 2026" in site[name] for name in ("index.md", "index.html"))


def test_a_year_is_told_as_a_year() -> None:
    assert due_day("2026") == "2026"
