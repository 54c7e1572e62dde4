import pytest

from policytrail.language.durations import find_durations, total_days


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
