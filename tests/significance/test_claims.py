"""A table of invented sentences: which acts each says the service does or does not do."""

import csv
from pathlib import Path

import pytest

from policytrail.significance.weigh.claims import Claim, find_claims

with Path(__file__).with_name("claims.tsv").open(encoding="utf-8", newline="") as lines:
    ROWS = list(csv.DictReader(lines, delimiter="\t"))


def write_claim(claim: Claim) -> str:
    """Return a claim as the table writes it: the act, denied or not, and what it names."""
    return " ".join([*(["not"] if claim.denied else []), claim.act, *sorted(claim.objects)])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["sentence"])
def test_a_sentence_claims_what_the_service_does(row: dict[str, str]) -> None:
    found = ", ".join(map(write_claim, find_claims(row["sentence"])))

    assert found == row["claims"]
