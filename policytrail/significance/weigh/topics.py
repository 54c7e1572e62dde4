"""The topics of a change: subjects that its edits name more often than policies usually do, or whose clauses it edits.

The score card was learned from the labelled changes (`python -m benchmarks.train_topics`), checked
by leaving services out, and is a readable table in `topic_card.json`.
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple, cast

from policytrail.model import BlockKind, Document
from policytrail.significance.lexicon import list_names, list_pattern, word_list
from policytrail.significance.weigh.substantive_hunks import SubstantiveHunk
from policytrail.text import fold_for_comparison

# Facts that show the topic, whatever words stand around them.
_TOLD_BY = {
    "legal_entity": ("party",),
    "contact": ("address", "email", "phone"),
    "data_retention": ("retention_period",),
    "payment_fees": ("price", "payment_period"),
    "eligibility": ("age_limit",),
    "children": ("age_limit",),
    "governing_law": ("governing_law",),
    "policy_changes": ("notice_days",),
    "refunds_cancellation": ("withdrawal_period",),
    "arbitration": ("dispute_period",),
}
# The constant subjects of privacy policies are shown less by their words than by the document.
_PRIVACY = re.compile(
    r"privacy|personal data|data (?:processing|controller)|données|confidentialit|datenschutz"
    r"|privacidad|privacidade|隐私"
)
_CORE = ("data_collection", "data_use", "data_sharing")
_PRIVACY_TOPICS = (*_CORE, "user_rights", "data_retention")
# With fewer edited words than this, the words around them show what the clause is about.
_FEW_WORDS = 60
_OTHER = "other"


SIGNS = (
    "hits",
    "lift",
    "share_of_hits",
    "fact",
    "size",
    "size_and_lift",
    "core_of_privacy",
    "size_and_privacy",
    "rank_of_lift",
    "hits_around",
    "lift_around",
    "in_headings",
    "in_title",
    "clauses",
    "share_of_clauses",
)
"""The signs counted for each topic, in the order of `signs_of`."""


class Stump(NamedTuple):
    """One line of the score card: points for a sign up to a limit, and above it."""

    sign: int
    limit: float
    up_to: float
    above: float


@dataclass(frozen=True, slots=True)
class Card:
    """The points of each sign of a topic, and how often policies use a topic's words."""

    start: float
    """Log-odds before any sign counts."""
    threshold: float
    """Least probability of a reported topic."""
    stumps: tuple[Stump, ...]
    background: Mapping[str, float]
    """Occurrences in a thousand words of policies, by topic."""

    def topic_score(self, signs: Sequence[float]) -> float:
        """Return the log-odds of a topic."""
        return self.start + sum(
            stump.above if signs[stump.sign] > stump.limit else stump.up_to for stump in self.stumps
        )


def choose_topics(
    material: Sequence[SubstantiveHunk], new: Document, types: Mapping[str, int]
) -> tuple[str, ...]:
    """Return the topics of a change, the surest first; `other` if there is none.

    `types` says how many clauses of each type came or went.
    """
    if not material:
        return ()
    card = card_shipped()
    scores = {
        topic: card.topic_score(signs)
        for topic, signs in topic_signs(material, new, types, card.background).items()
    }
    limit = math.log(card.threshold / (1 - card.threshold))
    topics = sorted((topic for topic in scores if scores[topic] >= limit), key=lambda t: -scores[t])
    return tuple(topics) or (_OTHER,)


@cache
def card_shipped() -> Card:
    """Return the learned score card."""
    text = (files("policytrail.significance") / "topic_card.json").read_text("utf-8")
    read = cast("dict[str, object]", json.loads(text))  # ships with the package; a test reads it
    lines = cast("list[tuple[str, float, float, float]]", read["stumps"])
    return Card(
        cast("float", read["start"]),
        cast("float", read["threshold"]),
        tuple(Stump(SIGNS.index(sign), *points) for sign, *points in lines),
        cast("dict[str, float]", read["background"]),
    )


