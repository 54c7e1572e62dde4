"""Calibrated confidence: judges finds by the share of correct ones among such finds.

Whether a sentence is of a type is decided with its context: how its neighbours, its section and the
whole document score for the type, what else the sentence could be, and which patterns match. The
result is a probability, measured on documents that the model had not seen; a type is reported if it
reaches the type's threshold.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, count, pairwise
from operator import mul

from policytrail.errors import ConfigurationError
from policytrail.provisions.matcher import Strength

FORMAT = "policytrail-judge-1"
MODEL = "provision_judge.tsv"
FLOOR = -0.9
"""A type that no pattern matches is considered from this score on."""
_FAR = -1.5
_BEND = -0.6
_RARE = 0.003
_SECTION = (0.1, 1.0)
_DOCUMENT = (0.06, 5.0)
"""Prior for sections and documents too short to say anything:

a usual share, and the number of sentences that it weighs.
"""
CLUES = (
    "score", "bend", "before", "behind", "nearest", "section", "document", "lead over others",
    "best other", "strong", "weak", "label", "lead", "topic", "several patterns", "item", "row",
    "short", "no statement", "forbids", "defines", "points",
)  # fmt: skip
"""The clues of each find, in order."""
_STRONG = CLUES.index("strong")
TRAITS = ("item", "row", "short", "no statement", "forbids", "defines", "points")
"""The traits of the sentence itself: the last of the clues."""
_STRENGTHS = (Strength.STRONG, Strength.WEAK, Strength.LABEL, Strength.LEAD, Strength.TOPIC)
_SEEN = {
    strength: tuple(float(strength is each) for each in _STRENGTHS)
    for strength in (None, *Strength)
}
"""The clues by which of the strengths a pattern sees a label, if one does."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence as input of the judge."""

    scores: Sequence[float]
    """One per label; empty without a model."""
    patterns: Mapping[int, Strength]
    """The labels whose patterns match, by number."""
    traits: Sequence[float]
    section: str


@dataclass(frozen=True, slots=True)
class Find:
    """A candidate label of a sentence, with the clues that decide about it."""

    sentence: int
    label: int
    clues: Sequence[float]


def finds_in(heard: Sequence[Heard]) -> list[Find]:
    """Return every candidate label of the sentences, in the order of the document."""
    likely = [_likely_labels(sentence) for sentence in heard]
    sections = _section_sums(sentence.section for sentence in heard)
    document: dict[int, float] = {}
    for sentence, mine in zip(heard, likely, strict=True):
        total, counts = sections[sentence.section]
        counts[0] += 1
        for label, share in mine.items():
            total[label] = total.get(label, 0.0) + share
            document[label] = document.get(label, 0.0) + share
    finds: list[Find] = []
    for number, (sentence, mine) in enumerate(zip(heard, likely, strict=True)):
        labels = sorted(mine.keys() | sentence.patterns.keys())
        if not labels:
            continue
        total, counts = sections[sentence.section]
        section_clues = _SectionClues(heard, number)
        for label in labels:
            own = mine.get(label, 0.0)
            section = _smoothed_mean(total.get(label, 0.0) - own, counts[0] - 1, *_SECTION)
            in_document = _smoothed_mean(document.get(label, 0.0) - own, len(heard) - 1, *_DOCUMENT)
            finds.append(Find(number, label, section_clues.find_clues(label, section, in_document)))
    return finds


def _smoothed_mean(total: float, count: int, share: float, weight: float) -> float:
    """Return the mean of some numbers, drawn towards the usual value if they are few."""
    return (total + share * weight) / (count + weight)


def _likely_labels(one: Heard) -> dict[int, float]:
    """Return the labels that score above the floor, each with its closeness to certainty: 0 to 1."""
    return {
        label: min(1.0, one.scores[label] - FLOOR)
        for label in compress(count(), map(FLOOR.__lt__, one.scores))
    }


