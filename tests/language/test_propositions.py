"""A table of invented sentences: who may, must, will or does what, to whom, on which condition."""

import csv
from pathlib import Path

import pytest

from policytrail.language.propositions import read_sentence

TABLE = Path(__file__).with_name("propositions.tsv")
with TABLE.open(encoding="utf-8", newline="") as lines:
    ROWS = list(csv.DictReader(lines, delimiter="\t"))


def test_the_table_is_long_enough() -> None:
    assert len(ROWS) >= 300


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["sentence"][:60])
def test_what_a_sentence_says(row: dict[str, str]) -> None:
    found = read_sentence(row["sentence"])

    assert found, "no act was read"
    one = found[-1]
    told = {
        "actor": one.actor.value,
        "force": one.force.value,
        "denied": "yes" if one.denied else "no",
        "act": one.act,
        "limits": ", ".join(sorted(one.limits)),
        "when": one.when,
    }
    assert told == {name: row[name] for name in told}
    if row["what"]:
        assert (one.what, one.to_whom) == (row["what"], row["to_whom"])


def test_the_lead_of_a_list_says_who_and_how() -> None:
    (found,) = read_sentence("Copy the diaries of others;", lead="You may not:")

    assert (found.actor, found.denied, found.act) == ("reader", True, "copy")


def test_each_clause_is_read_by_itself() -> None:
    found = read_sentence("We do not sell your data, but we share it with museums.")

    assert [(one.act, one.denied) for one in found] == [("sell", True), ("share", False)]


@pytest.mark.parametrize(
    "text", ["", "Contact", "§ 3", "😀 🐔", "a" * 10_000, "Wir verkaufen nichts."]
)
def test_what_states_no_act_gives_nothing(text: str) -> None:
    assert all(one.act for one in read_sentence(text))