def topic_signs(
    material: Sequence[SubstantiveHunk],
    new: Document,
    types: Mapping[str, int],
    background: Mapping[str, float],
) -> dict[str, tuple[float, ...]]:
    """Return the signs of each topic in a change."""
    texts = _TopicTexts.from_hunks(material, new)
    hits = {topic: _count_hits(topic, texts.edited) for topic in list_names("topics")}
    lifts = {
        topic: _standard_lift(hit, texts.words * background[topic] / 1000, 8.0)
        for topic, hit in hits.items()
    }
    ranks = sorted(lifts, key=lambda topic: -lifts[topic])
    return {
        topic: (
            *_text_signs(topic, texts, (hits[topic], sum(hits.values())), lifts[topic]),
            math.log1p(ranks.index(topic)),
            *_surrounding_signs(topic, texts, background[topic]),
            *_clause_signs(topic, types),
        )
        for topic in hits
    }


@dataclass(frozen=True, slots=True)
class _TopicTexts:
    edited: str
    words: int
    kept: str
    headings: tuple[str, ...]
    title: str
    is_privacy: bool
    facts: frozenset[str]

    @classmethod
    def from_hunks(cls, material: Sequence[SubstantiveHunk], new: Document) -> "_TopicTexts":
        edited = " ¶ ".join(f"{substantive.gone} ¶ {substantive.come}" for substantive in material)
        title = " ".join(
            [new.title, *(b.text for b in new.blocks[:6] if b.kind is BlockKind.HEADING)]
        )
        opening = " ".join(block.text for block in new.blocks[:3])[:600]
        return cls(
            edited,
            sum(substantive.size for substantive in material),
            " ¶ ".join(substantive.kept for substantive in material),
            tuple(fold_for_comparison(substantive.heading) for substantive in material),
            fold_for_comparison(title),
            _PRIVACY.search(fold_for_comparison(f"{title} {opening}")) is not None,
            frozenset(fact.what for substantive in material for fact in substantive.facts),
        )


def _count_hits(topic: str, text: str) -> int:
    return sum(1 for _ in list_pattern("topics", topic).finditer(text))


def _standard_lift(hits: int, expected: float, most: float) -> float:
    """Return how many standard deviations a count exceeds what is usual in policies."""
    return max(-2.0, min(most, (hits - expected) / math.sqrt(expected + 0.5)))


def _text_signs(
    topic: str, texts: _TopicTexts, hits: tuple[int, int], lift: float
) -> tuple[float, ...]:
    size = math.log1p(texts.words) / 8
    privacy = float(texts.is_privacy)
    return (
        math.log1p(hits[0]),
        lift,
        hits[0] / max(1, hits[1]),
        float(any(what in texts.facts for what in _TOLD_BY.get(topic, ()))),
        size,
        size * lift,
        privacy * (topic in _CORE),
        privacy * (topic in _PRIVACY_TOPICS) * size,
    )


def _clause_signs(topic: str, types: Mapping[str, int]) -> tuple[float, float]:
    """Return the signs in the clauses that came or went."""
    clauses = sum(types.get(kind, 0) for kind in word_list("topic_types", topic))
    return math.log1p(clauses), clauses / max(1, sum(types.values()))


def _surrounding_signs(topic: str, texts: _TopicTexts, background: float) -> tuple[float, ...]:
    """Return the signs in the words around the edits."""
    pattern = list_pattern("topics", topic)
    headed = sum(pattern.search(heading) is not None for heading in texts.headings)
    titled = float(pattern.search(texts.title) is not None)
    if texts.words >= _FEW_WORDS:
        return 0.0, 0.0, headed / len(texts.headings), titled
    hits = _count_hits(topic, texts.kept)
    expected = len(texts.kept.split()) * background / 1000
    return (
        math.log1p(hits),
        _standard_lift(hits, expected, 4.0),
        headed / len(texts.headings),
        titled,
    )
