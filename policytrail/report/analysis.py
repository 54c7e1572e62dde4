"""What a provision means for institutions and which questions it answers, from grounds alone.

Every sentence is made of the taxonomy, of the attributes found and of the counts: nothing on the
page is known better than they are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from policytrail.model import Severity
from policytrail.report import phrases
from policytrail.report.provision_records import (
    AgencyRecord,
    AnswerRecord,
    AttributeRecord,
    LawRecord,
    MoveRecord,
    NoteRecord,
    PrevalenceRecord,
    TypeRecord,
)

LANDSCAPE = "Regulatory landscape"
"""The heading under which the laws and authorities stand."""
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


def analysis_of(
    kind: TypeRecord,
    severity: Severity,
    rule: str,
    attributes: Sequence[AttributeRecord],
    history: Sequence[MoveRecord] = (),
) -> tuple[NoteRecord, ...]:
    """Return the analysis for institutions; a heading without a ground is left out.

    Each fact is said once: what the clause says in particular stands in its attributes, and who
    watches over a law stands beside the law.
    """
    notes = (
        NoteRecord(LANDSCAPE, tuple(_landscape(kind))),
        NoteRecord("Governance exposure", (_exposure(severity, rule, attributes),)),
        NoteRecord("Jurisdiction flags", tuple(_flags(kind, attributes))),
        NoteRecord("Contract and vendor implications", (kind.institution,)),
        NoteRecord("Compliance considerations", tuple(_considerations(kind, attributes, history))),
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
        AnswerRecord("How sure is this?", _sure(confidence)),
        AnswerRecord("Has it changed?", _changed(history)),
        AnswerRecord(
            "Is this legal advice?",
            "No. It says what the text states and which laws speak about such a clause; whether "
            "the clause is lawful or binds you depends on where and how you use the service.",
        ),
    )


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
            checked = f", checked {law.checked.isoformat()}" if law.checked else ""
            where = f"{law.citation} ({law.jurisdiction}{checked})"
            yield f"{law.name}, {where}: {law.reason} {law.url}".rstrip()
        if group.agencies:
            named = "; ".join(f"{one.name} {one.url}".rstrip() for one in group.agencies)
            yield f"Watched over by {named}."


def _exposure(severity: Severity, rule: str, attributes: Sequence[AttributeRecord]) -> str:
    head = f"{phrases.SEVERITIES[severity]}, by the rule “{phrases.sentence_of(rule)}”."
    found = [_brief(one) for one in attributes if one.value is not False]
    return f"{head} Found in the clause: {', '.join(found)}." if found else head


def _brief(one: AttributeRecord) -> str:
    name = phrases.sentence_of(one.name).lower()
    return name if one.value is True else f"{name} {phrases.value_of(one.value)}"


def _flags(kind: TypeRecord, attributes: Sequence[AttributeRecord]) -> Iterator[str]:
    places = sorted({law.jurisdiction for law in kind.laws})
    if places:
        yield f"{', '.join(places)}: laws there speak about such a clause."
    for one in attributes:
        if isinstance(one.value, str) and one.name in _PLACES:
            yield f"The text itself names {one.value}."


def _considerations(
    kind: TypeRecord, attributes: Sequence[AttributeRecord], history: Sequence[MoveRecord]
) -> Iterator[str]:
    if history:
        last = history[-1]
        when = phrases.when(last.not_before, last.not_after)
        move = phrases.sentence_of(last.move)
        yield f"{move} {when}: a review from before does not cover what it says now."
    missing = [
        phrases.sentence_of(one.name).lower()
        for one in attributes
        if not one.excerpt and not one.value and one.name not in _JUDGED
    ]
    if missing:
        yield f"Looked for and not found: {', '.join(missing)}."
    for law in kind.laws:
        if law.checked is None:
            yield f"The citation of {law.name} has not been checked."
    if not history and not missing:
        yield "Unchanged since it is tracked; compare it with what was reviewed when you signed."


def _usual(kind: TypeRecord, prevalence: PrevalenceRecord | None) -> Iterator[AnswerRecord]:
    if prevalence:
        yield AnswerRecord(
            "Do other services have such a clause?",
            f"{prevalence.services:,} of {prevalence.of:,} services have one ({prevalence.percent} "
            f"%), which counts as {prevalence.wording}. Counted: {prevalence.denominator}.",
        )
    elif kind.title:
        yield AnswerRecord(
            "Do other services have such a clause?", "It has not been counted for this type yet."
        )


def _sure(confidence: float) -> str:
    share = f"Of the clauses that are found with this confidence, about {confidence:.0%} are right."
    if confidence >= _SURE:
        return share
    if confidence >= _LIKELY:
        return f"{share} Read the words before you rely on it."
    return f"{share} Treat it as a hint to read the words."


def _changed(history: Sequence[MoveRecord]) -> str:
    if not history:
        return "Not since it is tracked."
    last = history[-1]
    when = phrases.when(last.not_before, last.not_after)
    counted = phrases.counted(len(history), "recorded move")
    return f"Last {phrases.sentence_of(last.move).lower()} {when}; {counted} in all."
