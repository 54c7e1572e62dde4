"""Real captures, taken once out of their WARC files and once out of an archive that plays these.

Needs the shared corpus; none of its texts is kept here.
"""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from flows.pipeline.backfill import BackfillRequest
from flows.pipeline.derive import derive
from flows.pipeline.import_warc import import_files
from policytrail.model import Capture, Observation, Sources, Timeline
from storage.captures import stored_captures
from storage.database import Connection, open_database
from storage.sources import declare_sources, tracked_sources
from storage.timelines import read_observations, read_timelines
from tests.backfilling import ALL, NOW, backfill
from tests.corpus import CORPUS

REPLAY = CORPUS / "replay"
EVERYTHING = replace(ALL, least_run=0)


@dataclass(frozen=True, slots=True)
class Captured:
    """What must be the same of a capture wherever it came from."""

    at: datetime
    url: str
    status: int
    media_type: str
    body_sha256: str
    document_sha256: str | None
    failure: str | None
    is_held: bool


@dataclass(frozen=True, slots=True)
class Lasted:
    """What must be the same of a version."""

    document_sha256: str
    first_at: datetime
    last_at: datetime
    captures: int
    is_reversion: bool
    change_id: str | None
    """Of the change that led to it."""


@dataclass(frozen=True, slots=True)
class History:
    """What a database says of one source."""

    captures: tuple[Captured, ...]
    versions: tuple[Lasted, ...]


def files() -> list[Path]:
    """Return the WARC files of the corpus; none where it is absent."""
    return sorted(REPLAY.glob("*.warc.gz"))


def smallest_files() -> list[Path]:
    """Return, of each service, the file that is read fastest."""
    by_size = sorted(files(), key=lambda path: path.stat().st_size, reverse=True)
    return sorted({path.name.partition("-")[0]: path for path in by_size}.values())


def imported(path: Path, warcs: Sequence[Path]) -> dict[str, History]:
    """Return the histories that `import-warc` gives, by source."""
    with open_database(path) as connection:
        import_files(connection, warcs, Sources(()), NOW)
        derive(connection, NOW)
        return histories(connection)


def backfilled(
    path: Path, url: str, as_in: Path, wishes: Sequence[BackfillRequest] = (EVERYTHING,)
) -> dict[str, History]:
    """Return the histories that backfills of what an archive holds give, by source."""
    with open_database(as_in) as connection:
        sources = tracked_sources(connection)
    with open_database(path) as connection:
        declare_sources(connection, sources, NOW)
        for request in wishes:
            backfill(partial(nullcontext, connection), url, request)
        return histories(connection)


def histories(connection: Connection) -> dict[str, History]:
    """Return what a database says of each source."""
    known, seen = read_timelines(connection), read_observations(connection)
    return {
        source.source_id: History(
            _captures(
                stored_captures(connection, source.source_id), seen.get(source.source_id, ())
            ),
            _versions(known.get(source.source_id, Timeline())),
        )
        for source in tracked_sources(connection)
    }


def _captures(captures: Sequence[Capture], observed: Sequence[Observation]) -> tuple[Captured, ...]:
    said = {each.capture_id: each for each in observed}
    return tuple(
        Captured(
            capture.captured_at,
            capture.url,
            capture.status,
            capture.media_type,
            capture.body_sha256,
            said[capture.capture_id].document_sha256,
            said[capture.capture_id].failure,
            said[capture.capture_id].is_held,
        )
        for capture in sorted(captures, key=lambda each: (each.captured_at, each.body_sha256))
    )


def _versions(timeline: Timeline) -> tuple[Lasted, ...]:
    change_ids = [None, *(each.change_id for each in timeline.transitions)]
    return tuple(
        Lasted(
            version.document_sha256,
            version.first.captured_at,
            version.last.captured_at,
            version.captures,
            version.is_reversion,
            change_id,
        )
        for version, change_id in zip(timeline.versions, change_ids, strict=False)
    )
