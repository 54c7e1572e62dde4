"""How sure a find is: shares measured on labelled clauses, never a feeling."""

from functools import cache
from importlib import resources

from policytrail.provisions.matcher import Match, Strength
from policytrail.provisions.unfairness import Verdict

_USUAL = {Strength.STRONG: 0.85, Strength.WEAK: 0.6, Strength.LABEL: 0.6, Strength.TOPIC: 0.6}
"""For types that no labelled set measures: the means over those that one does."""


def confidence_of(match: Match, verdict: Verdict | None, likeness: float | None) -> float:
    """Return the share of right ones among the labelled clauses where such a find was made.

    `likeness` is what the topic model says of the type; the unfair-terms model has the last word
    where it speaks, since its scores were calibrated on the very question.
    """
    if verdict and match.strength is Strength.LABEL:
        return verdict.confidence
    measured = _measured().get((match.type.id, match.strength), _USUAL[match.strength])
    found = measured if likeness is None else (measured + likeness) / 2
    return round(max(found, verdict.confidence) if verdict else found, 3)


@cache
def _measured() -> dict[tuple[str, str], float]:
    place = resources.files("policytrail.provisions").joinpath("confidence.tsv")
    lines = place.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {(row[0], row[1]): float(row[2]) for row in rows}
