"""A table of invented texts with the dates that they state, and texts that only seem to state one."""

from pathlib import Path

import pytest

from policytrail.language import days_in

ROWS = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("dates.tsv").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize(("text", "dates"), ROWS)
def test_the_dates_of_a_text_are_read(text: str, dates: str) -> None:
    assert [day.date for day in days_in(text)] == dates.split()


@pytest.mark.parametrize(
    ("text", "other", "month_first"),
    [
        ("3/4/2025", "2025-03-04", None),
        ("4/4/2025", None, None),
        ("12/16/2025", None, True),
        ("16/12/2025", None, False),
        ("3.4.2025", None, None),
        ("3 April 2025", None, None),
    ],
)
def test_two_readings_of_one_date_are_told_from_one(
    text: str, other: str | None, month_first: bool | None
) -> None:
    (day,) = days_in(text)

    assert (day.other, day.month_first) == (other, month_first)


@pytest.mark.parametrize(("text", "dates"), [row for row in ROWS if " " not in row[1]])
def test_a_date_stands_where_it_was_found(text: str, dates: str) -> None:
    padded = f"Brindle, {text} (new)"

    found = days_in(padded)

    assert [day.date for day in found] == dates.split()
    assert all(padded[day.start : day.end].strip() in text for day in found)
