"""A table of invented edits: which shift the balance against the reader, and which only look so."""

import csv
from collections import Counter
from pathlib import Path

from tests.significance.texts import POLICY, codes, edit

CONTACT = (
    "You can write to us at privacy@brindle.example if you want to know what we hold about you."
)
with Path(__file__).with_name("adverse_edits.tsv").open(encoding="utf-8", newline="") as lines:
    ROWS = list(csv.DictReader(lines, delimiter="\t"))


def test_each_rule_fires_on_what_it_is_for_and_on_nothing_near() -> None:
    wrong = [
        row
        for row in ROWS
        for text in [POLICY.replace(CONTACT, f"{row['old']}\n\n{CONTACT}")]
        if (row["code"] in codes(edit(row["old"], row["new"], text))) is not (row["fires"] == "yes")
    ]

    assert wrong == []


def test_each_rule_has_near_misses() -> None:
    fires = Counter((row["code"], row["fires"]) for row in ROWS)

    assert {code for code, _ in fires if min(fires[code, "yes"], fires[code, "no"]) == 0} == set()
