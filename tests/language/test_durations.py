import pytest

from policytrail.language.durations import find_durations, total_days
from tests.growth import check_linear


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("30 days", 30),
        ("1 month", 30),
        ("one (1) month", 30),
        ("13 months", 395),
        ("1 year", 365),
        ("2 ans", 730),
        ("13 mois", 395),
        ("2 Jahre", 730),
        ("14 Tage", 14),
        ("12 Monate", 365),
        ("6 meses", 180),
        ("1 anno", 365),
        ("30 min", 0.0208),
        ("24 hours", 1),
        ("1 year and 1 month", 395),
        ("half a year", 182.5),
        ("half an hour", 0.0208),
        ("half year", 182.5),
        ("two and a half years", 912.5),
        ("a year and a half", 547.5),
        ("1.5 years", 547.5),
        ("1,5 Jahre", 547.5),
        ("1,000 days", 1000),
        ("1.000 Tage", 1000),
        ("10,000 hours", 416.6667),
        ("thirteen (13) months", 395),
        ("30-day", 30),
        ("30 business days", 30),
        ("90 consecutive days", 90),
        ("72 hrs", 3),
        ("45 seconds", 0.0005),
        ("zwei Wochen", 14),
        ("drei Monaten", 90),
        ("10 Jahren", 3650),
        ("trente jours", 30),
        ("quatre ans", 1460),
        ("18 mois", 545),
        ("un año", 365),
        ("3 semanas", 21),
        ("90 dias", 90),
        ("tre mesi", 90),
        ("due anni", 730),
        ("4 settimane", 28),
        ("8 weken", 56),
        ("2 jaar", 730),
        ("14 dagen", 14),
        ("30 dni", 30),
        ("dwa lata", 730),
        ("5 lat", 1825),
        ("1 rok", 365),
        ("24/7", None),
        ("5 stars", None),
        ("2 persons", None),
        ("day 30", None),
        ("years", None),
        ("3 yearbooks", None),
        ("5 rokut", None),
        ("90% of all days", None),
        ("2y", 730),
        ("7d", 7),
        ("never", None),
        ("", None),
        ("until deleted", None),
    ],
)
def test_a_cell_is_read_in_days(text: str, days: float | None) -> None:
    assert total_days(text) == days


def test_each_period_of_a_sentence_is_found_where_it_stands() -> None:
    text = "kept for thirty (30) days or two years"

    assert [(one.days, text[one.start : one.end]) for one in find_durations(text)] == [
        (30, "thirty (30) days"),
        (730, "two years"),
    ]


def test_a_long_run_of_blanks_is_read_at_once() -> None:
    few, many = "3" + " " * 20_000, "3" + " " * 80_000

    assert list(find_durations(many)) == []
    check_linear(lambda: list(find_durations(few)), lambda: list(find_durations(many)))
