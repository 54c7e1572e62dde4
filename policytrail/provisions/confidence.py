"""How sure a find is: shares measured on labelled clauses, never a feeling."""

from functools import cache
from importlib import resources

from policytrail.provisions.unfairness import Verdict

_STRONG, _WEAK = 0.85, 0.6
"""For types that no labelled set measures: the mean of those that one does."""


def confidence_of(type_id: str, *, is_strong: bool, verdict: Verdict | None) -> float:
    """Return the share of right ones among the labelled clauses that such a find was made in."""
    found = _measured().get((type_id, is_strong), _STRONG if is_strong else _WEAK)
    return max(found, verdict.confidence) if verdict else found


@cache
def _measured() -> dict[tuple[str, bool], float]:
    place = resources.files("policytrail.provisions").joinpath("confidence.tsv")
    lines = place.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {(row[0], row[1] == "strong"): float(row[2]) for row in rows}
