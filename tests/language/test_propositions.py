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


def read_row(row: dict[str, str]) -> dict[str, str]:
    """Return what is read of the sentence of a row, under the names of its columns."""
    found = read_sentence(row["sentence"])
    if not found:
        return {}
    last = found[-1]
    read = {
        "actor": last.actor.value,
        "force": last.force.value,
        "denied": "yes" if last.denied else "no",
        "act": last.act,
        "limits": ", ".join(sorted(last.limits)),
        "when": last.when,
    }
    return read | ({"what": last.what, "to_whom": last.to_whom} if row["what"] else {})


def test_each_sentence_of_the_table_is_read_as_it_says() -> None:
    wrong: dict[str, object] = {}
    for row in ROWS:
        read = read_row(row)
        if not read or read != {name: row[name] for name in read}:
            wrong[row["sentence"]] = read or "no act was read"

    assert wrong == {}


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
