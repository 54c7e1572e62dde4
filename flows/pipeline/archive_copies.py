"""Ask the archive to save sources that changed, and keep its copies as further evidence."""

import logging
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from flows.pipeline.archive_session import (
    Admission,
    ArchiveBlocked,
    ArchiveSession,
    admit_all,
    open_archive_session,
)
from policytrail.errors import FetchError
from policytrail.fetch import failed_attempt
from policytrail.fetch.wayback import save_page
from policytrail.model import Attempt, Outcome, Source
from storage import Opened, put_archive_failure, put_captures, read_timelines

logger = logging.getLogger(__name__)


def save_copies(  # noqa: PLR0913 (how to ask is by name)
    opened: Opened,
    sources: Iterable[Source],
    attempts: Sequence[Attempt],
    now: datetime,
    *,
    admit: Admission = admit_all,
    environ: Mapping[str, str] = os.environ,
) -> list[Attempt]:
    """Ask the archive to save each source that an attempt found changed; return the results.

    A copy that cannot be had is a failed attempt; our own captures are not affected.
    """
    changed = _sources_changed(opened, attempts)
    wanted = [source for source in sources if source.source_id in changed]
    if not wanted:
        return []
    with open_archive_session(opened, now, admit, environ) as session:
        return list(_request_copies(opened, wanted, session))


def _request_copies(
    opened: Opened, sources: Iterable[Source], session: ArchiveSession
) -> Iterator[Attempt]:
    """Yield the result for each source, until the archive asks us to stop."""
    try:
        for source in sources:
            yield _request_copy(opened, source, session)
    except ArchiveBlocked as error:
        logger.warning("no more copies", extra={"reason": str(error)})


def _sources_changed(opened: Opened, attempts: Sequence[Attempt]) -> set[str]:
    """Return the sources whose newest version began with one of the attempts and is not their first."""
    captured = {attempt.capture_id for attempt in attempts if attempt.capture_id is not None}
    if not captured:
        return set()
    with opened() as connection:
        known = read_timelines(connection)
    return {
        source_id
        for source_id, timeline in known.items()
        if timeline.transitions and timeline.versions[-1].first.capture_id in captured
    }


def _request_copy(opened: Opened, source: Source, session: ArchiveSession) -> Attempt:
    attempted_at = session.clock()
    try:
        memento = save_page(session.lister, source.url, session.now)
        capture, body = session.playback.capture_memento(source, memento)
    except FetchError as error:
        failed = failed_attempt(source.source_id, attempted_at, error)
        with opened() as connection:
            put_archive_failure(connection, error.url, failed, is_final=True)
        return failed
    with opened() as connection:
        put_captures(connection, [(capture, body)])
    outcome, name = Outcome.CAPTURED, capture.capture_id
    return Attempt(source.source_id, attempted_at, outcome, "", capture.status, name)
