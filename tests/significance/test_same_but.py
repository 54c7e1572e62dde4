"""A table of invented edits that leave every word as it was, and of edits that only look like it."""

import csv
from pathlib import Path

import pytest

from policytrail.significance.classify.equivalent import same_but

with Path(__file__).with_name("same_but.tsv").open(encoding="utf-8", newline="") as lines:
    ROWS = list(csv.DictReader(lines, delimiter="\t"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['old']} / {row['new']}")
def test_an_edit_without_meaning_is_named_and_no_other(row: dict[str, str]) -> None:
    judgement = same_but(row["old"], row["new"])

    assert (judgement.code if judgement else "") == row["code"]
