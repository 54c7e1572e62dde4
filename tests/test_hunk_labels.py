"""The labels of single hunks, kept by hash."""

from pathlib import Path

import pytest

from benchmarks.hunks import hunk_name, read_labels
from policytrail.diff import compare_documents
from policytrail.extract.markdown import read_markdown

_FILE = Path(__file__).parents[1] / "benchmarks" / "hunk_labels.tsv"


def test_each_line_names_a_hunk_and_its_label() -> None:
    labels = read_labels(_FILE.read_text("utf-8"))

    assert len(labels) == 902
    assert set(labels.values()) == {"0", "1"}


@pytest.mark.parametrize("line", ["0123456789abcdef", "0123456789abcdef\t2", "0123\t1"])
def test_a_broken_line_is_named(line: str) -> None:
    with pytest.raises(ValueError, match=r"line 2: .* is no label of a hunk"):
        read_labels(f"# hunk\treal\n{line}\n")


def test_a_hunk_is_named_by_both_its_sides() -> None:
    hens = read_markdown("We keep hens.")
    one, other = (
        compare_documents(hens, read_markdown(f"We keep {birds}.")).hunks[0]
        for birds in ("ducks", "geese")
    )

    assert hunk_name(one) != hunk_name(other)
