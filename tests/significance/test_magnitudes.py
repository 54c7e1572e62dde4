import csv
from pathlib import Path

import pytest

from policytrail.model import Fact, Severity
from policytrail.significance.weigh.magnitudes import figure_ratio, figure_severity


@pytest.mark.parametrize(
    ("what", "old", "new", "ratio"),
    [
        ("notice_days", "30 days", "two weeks", 14 / 30),
        ("price", "€1,000", "€1.500", 1.5),
        ("price", "$2 million", "$1 million", 0.5),
        ("percentage", "5 percent", "8,5 %", 1.7),
        ("retention_period", "13 months", "395 days", 1.0),
    ],
    ids=lambda value: str(value),
)
def test_figures_are_compared_in_one_unit(what: str, old: str, new: str, ratio: float) -> None:
    assert figure_ratio(Fact(what, old, new)) == pytest.approx(ratio)


def test_a_figure_that_came_or_went_has_no_ratio() -> None:
    assert figure_ratio(Fact("price", None, "€5")) is None


@pytest.mark.parametrize(
    ("around", "found"),
    [
        ("The fee is €8 per month.", ("price_raised", Severity.MEDIUM)),
        ("We refund the price up to €8.", None),
        ("Parcels worth €8 or more are insured.", None),
    ],
    ids=["a fee", "a refund", "no price"],
)
def test_an_amount_is_a_price_where_the_words_say_so(
    around: str, found: tuple[str, Severity] | None
) -> None:
    assert figure_severity(Fact("price", "€5", "€8"), around) == found


with Path(__file__).with_name("magnitudes.tsv").open(encoding="utf-8", newline="") as lines:
    ROWS = list(csv.DictReader(lines, delimiter="\t"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['what']}: {row['old']}, {row['new']}")
def test_a_figure_weighs_what_its_change_does(row: dict[str, str]) -> None:
    fact = Fact(row["what"], row["old"] or None, row["new"] or None)
    expected = (row["code"], Severity(row["severity"])) if row["code"] else None

    assert figure_severity(fact, row["around"]) == expected
