"""Are single hunks judged right? Labels derived from labelled changes, kept by hash without texts.

A hunk is labelled noise if its whole change is, and real if its change is real and no other hunk can
be what makes it so. Failures and variants are judged as wholes and left out.
"""

import json
import lzma
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks import SHARED, Row
from policytrail.diff import compare_documents
from policytrail.extract import read_markdown
from policytrail.model import Diff, Document, Hunk, Kind, Side
from policytrail.significance.assess import hunk_kinds
from policytrail.significance.classify import build_context
from policytrail.text import hash_parts

_LABELS = Path(__file__).with_name("hunk_labels.tsv")
_SETS = ("changes", "changes2", "changes3")
_FLOORS = {"1": 0.97, "0": 0.94}


def run() -> list[Row]:
    """Return how many labelled hunks are judged right, the real ones and the others."""
    labels = read_labels(_LABELS.read_text("utf-8"))
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for old, new, earlier, diff in _changes():
        named = {place: hunk_name(hunk) for place, hunk in enumerate(diff.hunks)}
        if labels.keys().isdisjoint(named.values()):
            continue
        kinds = hunk_kinds(build_context(diff, old, new, earlier), earlier)
        for place, name in named.items():
            if name in labels:
                asked[labels[name]] += 1
                right[labels[name]] += (kinds[place] is Kind.SUBSTANTIVE) == (labels[name] == "1")
    return [
        Row(
            f"hunks labelled {what}, judged right",
            f"{right[label]} of {asked[label]}",
            limit=f">= {_FLOORS[label]}",
            holds=right[label] >= _FLOORS[label] * asked[label],
        )
        for label, what in (("1", "real"), ("0", "noise"))
    ]


def read_labels(text: str) -> dict[str, str]:
    """Return the label of each hunk, by its name.

    Raises:
        ValueError: a line is no label; it names the line.
    """
    labels: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#"):
            continue
        name, _, label = line.partition("\t")
        if len(name) != len("0123456789abcdef") or label not in _FLOORS:
            raise ValueError(f"line {number}: {line!r} is no label of a hunk")
        labels[name] = label
    return labels


def hunk_name(hunk: Hunk) -> str:
    """Return what names a hunk in the labels: a hash of both its sides."""
    return hash_parts("hunk", _text_of(hunk.old), _text_of(hunk.new))[:16]


def _text_of(side: Side | None) -> str:
    return side.text if side is not None else ""


def _changes() -> Iterator[tuple[Document, Document, list[Document], Diff]]:
    for name in _SETS:
        with lzma.open(SHARED / f"corpus/changes/{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                old, new = read_markdown(row["old"]), read_markdown(row["new"])
                texts = dict.fromkeys(each["text"] for each in row["earlier"])
                yield old, new, [read_markdown(text) for text in texts], compare_documents(old, new)
