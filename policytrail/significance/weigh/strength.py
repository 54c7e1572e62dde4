"""Whom the edited words favour: the service, or those whom its policy binds."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from policytrail.model import Reason
from policytrail.significance.lexicon import list_pattern
from policytrail.significance.weigh.substantive_hunks import SubstantiveHunk

_SIDES = {"service": "stronger_for_service", "user": "stronger_for_user"}
_OTHER = {"service": "user", "user": "service"}
_MOST = 3
_SYNONYMS = {
    "you can": "you may",
    "you can not": "you may not",
    "you shall": "you must",
    "you shall not": "you may not",
    "we can": "we may",
    "we reserve the right": "we may",
}
"""Synonyms: replacing one by the other shifts no balance."""
_AT_ANY_TIME = "at any time"
_GRANTED_AT_ANY_TIME = re.compile(
    rf"\byou (?:(?:may|can)(?! (?:not|never))|are free to|have the right to)\b[^.;]{{0,200}}?\b{_AT_ANY_TIME}\b"
)


def strength_reasons(material: Sequence[SubstantiveHunk]) -> tuple[Reason, ...]:
    """Return the reasons why a change favours one side, with the words.

    Only single clauses that occur in both texts are weighed: single words do not show what a new or
    removed section does to the balance.
    """
    reasons = [
        reason
        for substantive in material
        if substantive.kept.strip()
        for reason in _strength_shifts(substantive)
    ]
    return tuple(
        reason
        for code in _SIDES.values()
        for reason in [reason_of_code for reason_of_code in reasons if reason_of_code.code == code][
            :_MOST
        ]
    )


def _strength_shifts(substantive: SubstantiveHunk) -> Iterator[Reason]:
    old, new = substantive.texts
    for side, code in _SIDES.items():
        gained = _strength_words(side, new) - _strength_words(side, old)
        lost = _strength_words(_OTHER[side], old) - _strength_words(_OTHER[side], new)
        parts = [
            *(f'added: "{words}"' for words in gained),
            *(f'removed: "{words}"' for words in lost),
        ]
        if parts:
            yield Reason(code, ", ".join(parts[:_MOST]), substantive.place)


def _strength_words(side: str, text: str) -> Counter[str]:
    matches = (match.group() for match in list_pattern("strength", side).finditer(text))
    words = Counter(_SYNONYMS.get(match, match) for match in matches)
    # "At any time" favours the service, unless it says when the reader may do something.
    granted = len(_GRANTED_AT_ANY_TIME.findall(text))
    words[_AT_ANY_TIME] += granted if side == "user" else -granted
    return +words
