"""What a provision means for institutions and which questions it answers, from grounds alone.

Every sentence is made of the taxonomy, of the attributes found and of the counts: nothing on the
page is known better than they are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from policytrail.model import Severity
from policytrail.report.records.provision import (
    AgencyRecord,
    AnswerRecord,
    AttributeRecord,
    LawRecord,
    MoveRecord,
    NoteRecord,
    PrevalenceRecord,
    TypeRecord,
)
from policytrail.report.words import phrases
from policytrail.report.words.wording import noun, say

_SURE = 0.9
_LIKELY = 0.7
_JUDGED = ("potentially_unfair",)
"""What a model thinks of a clause: its no is no lack of the text."""
_PLACES = ("place", "governing_law", "jurisdiction")


@dataclass(frozen=True, slots=True)
class Landscape:
    """Laws that the same authorities watch over."""

    laws: tuple[LawRecord, ...]
    agencies: tuple[AgencyRecord, ...]


@dataclass(frozen=True, slots=True)
class Grounds:
    """What is known of a clause beside its attributes."""

    tasks: tuple[str, ...] = ()
    """What an institution has to do about this clause."""
    history: tuple[MoveRecord, ...] = ()


_NO_GROUNDS = Grounds()


def analysis_of(
    kind: TypeRecord,
    severity: Severity,
    rule: str,
    attributes: Sequence[AttributeRecord],
    grounds: Grounds = _NO_GROUNDS,
) -> tuple[NoteRecord, ...]:
    """Return the analysis for institutions; a heading without a ground is left out.

    Each fact is said once: what the clause says in particular stands in its attributes, and who
    watches over a law stands beside the law.
    """
    notes = (
        NoteRecord(landscape_heading(), tuple(_landscape(kind))),
        NoteRecord(_say("exposure"), (_exposure(severity, rule, attributes),)),
        NoteRecord(_say("flags"), tuple(_flags(attributes))),
        NoteRecord(_say("contract"), grounds.tasks or (kind.institution,)),
        NoteRecord(_say("compliance"), tuple(_considerations(attributes, grounds.history))),
    )
    return tuple(note for note in notes if any(note.sentences))


def answers_of(
    kind: TypeRecord,
    prevalence: PrevalenceRecord | None,
    confidence: float,
    history: Sequence[MoveRecord],
) -> tuple[AnswerRecord, ...]:
    """Return the questions that readers ask, with answers that stand nowhere else on the page."""
    return (
        *_usual(kind, prevalence),
        AnswerRecord(_say("sure"), _sure(confidence)),
        AnswerRecord(_say("changed"), _changed(history)),
        AnswerRecord(_say("advice"), _say("advice_answer")),
    )


def landscape_heading() -> str:
    """Return the heading under which the laws and authorities stand."""
    return _say("landscape")


def _say(name: str, **values: object) -> str:
    return say("analysis", name, **values)


def landscape_of(kind: TypeRecord) -> tuple[Landscape, ...]:
    """Return the laws, those together that the same authorities watch over."""

    def watching(law: LawRecord) -> tuple[AgencyRecord, ...]:
        return tuple(one for one in kind.agencies if law.law_id in one.laws)

    order = [watching(law) for law in kind.laws]
    laws = sorted(kind.laws, key=lambda law: order.index(watching(law)))
    groups = groupby(laws, key=watching)
    found = tuple(Landscape(tuple(some), agencies) for agencies, some in groups)
    named = {one for group in found for one in group.agencies}
    rest = tuple(one for one in kind.agencies if one not in named)
    return (*found, Landscape((), rest)) if rest else found


def _landscape(kind: TypeRecord) -> Iterator[str]:
    for group in landscape_of(kind):
        for law in group.laws:
            yield _say(
                "law_checked" if law.checked else "law",
                law=law.name,
                jurisdiction=law.jurisdiction,
                day=law.checked,
                url=law.url,
            ).rstrip()
        if group.agencies:
            named = "; ".join(f"{one.name} {one.url}".rstrip() for one in group.agencies)
            yield _say("watched_by", authorities=named)


def _exposure(severity: Severity, rule: str, attributes: Sequence[AttributeRecord]) -> str:
    weight, words = phrases.SEVERITIES[severity], phrases.sentence_of(rule)
    found = [_brief(one) for one in attributes if one.value is not False]
    said = [_say("by_rule", severity=weight, rule=words)]
    said += [_say("found", found=", ".join(found))] if found else []
    return " ".join(said)


def _brief(one: AttributeRecord) -> str:
    name = phrases.sentence_of(one.name).lower()
    return name if one.value is True else f"{name} {phrases.value_of(one.value)}"


def _flags(attributes: Sequence[AttributeRecord]) -> Iterator[str]:
    for one in attributes:
        if isinstance(one.value, str) and one.name in _PLACES:
            yield _say("names", place=one.value)


def _considerations(
    attributes: Sequence[AttributeRecord], history: Sequence[MoveRecord]
) -> Iterator[str]:
    if history:
        last = history[-1]
        when = phrases.when(last.not_before, last.not_after)
        yield _say("moved", move=phrases.sentence_of(last.move), when=when)
    missing = [
        phrases.sentence_of(one.name).lower()
        for one in attributes
        if not one.excerpt and not one.value and one.name not in _JUDGED
    ]
    if missing:
        yield _say("missing", missing=", ".join(missing))
    if not history and not missing:
        yield _say("unchanged")


def _usual(kind: TypeRecord, prevalence: PrevalenceRecord | None) -> Iterator[AnswerRecord]:
    if prevalence:
        answer = _say(
            "usual_answer",
            services=f"{prevalence.services:,}",
            of=f"{prevalence.of:,}",
            percent=prevalence.percent,
            wording=prevalence.wording,
            denominator=prevalence.denominator,
        )
        yield AnswerRecord(_say("usual"), answer)
    elif kind.title:
        yield AnswerRecord(_say("usual"), _say("not_counted"))


def _sure(confidence: float) -> str:
    share = _say("sure_answer", share=f"{confidence:.0%}")
    if confidence >= _SURE:
        return share
    return f"{share} {_say('read_first' if confidence >= _LIKELY else 'a_hint')}"


def _changed(history: Sequence[MoveRecord]) -> str:
    if not history:
        return _say("never_changed")
    last = history[-1]
    return _say(
        "changed_answer",
        move=phrases.sentence_of(last.move).lower(),
        when=phrases.when(last.not_before, last.not_after),
        moves=noun("move", len(history)),
    )
