"""How much words of a policy weigh on those whom it binds."""

import re
from collections.abc import Sequence

from policytrail.significance.describe.matters import weight_of_matters
from policytrail.significance.lexicon import list_pattern

# What limits rights or discloses data weighs most, then what the words are about.
_GRAVE, _TOPIC, _SHIFT = 4.0, 0.7, 1.0
# A change is rarely about "To learn more, see our ...".
_LEADS = re.compile(
    r"\b(?:learn more|for more information|for (?:further )?details|en savoir plus|click here|mehr erfahren)\b"
)
# "These terms contain an arbitration provision in section 17" may go while the provision stays.
_ANNOUNCES = re.compile(
    r"\b(?:these|this|our|the) (?:terms|agreement|policy|document|contract)(?: of \w+)? (?:also )?(?:contains?|includes?) "
    r"[^.]{0,120}\b(?:provisions?|clauses?|waivers?|agreements?|disclaimers?)\b"
)
_ELSEWHERE = 0.2
# What a policy says about its own revision is not what the revision does.
_OF_ITSELF = re.compile(
    r"\b(?:(?:we(?:'ve| have)|was|were|been|has been|have been) (?:recently |last |just )?"
    r"(?:updat|revis|chang|amend|reorgani[sz]|rewrit|rewrot|simplif|clarif)\w*"
    r" (?:(?:our|these|this|the|to|some|parts of|in|on) )*(?:[\w-]+ ){0,3}?"
    r"(?:terms|polic(?:y|ies)|notice|statement|agreement|document|guidelines)"
    r"|we(?:'ve| have)? updated how\b|we(?:'re| are| will| will be) (?:updating|update|updat\w+|making (?:some |a few )?(?:changes|updates))"
    r"|(?:terms|policy|notice|statement|agreement) (?:was|were|has been|have been) (?:last )?(?:updated|revised|amended|changed)"
    r"|(?:last|previously) (?:updated|revised|modified)|summary of (?:the )?(?:changes|updates|key changes)|what(?:'s| has) (?:changed|new)"
    r"|(?:previous|prior|earlier|archived|old) versions? of|(?:take|takes|taking|come|comes|go|goes) (?:into )?effect on|is effective (?:as of|on|from))\b"
)
_TOPICS = 6
_FIGURE = 1.0
_PERIODS = re.compile(
    r"\d[\d.,]*\)? (?:business |calendar |working )?"
    r"(?:days?|weeks?|months?|years?|hours?|percent|usd|eur|dollars|euros?)\b|[$€£]\s?\d|\d ?%"
)
_DEFINITION = re.compile(
    r"^\W*[\w &-]{2,60}[\"'”’“]+:? (?:means?|refers? to|has the meaning|includes?)\b"
)
_OF_DEFINITION = 0.5


def weight_of_words(folded: str, topics: Sequence[str]) -> float:
    """Return the weight of folded words; `topics` are those of the whole change, surest first."""
    grave = len(list_pattern("severity", "high").findall(folded))
    on_topic = sum(
        min(2, len(list_pattern("topics", topic).findall(folded))) / (1 + place / 4)
        for place, topic in enumerate(topics[:_TOPICS])
        if topic != "other"
    )
    shifts = sum(
        len(list_pattern("strength", side).findall(folded)) for side in ("service", "user")
    )
    weight = (
        _GRAVE * min(2, grave)
        + _TOPIC * min(4.0, on_topic)
        + _SHIFT * min(2, shifts)
        + weight_of_matters(folded)
    )
    if _PERIODS.search(folded):
        weight += _FIGURE
    if _DEFINITION.match(folded):
        weight *= _OF_DEFINITION
    return weight * _ELSEWHERE if is_aside(folded) else weight


def is_aside(folded: str) -> bool:
    """Return whether folded words only point to a rule that stands elsewhere, or to a revision."""
    return any(pattern.search(folded) for pattern in (_LEADS, _OF_ITSELF, _ANNOUNCES))
