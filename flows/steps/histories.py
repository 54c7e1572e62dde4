"""What storage knows of each source, as reports tell it."""

from collections.abc import Collection, Iterator
from datetime import datetime

from policytrail.changes import questions
from policytrail.model import Change, Source, SourceHistory, Timeline
from storage.captures import attempts_of
from storage.changes import assessments
from storage.database import Connection
from storage.sources import tracked_sources
from storage.timelines import observations, timelines


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
        timeline = known.get(name, Timeline())
        yield SourceHistory(
            source=source,
            observations=seen.get(name, ()),
            versions=timeline.versions,
            changes=_changes(connection, source, timeline),
            attempts=attempts_of(connection, name),
            as_of=as_of,
        )


def _changes(connection: Connection, source: Source, timeline: Timeline) -> tuple[Change, ...]:
    asked = questions(timeline.transitions)
    said = assessments(connection, (question.sha256 for question in asked))
    return tuple(
        Change(source, question.transition, said[question.sha256])
        for question in asked
        if question.sha256 in said
    )
