"""Observations, versions and transitions, as read from the views."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from itertools import groupby, pairwise

from policytrail.model import Evidence, Observation, Origin, Timeline, Transition, Version
from storage import json_codec
from storage.banners import shared_banners
from storage.database import Connection, only_sources
from storage.rows import Row, instant_from_us

_EVIDENCE = 8
"""Columns of a capture in a row of `_VERSIONS`."""
# Each step is made once and is as small as its result: left to itself, the planner joined versions with
# all extractions on media type and recipe, which are almost constant (5.4 million rows at 13,000
# captures).
_VERSIONS = """
    WITH known AS MATERIALIZED (FROM version),
    ends AS MATERIALIZED (
        SELECT
            capture_id, epoch_us(captured_at) AS captured_at, origin, url, final_url, status,
            body_sha256, memento_url
        FROM capture_of_sources
        WHERE capture_id IN (
            SELECT first_capture_id FROM known UNION ALL SELECT last_capture_id FROM known
        )
    ),
    said AS MATERIALIZED (
        SELECT body_sha256, media_type, recipe_sha256, claimed_dates
        FROM extraction
        WHERE body_sha256 IN (SELECT body_sha256 FROM ends)
    )
    SELECT
        known.source_id, known.document_sha256, known.recipe_sha256, known.captures,
        known.is_reversion, said.claimed_dates,
        first.*, last.*
    FROM known
    JOIN ends AS first ON first.capture_id = known.first_capture_id
    JOIN ends AS last ON last.capture_id = known.last_capture_id
    JOIN said
        ON said.body_sha256 = first.body_sha256
        AND said.media_type = known.media_type
        AND said.recipe_sha256 = known.recipe_sha256
    ORDER BY known.source_id, known.ordinal
"""
_FACTS = 6
"""Columns of a row of `_VERSIONS` before those of its first capture."""


def read_timelines(
    connection: Connection, names: Collection[str] | None = None
) -> dict[str, Timeline]:
    """Return the versions and transitions of every source that has been seen, by source id.

    With `names`, those of some sources alone.
    """
    with only_sources(connection, names):
        rows, of_sites = connection.execute(_VERSIONS).fetchall(), shared_banners(connection)
    return {
        str(source_id): _build_timeline(list(of), of_sites)
        for source_id, of in groupby(rows, lambda row: row[0])
    }


def _build_timeline(rows: list[Row], of_sites: Mapping[str, tuple[str, ...]]) -> Timeline:
    versions = tuple(_version_from_row(row, of_sites) for row in rows)
    steps: Counter[tuple[str, str]] = Counter()
    transitions: list[Transition] = []
    for before, after in pairwise(versions):
        step = before.document_sha256, after.document_sha256
        steps[step] += 1
        transitions.append(Transition(before, after, steps[step]))
    return Timeline(versions, tuple(transitions))


def _version_from_row(row: Row, of_sites: Mapping[str, tuple[str, ...]]) -> Version:
    return Version(
        source_id=str(row[0]),
        document_sha256=str(row[1]),
        recipe_sha256=str(row[2]),
        first=_evidence_from_row(row[_FACTS : _FACTS + _EVIDENCE]),
        last=_evidence_from_row(row[_FACTS + _EVIDENCE :]),
        captures=int(str(row[3])),
        is_reversion=bool(row[4]),
        claimed_dates=json_codec.CLAIMED_DATES.validate_json(str(row[5])),
        banners=of_sites.get(str(row[1]), ()),
    )


def _evidence_from_row(row: Row) -> Evidence:
    return Evidence(
        capture_id=str(row[0]),
        captured_at=instant_from_us(row[1]),
        origin=json_codec.read_word(Origin, str(row[2]), "the origin of a capture"),
        url=str(row[3]),
        final_url=str(row[4]),
        status=int(str(row[5])),
        body_sha256=str(row[6]),
        memento_url=None if row[7] is None else str(row[7]),
    )


def read_observations(
    connection: Connection, names: Collection[str] | None = None
) -> dict[str, tuple[Observation, ...]]:
    """Return every capture with what its source's recipe makes of it, by source, oldest first.

    With `names`, those of some sources alone.
    """
    with only_sources(connection, names):
        rows = connection.execute(
            """
            SELECT
                source_id, capture_id, epoch_us(captured_at), origin, body_sha256,
                document_sha256, failure_reason || ': ' || failure_detail, is_held
            FROM observation
            ORDER BY source_id, captured_at, capture_id
            """
        ).fetchall()
    return {
        str(source_id): tuple(_observations_from_rows(of))
        for source_id, of in groupby(rows, lambda row: row[0])
    }


def _observations_from_rows(rows: Iterable[Row]) -> Iterable[Observation]:
    for row in rows:
        yield Observation(
            source_id=str(row[0]),
            capture_id=str(row[1]),
            captured_at=instant_from_us(row[2]),
            origin=json_codec.read_word(Origin, str(row[3]), "the origin of a capture"),
            body_sha256=str(row[4]),
            document_sha256=None if row[5] is None else str(row[5]),
            failure=None if row[6] is None else str(row[6]),
            is_held=bool(row[7]),
        )
