"""Reviews of changes: which can be given, how they agree with the verdicts, and as labels."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from policytrail.changes import Question, pending_questions
from policytrail.model import (
    Document,
    Kind,
    Review,
    ReviewVerdict,
    Severity,
    Significance,
    Source,
    Timeline,
)
from policytrail.report.markdown import document_markdown
from storage import (
    Connection,
    read_assessments,
    read_documents,
    read_reviews,
    read_timelines,
    tracked_sources,
)


@dataclass(frozen=True, slots=True)
class ReviewedChange:
    """The reviews of one change, the oldest first, and what the program says of it."""

    change_id: str
    reviews: tuple[Review, ...]
    source: Source | None = None
    """None if no tracked source has the change any more, and then nothing else is known."""
    question: Question | None = None
    verdict: Significance | None = None

    @property
    def is_real(self) -> bool:
        """Return whether the last review says that the change deserved an alert."""
        return self.reviews[-1].verdict is ReviewVerdict.REAL


def find_change(connection: Connection, change_id: str) -> bool:
    """Return whether a tracked source has a change of that id."""
    return change_id in _questions_by_change(connection)


def reviewed_changes(connection: Connection) -> list[ReviewedChange]:
    """Return every change that was reviewed, by id, also those that are no longer found."""
    reviews = read_reviews(connection)
    known = _questions_by_change(connection) if reviews else {}
    asked = {name: known[name] for name in reviews if name in known}
    assessments = read_assessments(connection, (question.sha256 for _, question in asked.values()))
    changes: list[ReviewedChange] = []
    for name, some in sorted(reviews.items()):
        source, question = asked.get(name, (None, None))
        assessment = assessments.get(question.sha256) if question else None
        verdict = assessment.significance if assessment else None
        changes.append(ReviewedChange(name, some, source, question, verdict))
    return changes


def labelled_rows(
    connection: Connection, reviewed: Sequence[ReviewedChange]
) -> Iterator[dict[str, object]]:
    """Yield a labelled change for each reviewed one that is found, as `train alerts` reads them."""
    for reviewed_change in reviewed:
        if (
            reviewed_change.source is None
            or reviewed_change.question is None
            or reviewed_change.verdict is None
        ):
            continue
        transition = reviewed_change.question.transition
        names = (transition.before.document_sha256, transition.after.document_sha256)
        texts = read_documents(
            connection,
            reviewed_change.source.source_id,
            sorted({*names, *reviewed_change.question.earlier}),
        )
        yield {
            "id": reviewed_change.change_id,
            "service": reviewed_change.source.service,
            "policy": f"{reviewed_change.source.service}/{reviewed_change.source.policy_type}",
            "recorded_at": transition.not_after.isoformat(),
            "stratum": "review",
            "source": reviewed_change.source.url,
            "earlier": [
                {"text": text} for text in _earlier_texts(reviewed_change.question.earlier, texts)
            ],
            "old": document_markdown(texts[names[0]]),
            "new": document_markdown(texts[names[1]]),
            "label": _label_row(reviewed_change, reviewed_change.verdict),
        }


def _earlier_texts(names: Sequence[str], texts: Mapping[str, Document]) -> Iterator[str]:
    return (document_markdown(texts[name]) for name in names if name in texts)


def _label_row(reviewed_change: ReviewedChange, verdict: Significance) -> dict[str, object]:
    """Return what the last review says; where it is silent, what the program says."""
    last = reviewed_change.reviews[-1]
    kind, severity = verdict.kind, last.severity or verdict.severity
    if reviewed_change.is_real:
        kind = Kind.SUBSTANTIVE
        severity = Severity.LOW if severity is Severity.NONE else severity
    else:
        kind = Kind.EDITORIAL if kind is Kind.SUBSTANTIVE else kind
        severity = Severity.NONE
    return {
        "kind": str(kind),
        "alert": reviewed_change.is_real,
        "severity": str(severity),
        "topics": list(verdict.topics) if reviewed_change.is_real else [],
        "summary": last.note or verdict.summary,
        "certain": len({each.verdict for each in reviewed_change.reviews}) == 1,
    }


def _questions_by_change(connection: Connection) -> dict[str, tuple[Source, Question]]:
    known = read_timelines(connection)
    return {
        question.transition.change_id: (source, question)
        for source in tracked_sources(connection)
        for question in pending_questions(
            known.get(source.source_id, Timeline()).transitions, source.muting
        )
    }
