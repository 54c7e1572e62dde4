"""The history of each source, as read from storage for the reports."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from itertools import groupby

from policytrail.changes import Question, pending_questions
from policytrail.model import Assessment, Change, Review, Source, SourceHistory, Timeline
from policytrail.provenance import times_alone, with_witnesses
from storage import (
    Connection,
    attempts_by_source,
    neighbours_by_source,
    read_assessments,
    read_observations,
    read_reviews,
    read_timelines,
    tracked_sources,
)

_AT_ONCE = 50
"""Sources whose captures are in memory at once: those of a year, two a day, are 36,500 rows."""


@dataclass(frozen=True, slots=True)
class KnownSource:
    """A source's history without its changes, and what is needed to look each of them up.

    Assessments are expensive to read, and most of them are published already.
    """

    history: SourceHistory
    questions: tuple[Question, ...]


def known_sources(
    connection: Connection, as_of: datetime, services: Collection[str] | None = None
) -> list[KnownSource]:
    """Return the history of every tracked source, or of those of some services, by service and id."""
    sources = [
        source
        for source in tracked_sources(connection)
        if services is None or source.service_id in services
    ]
    if not sources:
        return []
    names = None if services is None else [source.source_id for source in sources]
    seen, tried = read_observations(connection, names), attempts_by_source(connection, names)
    known = _with_mementos(connection, read_timelines(connection, names))
    known_sources_found: list[KnownSource] = []
    for source in sorted(sources, key=lambda source: (source.service_id, source.source_id)):
        name = source.source_id
        timeline = known.get(name, Timeline())
        history = SourceHistory(
            source=source,
            observations=seen.get(name, ()),
            versions=timeline.versions,
            changes=(),
            attempts=tried.get(name, ()),
            as_of=as_of,
        )
        known_sources_found.append(
            KnownSource(history, pending_questions(timeline.transitions, source.muting))
        )
    return known_sources_found


def with_changes(connection: Connection, some: Sequence[KnownSource]) -> tuple[SourceHistory, ...]:
    """Return the histories with their changes; changes not assessed yet are omitted."""
    names = [question.sha256 for known in some for question in known.questions]
    assessments, reviews = read_assessments(connection, names), read_reviews(connection)
    return tuple(
        replace(
            known.history,
            changes=_changes_since(known.history.source, known.questions, assessments, reviews),
        )
        for known in some
    )


def read_histories(connection: Connection, as_of: datetime) -> Iterator[SourceHistory]:
    """Yield the history of every tracked source with its changes, by service and id."""
    for known in known_sources(connection, as_of):
        yield from with_changes(connection, [known])


def _with_mementos(connection: Connection, known: Mapping[str, Timeline]) -> dict[str, Timeline]:
    """Return timelines with the mementos nearest to our own captures."""
    times = {source_id: times_alone(timeline) for source_id, timeline in known.items()}
    neighbours = neighbours_by_source(
        connection, {name: some for name, some in times.items() if some}
    )
    return {
        source_id: with_witnesses(timeline, neighbours[source_id])
        if source_id in neighbours
        else timeline
        for source_id, timeline in known.items()
    }


def _changes_since(
    source: Source,
    asked: Iterable[Question],
    assessments: Mapping[str, Assessment],
    reviews: Mapping[str, tuple[Review, ...]],
) -> tuple[Change, ...]:
    return tuple(
        Change(
            source,
            question.transition,
            assessments[question.sha256],
            reviews.get(question.transition.change_id, ()),
        )
        for question in asked
        if question.sha256 in assessments
    )


def changes_since(connection: Connection, first: date) -> tuple[Change, ...]:
    """Return the changes that were first seen on a day or later, latest first."""
    start = datetime.combine(first, time.min, UTC)
    changes: list[Change] = []
    reviews = read_reviews(connection)
    for some in _whole_services(tracked_sources(connection)):
        known = read_timelines(connection, [source.source_id for source in some])
        for source in some:
            asked = [
                question
                for question in pending_questions(
                    known.get(source.source_id, Timeline()).transitions, source.muting
                )
                if question.transition.not_after >= start
            ]
            assessments = read_assessments(connection, (question.sha256 for question in asked))
            changes += _changes_since(source, asked, assessments, reviews)
    return tuple(
        sorted(changes, key=lambda each: (each.transition.not_after, each.change_id), reverse=True)
    )


def _whole_services(sources: Iterable[Source]) -> Iterator[list[Source]]:
    """Yield sources by service and id, of whole services and not many more than `_AT_ONCE`."""
    ordered = sorted(sources, key=lambda source: (source.service_id, source.source_id))
    some: list[Source] = []
    for _, of_service in groupby(ordered, key=lambda source: source.service_id):
        some += of_service
        if len(some) >= _AT_ONCE:
            yield some
            some = []
    if some:
        yield some
