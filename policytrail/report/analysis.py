"""What a provision means for institutions and which questions it answers, from grounds alone.

Every sentence is made of the taxonomy, of the attributes found and of the counts: nothing on the
page is known better than they are.
"""

from collections.abc import Iterator, Sequence

from policytrail.model import Severity
from policytrail.report import phrases
from policytrail.report.provision_records import (
    AnswerRecord,
    AttributeRecord,
    MoveRecord,
    NoteRecord,
    PrevalenceRecord,
    TypeRecord,
)

_SURE = 0.9
_LIKELY = 0.7


def analysis_of(
    kind: TypeRecord, severity: Severity, rule: str, attributes: Sequence[AttributeRecord]
) -> tuple[NoteRecord, ...]:
    """Return the analysis for institutions; a heading without a ground is left out."""
    notes = (
        NoteRecord("Regulatory landscape", tuple(_landscape(kind))),
        NoteRecord("Governance exposure", (_exposure(severity, rule), *_said(attributes))),
        NoteRecord("Jurisdiction flags", tuple(_flags(kind, attributes))),
        NoteRecord("Contract and vendor implications", (kind.institution,)),
        NoteRecord("Compliance considerations", tuple(_considerations(kind))),
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


def _landscape(kind: TypeRecord) -> Iterator[str]:
    for law in kind.laws:
        yield f"{law.name}, {law.citation} ({law.jurisdiction}): {law.reason}"


def _exposure(severity: Severity, rule: str) -> str:
    return f"{phrases.SEVERITIES[severity]}, by the rule “{phrases.sentence_of(rule)}”."


def _said(attributes: Sequence[AttributeRecord]) -> Iterator[str]:
    for one in attributes:
        value = phrases.value_of(one.value)
        quoted = f", from the words “{one.excerpt}”" if one.excerpt else ""
        yield f"{phrases.sentence_of(one.name)}: {value}{quoted}."


def _flags(kind: TypeRecord, attributes: Sequence[AttributeRecord]) -> Iterator[str]:
    places = sorted({law.jurisdiction for law in kind.laws})
    if places:
        yield f"Laws of {', '.join(places)} speak about such a clause."
    for one in attributes:
        if isinstance(one.value, str) and one.name in ("place", "governing_law", "jurisdiction"):
            yield f"The text itself names {one.value}."


def _considerations(kind: TypeRecord) -> Iterator[str]:
    for agency in kind.agencies:
        yield f"Authority for {agency.reason}: {agency.name}."
    for law in kind.laws:
        if law.checked is None:
            yield f"The citation of {law.name} has not been checked."


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
