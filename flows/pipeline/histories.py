"""What storage knows of each source, as reports tell it."""

from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime, time

from policytrail.changes import questions
from policytrail.model import Change, Source, SourceHistory, Timeline
from policytrail.provenance import times_alone, witnessed
from storage.captures import attempts_of
from storage.changes import assessments
from storage.database import Connection
from storage.mementos import neighbours
from storage.sources import tracked_sources
from storage.timelines import observations, timelines

_EVER = datetime.min.replace(tzinfo=UTC)


def histories(
    connection: Connection, as_of: datetime, services: Collection[str] | None = None
) -> Iterator[SourceHistory]:
    """Yield the history of every tracked source, or of those of some services, by service and id."""
    sources = [
        source
        for source in tracked_sources(connection)
        if services is None or source.service_id in services
    ]
    if not sources:
        return
    seen, known = observations(connection), timelines(connection)
    for source in sorted(sources, key=lambda source: (source.service_id, source.source_id)):
        name = source.source_id
        timeline = _witnessed(connection, name, known.get(name, Timeline()))
        yield SourceHistory(
            source=source,
            observations=seen.get(name, ()),
            versions=timeline.versions,
            changes=_changes(connection, source, timeline),
            attempts=attempts_of(connection, name),
            as_of=as_of,
        )


def _witnessed(connection: Connection, source_id: str, timeline: Timeline) -> Timeline:
    """Return a source's timeline with the mementos nearest to what we captured ourselves."""
    alone = times_alone(timeline)
    return witnessed(timeline, neighbours(connection, source_id, alone)) if alone else timeline


def changes_since(connection: Connection, first: date) -> tuple[Change, ...]:
    """Return the changes that were first seen on a day or later, latest first."""
    start = datetime.combine(first, time.min, UTC)
    known = timelines(connection)
    found = [
        change
        for source in tracked_sources(connection)
        for change in _changes(connection, source, known.get(source.source_id, Timeline()), start)
    ]
    return tuple(
        sorted(found, key=lambda each: (each.transition.not_after, each.change_id), reverse=True)
    )


def _changes(
    connection: Connection, source: Source, timeline: Timeline, since: datetime = _EVER
) -> tuple[Change, ...]:
    asked = [
        question
        for question in questions(timeline.transitions)
        if question.transition.not_after >= since
    ]
    said = assessments(connection, (question.sha256 for question in asked))
    return tuple(
        Change(source, question.transition, said[question.sha256])
        for question in asked
        if question.sha256 in said
    )