def _section_sums(sections: Iterable[str]) -> dict[str, tuple[dict[int, float], list[int]]]:
    return {section: ({}, [0]) for section in sections}


class _SectionClues:
    """One sentence with its neighbouring sentences."""

    def __init__(self, heard: Sequence[Heard], number: int) -> None:
        self._one = heard[number]
        self._before = heard[number - 1].scores if number else ()
        self._behind = heard[number + 1].scores if number + 1 < len(heard) else ()
        ordered = sorted(self._one.scores)[-2:] or [_FAR]
        self._top, self._second = ordered[-1], ordered[0]

    def find_clues(self, label: int, section: float, whole: float) -> list[float]:
        """Return the clues of a label, in the order of `CLUES`."""
        one = self._one
        score = one.scores[label] if one.scores else _FAR
        before = self._before[label] if self._before else _FAR
        behind = self._behind[label] if self._behind else _FAR
        other = self._second if score >= self._top else self._top
        bent = max(score, _BEND)
        return [
            score,
            math.copysign(bent * bent, score),
            before,
            behind,
            max(before, behind),
            section,
            math.log(whole + _RARE),
            score - other,
            other,
            *_SEEN[one.patterns.get(label)],
            float(len(one.patterns) > 1),
            *one.traits,
        ]


@dataclass(frozen=True, slots=True)
class _Type:
    bias: float
    seen: float
    slope: float
    threshold: float
    pattern: float = 0.0
    """The share of correct finds of its patterns; 0 if the model has seen enough of the type."""


class Judge:
    """The weights of the clues, and each type's own."""

    def __init__(
        self,
        labels: Sequence[str],
        weights: Sequence[float],
        types: Mapping[str, _Type],
        curve: Sequence[tuple[float, float]],
    ) -> None:
        self.labels = tuple(labels)
        self._curve = tuple(curve)
        self._weights = list(weights)
        self._types = [types[label] for label in labels]

    def share_right(self, find: Find) -> float:
        """Return the share of correct ones among such finds, 0 to 1."""
        kind = self._types[find.label]
        clues = find.clues
        total = kind.bias + sum(map(mul, self._weights, clues))
        total += kind.slope * (clues[0] + 0.4)
        if any(clues[_STRONG : _STRONG + len(_STRENGTHS)]):
            total += kind.seen
        share = _read_off(self._curve, 1 / (1 + math.exp(-max(-30.0, min(30.0, total)))))
        return max(share, kind.pattern) if clues[_STRONG] else share

    def is_said(self, find: Find, share: float) -> bool:
        """Return whether a find is correct often enough to be reported."""
        return share >= self._types[find.label].threshold


def _read_off(curve: Sequence[tuple[float, float]], share: float) -> float:
    """Return the value of a curve at a share, by linear interpolation."""
    for (low, first), (high, second) in pairwise(curve):
        if share <= high:
            return first + (second - first) * (share - low) / (high - low)
    return share


def read_judge(text: str, name: str, labels: Sequence[str]) -> Judge:
    """Return the judge in a text, for the labels of a model.

    Raises:
        ConfigurationError: if the text is no such file, or is not of this model.
    """
    rows = [line.split("\t") for line in text.splitlines()]
    if not rows or rows[0] != [f"# format: {FORMAT}"]:
        raise ConfigurationError(f"{name} is no judge of the format {FORMAT}: train it anew")
    try:
        clues = {row[1]: float(row[2]) for row in rows if row[0] == "clue"}
        types = {row[1]: _Type(*map(float, row[2:])) for row in rows if row[0] == "type"}
        curve = [(float(row[1]), float(row[2])) for row in rows if row[0] == "curve"]
        return Judge(labels, [clues[clue] for clue in CLUES], types, curve)
    except (KeyError, ValueError, TypeError, IndexError) as error:
        raise ConfigurationError(f"{name} is damaged or of another model ({error})") from error
