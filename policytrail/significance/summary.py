"""One to three plain sentences on a real change, made of its own words, figures and headings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policytrail.model import BlockKind, HunkOp
from policytrail.significance.dates import is_stamp
from policytrail.significance.lexicon import pattern_of
from policytrail.significance.material import Told
from policytrail.text import fold

_POINTS = 2
_LIGHT = 0.3
_QUOTED = 240
_SHORT_EDIT = 160
_MOST_PLACES = 3
_GAP = " ... "
_SENTENCE = re.compile(r"(?<=[.!?;。])\s+|\n")
_LABELS = {
    "retention_period": "a retention period",
    "notice_days": "a notice period",
    "withdrawal_period": "a withdrawal period",
    "payment_period": "a payment period",
    "dispute_period": "a period for disputes",
    "time_limit": "a time limit",
    "price": "an amount",
    "percentage": "a percentage",
    "age_limit": "an age limit",
    "party": "the named company",
    "governing_law": "the law or courts named",
    "email": "a contact address",
    "address": "a postal address",
    "phone": "a phone number",
}
# How much each sign of a point counts; what limits rights or opens data weighs most.
_GRAVE, _TOPIC, _SHIFT, _FACT, _HEADED = 4.0, 1.0, 1.0, 1.5, 1.0


@dataclass(frozen=True, slots=True)
class _Point:
    weight: float
    told: Told


def summary_of(material: Sequence[Told], topics: Sequence[str]) -> str:
    """Return what changed, the weightiest first; every quoted word and figure stands in a hunk."""
    points = sorted(
        (_Point(_weight(told, topics), told) for told in material if not _is_stamp(told)),
        key=lambda point: (-point.weight, point.told.place),
    )
    # A second point is told only if it is not much lighter than the first.
    heavy = [point for point in points[:_POINTS] if point.weight >= points[0].weight * _LIGHT]
    sentences = [_sentence(point.told, topics) for point in heavy]
    if len(material) > len(sentences):
        sentences.append(_scope(material, topics))
    return " ".join(dict.fromkeys(sentences))


def _is_stamp(told: Told) -> bool:
    return all(is_stamp(side.text) for side in (told.hunk.old, told.hunk.new) if side is not None)


def _weight(told: Told, topics: Sequence[str]) -> float:
    return _text_weight(f"{told.gone} ¶ {told.come}", topics) + (
        _FACT * sum(fact.what != "date" for fact in told.facts)
        + _HEADED * (_section(told) is not None)
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


def _sentence(told: Told, topics: Sequence[str]) -> str:
    """Return one point as a sentence."""
    section = _section(told)
    if section is not None:
        return section + _detail(told, topics)
    if told.hunk.op is HunkOp.INSERT and told.hunk.new is not None:
        return f"{_under(told)}adds: {_quote(_best(told.hunk.new.text, topics))}"
    if told.hunk.op is HunkOp.DELETE and told.hunk.old is not None:
        return f"{_under(told)}removes: {_quote(_best(told.hunk.old.text, topics))}"
    fact = next(
        (fact for fact in told.facts if fact.what in _LABELS and fact.old and fact.new), None
    )
    if fact is not None:
        return f"{_under(told)}changes {_LABELS[fact.what]} from {_short(fact.old)} to {_short(fact.new)}."
    return f"{_under(told)}{_reworded(told, topics)}"


def _short(words: str | None) -> str:
    return f'"{(words or "").strip(" .,")}"'


def _section(told: Told) -> str | None:
    """Return that a whole headed section came or went."""
    side = told.hunk.new or told.hunk.old
    if side is None or told.hunk.op not in (HunkOp.INSERT, HunkOp.DELETE):
        return None
    headings = [block.text for block in side.blocks if block.kind is BlockKind.HEADING]
    if not headings or len(side.blocks) == len(headings):
        return None
    verb = "Adds" if told.hunk.op is HunkOp.INSERT else "Removes"
    if len(headings) == 1:
        return f'{verb} the section "{_cut(headings[0])}"'
    return f'{verb} the sections "{_cut(headings[0])}" and {len(headings) - 1} more'


def _detail(told: Told, topics: Sequence[str]) -> str:
    side = told.hunk.new or told.hunk.old
    texts = [b.text for b in side.blocks if b.kind is not BlockKind.HEADING] if side else []
    best = _best("\n".join(texts), topics)
    return f": {_quote(best)}" if best else "."


def _under(told: Told) -> str:
    heading = told.heading.strip()
    return f'Under "{_cut(heading, 80)}", ' if heading and " | " not in heading else "The policy "


def _reworded(told: Told, topics: Sequence[str]) -> str:
    gone, come = _edited(told, "-"), _edited(told, "+")
    few = max(gone.count(_GAP), come.count(_GAP)) < _MOST_PLACES
    if few and 0 < len(gone) + len(come) <= 2 * _SHORT_EDIT:
        if gone and come:
            return f"replaces {_quote(gone)[:-1]} by {_quote(come)}"
        return f"adds {_quote(come)}" if come else f"removes {_quote(gone)}"
    words = _best(come, topics) if len(come) >= len(gone) / 2 else _best(gone, topics)
    verb = "now says" if len(come) >= len(gone) / 2 else "no longer says"
    return f"{verb}: {_quote(words)}"


def _edited(told: Told, op: str) -> str:
    """Return the weightiest words that a hunk takes out or puts in, as the text writes them."""
    parts = [edit.text.strip() for edit in told.hunk.edits if edit.op == op and edit.text.strip()]
    return _GAP.join(parts)


def _best(text: str, topics: Sequence[str]) -> str:
    """Return the sentence of a text that says most, and least beside it."""
    sentences = list(_sentences(text))
    if not sentences:
        return text.strip()
    return max(
        sentences,
        key=lambda part: (_text_weight(fold(part), topics) + min(len(part), 120) / 120),
    )


def _sentences(text: str) -> Iterator[str]:
    for part in _SENTENCE.split(text.replace(_GAP, "\n")):
        if part and part.strip(" .;,"):
            yield part.strip()


def _quote(text: str) -> str:
    return f'"{_cut(text.strip(), _QUOTED)}".'


def _cut(text: str, most: int = 100) -> str:
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(" ,;") + "..."


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
    about = [topic.replace("_", " ") for topic in topics[:4] if topic != "other"]
    subject = f" on {_listed(about)}" if about else ""
    return f"In all, passages{subject}: {_listed(counts)}."


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
