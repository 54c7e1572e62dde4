"""One to three plain sentences on a real change: what weighs on the reader first, then the rest."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from policytrail.model import HunkOp, Severity
from policytrail.significance.classify.date_stamps import is_stamp
from policytrail.significance.describe.statements import of_fact, of_hunk, of_turn
from policytrail.significance.lexicon import pattern_of
from policytrail.significance.weigh.adverse_edit import Turn
from policytrail.significance.weigh.magnitudes import FIGURES
from policytrail.significance.weigh.substantive_hunks import Told
from policytrail.text import fold

_POINTS = 2
_LIGHT = 0.3
# From so many passages on a reader is told how much else there is.
_MANY = 5
# How much each sign of a point counts; what limits rights or opens data weighs most.
_GRAVE, _TOPIC, _SHIFT, _FACT, _HEADED = 4.0, 1.0, 1.0, 1.5, 1.0
_TURN = {Severity.HIGH: 40.0, Severity.MEDIUM: 20.0}
# "To learn more, see our ..." is rarely what a change is about.
_LEADS = re.compile(
    r"\b(?:learn more|for more information|for (?:further )?details|en savoir plus|click here|mehr erfahren)\b"
)
_ELSEWHERE = 0.2
_LINE = 120


class _Point(NamedTuple):
    weight: float
    place: int
    text: str


def summary_of(material: Sequence[Told], turns: Sequence[Turn], topics: Sequence[str]) -> str:
    """Return what changed, the weightiest first; every quoted word and figure stands in a hunk."""
    points = sorted(
        (
            point
            for told in material
            if not _is_stamp(told)
            for point in _points(told, turns, topics)
        ),
        key=lambda point: (-point.weight, point.place),
    )
    # A second point is told only if it is not much lighter than the first.
    heavy = [point.text for point in points if point.weight >= points[0].weight * _LIGHT]
    sentences = list(dict.fromkeys(heavy))[:_POINTS]
    if len(material) >= _MANY or not sentences:
        sentences.append(_scope(material, topics))
    return " ".join(sentences)


def _is_stamp(told: Told) -> bool:
    return all(is_stamp(side.text) for side in (told.hunk.old, told.hunk.new) if side is not None)


def _points(told: Told, turns: Sequence[Turn], topics: Sequence[str]) -> Iterator[_Point]:
    """Yield what one hunk has to tell: its turns and figures if it has any, else its words."""
    here = [turn for turn in turns if turn.place == told.place]
    weight = _weight(told, topics)
    figures = {turn.about: turn for turn in here if turn.code in FIGURES}
    said = False
    for order, turn in enumerate(turn for turn in here if turn.code not in FIGURES):
        yield _Point(
            _TURN[turn.severity] + weight - order * weight, told.place, of_turn(turn, told)
        )
        said = True
    for fact in told.facts:
        turn = figures.get(f"{fact.old} -> {fact.new}")
        text = of_fact(fact, told, turn.code if turn else "")
        if text is not None:
            extra = _TURN[turn.severity] if turn else 0.0
            yield _Point(extra + weight, told.place, text)
            said = True
    if not said:
        yield _Point(weight, told.place, of_hunk(told, lambda text: _says(text, topics)))


def _weight(told: Told, topics: Sequence[str]) -> float:
    headed = told.hunk.op in (HunkOp.INSERT, HunkOp.DELETE) and told.size > _LINE
    return _text_weight(f"{told.gone} ¶ {told.come}", topics) + (
        _FACT * sum(fact.what != "date" for fact in told.facts) + _HEADED * headed
    )


def _text_weight(text: str, topics: Sequence[str]) -> float:
    grave = len(pattern_of("severity", "high").findall(text))
    on_topic = sum(
        min(2, len(pattern_of("topics", topic).findall(text))) / (1 + place / 4)
        for place, topic in enumerate(topics[:6])
        if topic != "other"
    )
    shifts = sum(len(pattern_of("strength", side).findall(text)) for side in ("service", "user"))
    return _GRAVE * min(2, grave) + _TOPIC * on_topic + _SHIFT * min(2, shifts)


def _says(sentence: str, topics: Sequence[str]) -> float:
    """Return how much a sentence says; one that only leads elsewhere says little."""
    folded = fold(sentence)
    weight = _text_weight(folded, topics) + min(len(sentence), _LINE) / _LINE
    return weight * _ELSEWHERE if _LEADS.search(folded) else weight


def _scope(material: Sequence[Told], topics: Sequence[str]) -> str:
    """Return how much changed, and what it is about."""
    added = sum(told.hunk.op is HunkOp.INSERT for told in material)
    removed = sum(told.hunk.op is HunkOp.DELETE for told in material)
    edited = len(material) - added - removed
    counts = [
        f"{count} {word}"
        for count, word in ((edited, "edited"), (added, "added"), (removed, "removed"))
        if count
    ]
    about = [_name(topic) for topic in topics[:3] if topic != "other"]
    subject = f", on {_listed(about)}" if about else ""
    return f"In all, {_listed(counts)} {'passage' if len(material) == 1 else 'passages'}{subject}."


def _name(topic: str) -> str:
    """Return a topic as prose names it."""
    words = topic.split("_")
    return " ".join(word.upper() if word in {"ai", "api", "ip"} else word for word in words)


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
