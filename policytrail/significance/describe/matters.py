"""What matters to a reader of a policy, and how much: one table for the order of statements."""

import re
from typing import NamedTuple


class Matter(NamedTuple):
    """A subject of clauses."""

    weight: float
    words: re.Pattern[str]
    """Matched in folded text."""
    is_one_clause: bool = False
    """Whether a policy speaks of it in one clause of several sentences, which a new one replaces."""


def _matter(weight: float, words: str, *, is_one_clause: bool = False) -> Matter:
    return Matter(weight, re.compile(rf"\b(?:{words})\b"), is_one_clause)


MATTERS = (
    # Where and how a reader can be heard.
    _matter(
        2.4,
        r"arbitrat\w*|class[- ]actions?|class[- ]wide|jury|small claims|representative proceedings?",
        is_one_clause=True,
    ),
    # What becomes of the reader's data.
    _matter(
        2.0,
        r"train|trains|trained|training|machine learning|improve (?:our|the|its) (?:ai )?models?|fine-tun\w*",
    ),
    _matter(
        1.8,
        r"sell|sells|selling|sold|sale of|third.part(?:y|ies)|sub-?processors?|advertis\w*|biometric\w*",
    ),
    _matter(1.6, r"shar(?:e|es|ed|ing)|disclos\w*|transfer\w*|collect\w*|use[sd]? your"),
    _matter(1.6, r"retain\w*|retention|delet\w*|erase\w*|stor(?:e|es|ed|ing)|anonymi[sz]\w*"),
    _matter(
        1.6,
        r"opt.?(?:in|out|ed out|ed in|ing out)|consent\w*|withdraw\w*|object|by default|right to",
    ),
    # What it may cost the reader.
    _matter(1.8, r"indemnif\w*|indemnity|indemnification|hold harmless", is_one_clause=True),
    _matter(1.6, r"liab\w*|warrant(?:y|ies)|damages|as is", is_one_clause=True),
    _matter(
        1.6,
        r"refund\w*|fees?|pay|pays|paid|payments?|charge[sd]?|prices?|renew\w*|forfeit\w*|expire\w*|lapse\w*|credits?",
    ),
    _matter(1.4, r"terminat\w*|suspend\w*|suspension|restrict|disable"),
    _matter(
        1.4, r"licen[cs]e\w*|sublicens\w*|royalty-free|irrevocable|perpetual|resell\w*|reselling"
    ),
    _matter(
        1.2, r"jurisdiction|governed by|governing law|controller|minimum age|years? (?:old|of age)"
    ),
    # Who must, may or will do what.
    _matter(
        0.8,
        r"must|shall|may not|must not|will not|do not|never|not (?:permitted|allowed|be used)|prohibit\w*|forbid\w*"
        r"|require[ds]?|responsible|agree|solely",
    ),
)
"""The weightiest first within each part."""
_MOST = 3


def weight_of_matters(folded: str) -> float:
    """Return how much the matters of folded words weigh together: the weightiest few."""
    matters = sorted(
        (matter.weight for matter in MATTERS if matter.words.search(folded)), reverse=True
    )
    return sum(matters[:_MOST])


def clauses_spoken_of(folded: str) -> frozenset[Matter]:
    """Return the matters of folded words that a policy rules in one clause.

    >>> len(clauses_spoken_of("an arbitrator decides what you pay"))
    1
    """
    return frozenset(
        matter for matter in MATTERS if matter.is_one_clause and matter.words.search(folded)
    )
