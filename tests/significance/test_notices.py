from datetime import date

import pytest

from policytrail.extract.markdown import read_markdown
from policytrail.model import Announcement
from policytrail.significance.weigh.notices import (
    due_days,
    is_as_announced,
    notices_in,
    promised_notice_days,
    score_arrival,
    still_to_come,
)
from tests.significance.texts import POLICY

BANNER = (
    "We're updating our terms. The changes will take effect on 30 April 2026, "
    "[preview them here](https://a.example/new).\n\n"
)
CLAUSE = "\nIf we change this policy, we give you at least 30 days' notice by e-mail before.\n"
SEEN = date(2026, 3, 25)


def announced(due: str, block: int = 0) -> Announcement:
    return Announcement(due, "These changes take effect then.", block)


def test_an_announced_change_has_its_day_and_its_preview() -> None:
    (found,) = notices_in(read_markdown(BANNER + POLICY)).announced

    assert (found.due, found.preview, found.block) == ("2026-04-30", "https://a.example/new", 0)


def test_a_day_in_the_past_is_not_to_come() -> None:
    assert still_to_come([announced("2026-04-30")], date(2026, 5, 1)) == ()


def test_a_month_is_to_come_until_its_last_day() -> None:
    month = announced("2026-04")

    assert [len(still_to_come([month], day)) for day in (date(2026, 4, 29), date(2026, 4, 30))] == [
        1,
        0,
    ]


def test_of_the_days_of_a_notice_the_next_one_is_announced() -> None:
    days = [announced("2026-07-01"), announced("2026-05"), announced("2025-01-01")]

    assert [one.due for one in still_to_come(days, SEEN)] == ["2026-05"]


@pytest.mark.parametrize(
    ("due", "days"),
    [
        ("2026-07-01", ("2026-07-01", "2026-07-01")),
        ("2026-02", ("2026-02-01", "2026-02-28")),
        ("2026", ("2026-01-01", "2026-12-31")),
        ("2027-02-29", ("2027-02-28", "2027-02-28")),
    ],
    ids=["day", "month", "year", "no such day"],
)
def test_an_imprecise_date_is_a_range_of_days(due: str, days: tuple[str, str]) -> None:
    assert tuple(day.isoformat() for day in due_days(due)) == days


def test_the_change_clause_promises_days() -> None:
    assert promised_notice_days(read_markdown(POLICY + CLAUSE)) == 30


@pytest.mark.parametrize(
    ("due", "first", "last", "kept"),
    [
        ("2026-04-30", date(2026, 4, 29), date(2026, 5, 2), True),
        ("2026-04-30", date(2026, 4, 1), date(2026, 4, 9), False),
        ("2026-04", date(2026, 4, 1), date(2026, 4, 9), True),
        ("2026-04-30", date(2026, 5, 9), date(2026, 5, 12), False),
    ],
    ids=["in time", "too early", "in the month", "too late"],
)
def test_a_change_is_held_against_its_announcement(
    due: str, first: date, last: date, kept: bool
) -> None:
    assert score_arrival(announced(due), SEEN, (first, last), 30).date_kept is kept


def test_the_notice_given_is_counted_from_its_first_sight() -> None:
    found = score_arrival(announced("2026-04-30"), SEEN, (SEEN, date(2026, 4, 30)), 30)

    assert (found.notice_days, found.promised_days) == (36, 30)


def test_a_text_that_is_not_the_announced_one_is_told() -> None:
    preview = read_markdown("Something else is announced here, at some length, and not the policy.")

    assert not is_as_announced(preview, read_markdown(POLICY))
