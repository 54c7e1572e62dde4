"""Matches of patterns and topics as features for other models."""

from collections.abc import Iterable, Mapping, Sequence

from policytrail.language import fold_for_matching, sentence_spans
from policytrail.provisions.features import model_tokens
from policytrail.provisions.linear import LinearModel
from policytrail.provisions.matcher import Match, Matcher

Hints = Mapping[str, int]
"""Names of features, without their `#`, with their counts."""

# The weight of a hint beside the letters of a text, chosen on held-out documents.
_COUNT = 3
_STEPS = 3
_NEAR, _LIKELY, _CLEAR = -0.6, -0.2, 0.0


def hints_from_matches(matches: Iterable[Match]) -> Hints:
    """Return the types whose patterns match a sentence."""
    return {match.type.id: _COUNT for match in matches}


def of_segment(text: str, matcher: Matcher, topics: LinearModel) -> Hints:
    """Return the types found in the sentences of a segment, and the topics of the segment and its sentences."""
    seen: dict[str, int] = {}
    each: list[Sequence[float]] = []
    for start, end in sentence_spans(text):
        folded = fold_for_matching(text[start:end])
        tokens = model_tokens(folded)
        seen |= hints_from_matches(matcher.match_sentence(folded, tokens.words))
        each.append(topics.score_labels(tokens))
    segment_scores = topics.score_labels(model_tokens(fold_for_matching(text)))
    for number, name in enumerate(topics.labels):
        scores = [row[number] for row in each] or [segment_scores[number]]
        seen |= _topic_hints(name, segment_scores[number], scores)
    return seen


def _topic_hints(name: str, segment_score: float, scores: Sequence[float]) -> Hints:
    """Return how close a segment is to a topic: as a whole, at its closest, and on average."""
    most, mean = max(scores), sum(scores) / len(scores)
    hints = {
        f"sentence {name}": _COUNT * (most > _LIKELY),
        f"near {name}": _COUNT * (segment_score > _NEAR),
        f"clear {name}": _COUNT * (segment_score > _CLEAR),
        f"whole {name}": round(_STEPS * (segment_score + 1)),
        f"most {name}": round(_STEPS * (most + 1)),
        f"mean {name}": round(_STEPS * (mean + 1)),
    }
    return {hint: count for hint, count in hints.items() if count > 0}
