"""Observations, versions and transitions: what the views make of the captures."""

from collections.abc import Iterable, Mapping
from itertools import groupby, pairwise

from policytrail.model import Evidence, Observation, Origin, Timeline, Transition, Version
from storage import codec
from storage.banners import banners
from storage.database import Connection
from storage.rows import Row, moment

_EVIDENCE = 8
"""Columns of a capture in a row of `_VERSIONS`."""
# One query for all sources: evaluating the views costs 30 ms however few rows are asked for.
_VERSIONS = """
    SELECT
        version.source_id, version.document_sha256, version.recipe_sha256, version.captures,
        version.is_reversion, extraction.claimed_dates, transition.occurrence,
        first.capture_id, epoch_us(first.captured_at), first.origin, first.url, first.final_url,
        first.status, first.body_sha256, first.memento_url,
        last.capture_id, epoch_us(last.captured_at), last.origin, last.url, last.final_url,
        last.status, last.body_sha256, last.memento_url
    FROM version
    JOIN capture AS first ON first.capture_id = version.first_capture_id
    JOIN capture AS last ON last.capture_id = version.last_capture_id
    JOIN extraction
        ON extraction.body_sha256 = first.body_sha256
        AND extraction.media_type = version.media_type
        AND extraction.recipe_sha256 = version.recipe_sha256
    LEFT JOIN transition
        ON transition.source_id = version.source_id
        AND transition.ordinal = version.ordinal
    ORDER BY version.source_id, version.ordinal
"""


def timelines(connection: Connection) -> dict[str, Timeline]:
    """Return the versions and transitions of every source that has been seen, by source id."""
    rows, of_sites = connection.execute(_VERSIONS).fetchall(), banners(connection)
    return {
        str(source_id): _timeline(list(of), of_sites)
        for source_id, of in groupby(rows, lambda row: row[0])
    }


def _timeline(rows: list[Row], of_sites: Mapping[str, tuple[str, ...]]) -> Timeline:
    versions = tuple(_version(row, of_sites) for row in rows)
    occurrences = [row[6] for row in rows[1:]]
    steps = zip(pairwise(versions), occurrences, strict=True)
    return Timeline(
        versions,
        tuple(
            Transition(before, after, occurrence if isinstance(occurrence, int) else 1)
            for (before, after), occurrence in steps
        ),
    )


def _version(row: Row, of_sites: Mapping[str, tuple[str, ...]]) -> Version:
    return Version(
        source_id=str(row[0]),
        document_sha256=str(row[1]),
        recipe_sha256=str(row[2]),
        first=_evidence(row[7 : 7 + _EVIDENCE]),
        last=_evidence(row[7 + _EVIDENCE :]),
        captures=int(str(row[3])),
        is_reversion=bool(row[4]),
        claimed_dates=codec.CLAIMED_DATES.validate_json(str(row[5])),
        banners=of_sites.get(str(row[1]), ()),
    )


def _evidence(row: Row) -> Evidence:
    return Evidence(
        capture_id=str(row[0]),
        captured_at=moment(row[1]),
        origin=Origin(str(row[2])),
        url=str(row[3]),
        final_url=str(row[4]),
        status=int(str(row[5])),
        body_sha256=str(row[6]),
        memento_url=None if row[7] is None else str(row[7]),
    )


def observations(
    connection: Connection, only: str | None = None
) -> dict[str, tuple[Observation, ...]]:
    """Return every capture with what its source's recipe makes of it, by source, oldest first.

    With `only`, those of one source alone.
    """
    rows = connection.execute(
        """
        SELECT
            source_id, capture_id, epoch_us(captured_at), origin, body_sha256, document_sha256,
            failure_reason || ': ' || failure_detail, is_held
        FROM observation
        WHERE source_id = coalesce(?, source_id)
        ORDER BY source_id, captured_at, capture_id
        """,
        [only],
    ).fetchall()
    return {
        str(source_id): tuple(_observations(of))
        for source_id, of in groupby(rows, lambda row: row[0])
    }


def _observations(rows: Iterable[Row]) -> Iterable[Observation]:
    for row in rows:
        yield Observation(
            source_id=str(row[0]),
            capture_id=str(row[1]),
            captured_at=moment(row[2]),
            origin=Origin(str(row[3])),
            body_sha256=str(row[4]),
            document_sha256=None if row[5] is None else str(row[5]),
            failure=None if row[6] is None else str(row[6]),
            is_held=bool(row[7]),
        )
