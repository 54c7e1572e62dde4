"""Alerts on the timeline's captures, counted on every page of a policy.

The shared script looks for the alert of a labelled change at the first page of its policy alone. A policy
of several pages may have changed on another, and some pages were never captured: there nothing can be told.
"""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias, cast

Json: TypeAlias = Mapping[str, object]
_Place: TypeAlias = tuple[str, str]
"""The address and the time of a capture."""
_SEVERITIES = ("none", "low", "medium", "high")


@dataclass(slots=True)
class TimelineScore:
    """What the alerts of a corpus were, against its labelled changes."""

    right: list[Json] = field(default_factory=list[Json])
    """Alerts on captures that show a real change."""
    false: list[Json] = field(default_factory=list[Json])
    """Alerts on captures that were labelled as showing none."""
    missed: list[Json] = field(default_factory=list[Json])
    """Real changes without an alert."""
    severities: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])
    """The labelled severity of each change that was found, and the highest that was told."""

    @property
    def precision(self) -> float:
        """Return the share of the scored alerts that are right."""
        return len(self.right) / max(1, len(self.right) + len(self.false))

    @property
    def recall(self) -> float:
        """Return the share of the real changes that were told."""
        found = self.severities.total()
        return found / max(1, found + len(self.missed))

    @property
    def severity_right(self) -> float:
        """Return the share of the changes found whose severity is as labelled."""
        agreed = sum(
            count for (labelled, told), count in self.severities.items() if labelled == told
        )
        return agreed / max(1, self.severities.total())


def score_pages(corpus: Path, reports: Path) -> TimelineScore:
    """Return the score of the reports that were made from the captures of a corpus."""
    captures = _rows(corpus / "captures.jsonl")
    labelled = _labels_by_place(_rows(corpus / "truth.jsonl"), captures)
    address = _addresses(reports)
    times: dict[str, list[str]] = {}
    for capture in captures:
        times.setdefault(str(capture["url"]), []).append(str(capture["date"]))
    score = TimelineScore()
    told: dict[str, str] = {}
    for alert in _alerts(reports):
        url = address[alert["source_id"]]
        shown = [at for at in times[url] if alert["not_before"] < at <= alert["not_after"]]
        labels = [label for at in shown for label in labelled.get((url, at), ())]
        real = [label for label in labels if label["alert"]]
        if labels:
            (score.right if real else score.false).append(alert)
        for label in real:
            name = str(label["id"])
            told[name] = max(told.get(name, "none"), alert["severity"], key=_SEVERITIES.index)
    for label in _rows(corpus / "truth.jsonl"):
        if label["alert"] and label["id"] in told:
            score.severities[str(label["severity"]), told[str(label["id"])]] += 1
        elif label["alert"]:
            score.missed.append(label)
    return score


def _rows(path: Path) -> Sequence[Json]:
    return [cast("Json", json.loads(line)) for line in path.read_text("utf-8").splitlines()]


def _labels_by_place(
    labels: Sequence[Json], captures: Sequence[Json]
) -> Mapping[_Place, Sequence[Json]]:
    """Return the labels that hold for each capture: a label is for all pages of its policy."""
    pages: dict[str, list[Json]] = {}
    for capture in captures:
        pages.setdefault(str(capture["date"]), []).append(capture)
    found: dict[_Place, list[Json]] = {}
    for label in labels:
        policy = re.sub(r"[^a-z0-9]+", "-", str(label["policy"]).lower())
        for at in set(cast("Sequence[str]", label["at"])):
            for capture in pages.get(at, ()):
                if str(capture["file"]).startswith(policy):
                    found.setdefault((str(capture["url"]), at), []).append(label)
    return found


def _addresses(reports: Path) -> Mapping[str, str]:
    sources = (json.loads(path.read_text("utf-8")) for path in (reports / "sources").glob("*.json"))
    return {each["source"]["source_id"]: each["source"]["url"] for each in sources}


def _alerts(reports: Path) -> Iterator[Mapping[str, str]]:
    with (reports / "data" / "changes.csv").open(encoding="utf-8", newline="") as lines:
        yield from (row for row in csv.DictReader(lines) if row["alert"] == "true")
