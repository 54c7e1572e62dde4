"""What the patterns and the topics say of a text, as features for other models."""

from collections.abc import Iterable, Mapping

from policytrail.provisions.features import tokens_of
from policytrail.provisions.linear import LinearModel
from policytrail.provisions.matcher import Match, Matcher
from policytrail.provisions.sentences import fold, sentences_of

Hints = Mapping[str, int]
"""Names of features, without their `#`, with how often they count."""

# How much a hint counts beside the letters of a text: chosen on held-out documents.
_COUNT = 3
_NEAR, _LIKELY, _CLEAR = -0.6, -0.2, 0.0


def seen(matches: Iterable[Match]) -> Hints:
    """Return the types that the patterns see in a sentence."""
    return {match.type.id: _COUNT for match in matches}


def of_segment(text: str, matcher: Matcher, topics: LinearModel) -> Hints:
    """Return the types seen in the sentences of a segment, and what it and they are about."""
    found: dict[str, int] = {}
    for start, end in sentences_of(text):
        folded = fold(text[start:end])
        found |= seen(matcher.match(folded))
        scores = topics.scores(tokens_of(folded))
        likely = (n for n, s in zip(topics.labels, scores, strict=True) if s > _LIKELY)
        found |= {f"sentence {name}": _COUNT for name in likely}
    for name, score in zip(topics.labels, topics.scores(tokens_of(fold(text))), strict=True):
        if score > _NEAR:
            found[f"near {name}"] = _COUNT
        if score > _CLEAR:
            found[f"clear {name}"] = _COUNT
    return found
