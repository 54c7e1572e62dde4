"""How sure a find is: shares measured on labelled clauses, never a feeling."""

from policytrail.provisions.matcher import Match, Strength
from policytrail.provisions.unfairness import Verdict

# Patterns: 80 finds of types of terms in 80 English policies, read by hand, 14 of them wrong; for
# types of privacy 0.76 to 0.80 on the segments of OPP-115. Weak patterns and models without a
# pattern: 0.5 to 0.65 there.
_USUAL = {
    Strength.STRONG: 0.8,
    Strength.WEAK: 0.6,
    Strength.LEAD: 0.6,
    Strength.LABEL: 0.6,
    Strength.TOPIC: 0.6,
}


def confidence_of(match: Match, verdict: Verdict | None, likeness: float | None) -> float:
    """Return the share of right ones among the labelled clauses where such a find was made.

    `likeness` is what the topic model says of the type; the unfair-terms model has the last word
    where it speaks, since its scores were calibrated on the very question.
    """
    if verdict and match.strength is Strength.LABEL:
        return verdict.confidence
    usual = _USUAL[match.strength]
    found = usual if likeness is None else (usual + likeness) / 2
    return round(max(found, verdict.confidence) if verdict else found, 3)
