"""How certain a find is where no judge has learnt its type: shares measured on labelled clauses.

Most types have one: `typing_judge.py` applies it, `judge_training.py` learns it.
"""

from itertools import pairwise

from policytrail.provisions.matcher import Match, Strength
from policytrail.provisions.unfairness import UnfairnessVerdict

# Where no topic confirms a type. Patterns: 80 finds of types of terms in 80 English policies, read
# by hand, 14 of them wrong; 0.78 of 1,012 finds of privacy types on the segments of OPP-115. Weak
# patterns and models without a pattern: 0.5 to 0.65 there.
_USUAL = {
    Strength.STRONG: 0.78,
    Strength.WEAK: 0.6,
    Strength.LEAD: 0.6,
    Strength.LABEL: 0.6,
    Strength.TOPIC: 0.6,
    Strength.MODEL: 0.6,
}
_MEASURED = frozenset({Strength.STRONG, Strength.TOPIC})
_SHARES = (
    (0.0, 0.40),
    (0.28, 0.50),
    (0.41, 0.61),
    (0.58, 0.66),
    (0.72, 0.69),
    (0.79, 0.75),
    (0.85, 0.80),
    (0.90, 0.85),
    (0.94, 0.90),
    (1.0, 0.94),
)
"""Similarity to a topic, and the share of correct finds at it.

From 3,315 provisions in the train part of OPP-115 in twelve groups of equal size; a group stands
for its mean, and close ones are merged. Measured again on what is found there today, 4,144
provisions: no tenth is off by more than 0.024.
"""


def find_confidence(
    match: Match, verdict: UnfairnessVerdict | None, likeness: float | None
) -> float:
    """Return the share of correct finds among the labelled clauses where such a find was made.

    `likeness` is the topic model's score for the type. The unfair-terms model overrides it where it
    has a label, since its scores were calibrated on that very question.
    """
    if verdict and match.strength is Strength.LABEL:
        return verdict.confidence
    share = _USUAL[match.strength] if likeness is None else _share_right(match.strength, likeness)
    return round(max(share, verdict.confidence) if verdict else share, 3)


def _share_right(strength: Strength, likeness: float) -> float:
    """Return the share between two measured points; of a rarely met one, halfway."""
    share = next(
        low + (high - low) * (likeness - start) / (end - start)
        for (start, low), (end, high) in pairwise(_SHARES)
        if likeness <= end
    )
    return share if strength in _MEASURED else (share + _USUAL[strength]) / 2
