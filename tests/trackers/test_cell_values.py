"""A table of invented headings and cells of cookie tables: what each means, and what means nothing."""

import csv
from pathlib import Path

import pytest

from policytrail.trackers.cell_values import (
    column_for_heading,
    read_category,
    read_party,
    read_retention,
)

with Path(__file__).with_name("cell_values.tsv").open(encoding="utf-8", newline="") as lines:
    ROWS = list(csv.DictReader(lines, delimiter="\t"))


def read_cell(what: str, text: str) -> str:
    """Return what a heading or cell means, as the table writes it; empty if it means nothing."""
    if what == "retention":
        retention = read_retention(text)
        return "" if retention is None else f"{retention.days}".lower()
    read = {"column": column_for_heading, "category": read_category, "party": read_party}[what]
    return str(read(text) or "")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['what']}: {row['text']}")
def test_a_heading_or_cell_means_what_it_says(row: dict[str, str]) -> None:
    assert read_cell(row["what"], row["text"]) == row["meaning"]


@pytest.mark.parametrize(
    ("cell", "heading", "days"),
    [
        ("90", "Durée (jours)", 90),
        ("2", "Expiry in years", 730),
        ("< 6", "Months", 180),
        ("12", "Laufzeit in Monaten", 365),
        ("12", "Monate", 365),
        ("90", "Expiry", None),
        ("2 years", "Expiry in days", 730),
    ],
)
def test_a_bare_number_takes_the_unit_of_its_heading(
    cell: str, heading: str, days: float | None
) -> None:
    retention = read_retention(cell, heading)

    assert retention is not None
    assert retention.days == days
