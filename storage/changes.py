"""Observations, versions and transitions of a source, and what was said about them."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from policytrail.model import Assessment, Evidence, Observation, Origin, Transition, Version
from storage import codec
from storage.database import Connection, transaction
from storage.rows import Row, columns, moment


def put_assessments(
    connection: Connection, assessments: Sequence[tuple[str, Transition, Assessment]]
) -> None:
    """Keep what was said about transitions: (assessment_sha256, transition, assessment) each."""
    rows: list[Row] = []
    for name, transition, assessment in assessments:
        verdict = assessment.significance
        rows.append(
            (
                name,
                transition.after.source_id,
                transition.before.document_sha256,
                transition.after.document_sha256,
                transition.after.recipe_sha256,
                str(verdict.kind),
                verdict.alert,
                str(verdict.severity),
                list(verdict.topics),
                verdict.summary,
                codec.pack_assessment(assessment),
            )
        )
    with transaction(connection):
        connection.execute(
            """
            INSERT INTO change
            SELECT
                unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?),
                unnest(?), unnest(?), unnest(?), unnest(?), unnest(?)
            ON CONFLICT DO NOTHING
            """,
            columns(rows, width=11),
        )


def held_assessments(connection: Connection, names: Iterable[str]) -> set[str]:
    """Return those of the assessments that are in the database."""
    rows = connection.execute(
        "SELECT assessment_sha256 FROM change WHERE assessment_sha256 IN (SELECT unnest(?))",
        [list(names)],
    ).fetchall()
    return {str(row[0]) for row in rows}


def assessments(connection: Connection, names: Iterable[str]) -> dict[str, Assessment]:
    """Return assessments by name; a name that is not in the database is left out."""
    rows = connection.execute(
        """
        SELECT assessment_sha256, content
        FROM change
        WHERE assessment_sha256 IN (SELECT unnest(?))
        """,
        [list(names)],
    ).fetchall()
    return {str(name): codec.unpack_assessment(content) for name, content in rows}


def observations_of(connection: Connection, source_id: str) -> tuple[Observation, ...]:
    """Return every capture of a source with what its recipe makes of it, oldest first."""
    rows = connection.execute(
        """
        SELECT
            capture_id, epoch_us(captured_at), origin, body_sha256, document_sha256,
            failure_reason || ': ' || failure_detail
        FROM observation
        WHERE source_id = ?
        ORDER BY captured_at, capture_id
        """,
        [source_id],
    ).fetchall()
    return tuple(
        Observation(source_id, capture_id, moment(at), Origin(origin), body, document, failure)
        for capture_id, at, origin, body, document, failure in rows
    )


def versions_of(connection: Connection, source_id: str) -> tuple[Version, ...]:
    """Return the versions of a source in order of time."""
    rows = connection.execute(
        """
        SELECT
            version.document_sha256, version.recipe_sha256, first_capture_id, last_capture_id,
            version.captures, is_reversion, extraction.claimed_dates
        FROM version
        JOIN capture ON capture_id = first_capture_id
        JOIN extraction
            ON extraction.body_sha256 = capture.body_sha256
            AND extraction.media_type = version.media_type
            AND extraction.recipe_sha256 = version.recipe_sha256
        WHERE version.source_id = ?
        ORDER BY ordinal
        """,
        [source_id],
    ).fetchall()
    evidence = _evidence(connection, {name for row in rows for name in (row[2], row[3])})
    return tuple(
        Version(
            source_id=source_id,
            document_sha256=row[0],
            recipe_sha256=row[1],
            first=evidence[row[2]],
            last=evidence[row[3]],
            captures=row[4],
            is_reversion=row[5],
            claimed_dates=codec.CLAIMED_DATES.validate_json(row[6]),
        )
        for row in rows
    )


def transitions_of(connection: Connection, source_id: str) -> tuple[Transition, ...]:
    """Return the pairs of adjacent versions of a source in order of time."""
    versions = versions_of(connection, source_id)
    rows = connection.execute(
        "SELECT occurrence FROM transition WHERE source_id = ? ORDER BY ordinal", [source_id]
    ).fetchall()
    return tuple(
        Transition(before, after, occurrence)
        for (before, after), (occurrence,) in zip(pairwise(versions), rows, strict=True)
    )


def _evidence(connection: Connection, capture_ids: Iterable[str]) -> dict[str, Evidence]:
    rows = connection.execute(
        """
        SELECT
            capture_id, epoch_us(captured_at), origin, url, final_url, status, body_sha256,
            memento_url
        FROM capture
        WHERE capture_id IN (SELECT unnest(?))
        """,
        [sorted(capture_ids)],
    ).fetchall()
    return {
        row[0]: Evidence(
            capture_id=row[0],
            captured_at=moment(row[1]),
            origin=Origin(row[2]),
            url=row[3],
            final_url=row[4],
            status=row[5],
            body_sha256=row[6],
            memento_url=row[7],
        )
        for row in rows
    }
