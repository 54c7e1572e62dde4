"""Captures, their bodies, and the attempts that produced them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from policytrail.model import Attempt, Capture, Origin, Outcome, Validators
from policytrail.text import without_userinfo
from storage import json_codec
from storage.body_compression import Packed, pack_body
from storage.database import Connection, transaction
from storage.delta_chains import read_bodies
from storage.parameters import bind_names
from storage.rows import insert_new, instant_from_us

Found: TypeAlias = tuple[Capture, bytes | None]
"""A capture and its body; None if the body is held already."""

_ATTEMPT = """
    source_id, epoch_us(attempted_at), outcome, detail, status, capture_id, epoch_us(scheduled_at)
"""


def put_captures(
    connection: Connection, captured: Sequence[Found], attempts: Sequence[Attempt] = ()
) -> None:
    """Store captures, their bodies and their attempts, all or nothing."""
    with transaction(connection):
        _put_bodies(connection, captured)
        _put_captures(connection, [capture for capture, _ in captured])
        _put_attempts(connection, attempts)


def _put_bodies(connection: Connection, captured: Sequence[Found]) -> None:
    """Store each body once; the newest whole body of a source is the base of later deltas."""
    stored = _stored_bodies(connection, (capture.body_sha256 for capture, _ in captured))
    new = [
        (capture, body)
        for capture, body in captured
        if body is not None and capture.body_sha256 not in stored
    ]
    if not new:
        return
    bases = _newest_whole_bodies(connection, {capture.source_id for capture, _ in new})
    packed: dict[str, Packed] = {}
    for capture, body in new:
        name, source_id = capture.body_sha256, capture.source_id
        if name in packed:
            continue
        packed[name] = pack_body(body, bases.get(source_id))
        if packed[name].base_sha256 is None:
            bases[source_id] = (name, body)
    rows = [
        (name, body.encoding, body.base_sha256, body.size_bytes, body.content)
        for name, body in packed.items()
    ]
    insert_new(connection, "body", ("body_sha256",), rows)


def _put_captures(connection: Connection, captures: Sequence[Capture]) -> None:
    rows = [
        (
            capture.capture_id,
            capture.source_id,
            capture.captured_at,
            capture.fetched_at,
            str(capture.origin),
            capture.url,
            without_userinfo(capture.final_url),
            capture.status,
            capture.media_type,
            json_codec.HEADERS.dump_json(capture.headers).decode(),
            json_codec.URLS.dump_json(tuple(map(without_userinfo, capture.redirects))).decode(),
            capture.memento_url and without_userinfo(capture.memento_url),
            capture.digest_verified,
            capture.body_sha256,
        )
        for capture in captures
    ]
    insert_new(connection, "capture", ("capture_id",), rows)


def _put_attempts(connection: Connection, attempts: Sequence[Attempt]) -> None:
    rows = [
        (
            attempt.source_id,
            attempt.attempted_at,
            str(attempt.outcome),
            without_userinfo(attempt.detail),
            attempt.status,
            attempt.capture_id,
            attempt.scheduled_at,
        )
        for attempt in attempts
    ]
    insert_new(connection, "attempt", ("attempted_at", "source_id", "outcome"), rows)


def known_captures(connection: Connection, capture_ids: Iterable[str]) -> set[str]:
    """Return those of the captures that are in the database."""
    rows = connection.execute(
        "SELECT capture_id FROM capture WHERE capture_id IN (SELECT unnest(string_split(?, ' ')))",
        [bind_names(capture_ids)],
    ).fetchall()
    return {str(row[0]) for row in rows}


def newest_validators(connection: Connection) -> dict[str, Validators]:
    """Return, by source, the validators for the next conditional request; only if the body is stored."""
    rows = connection.execute(
        """
        SELECT source_id, body_sha256, headers
        FROM capture
        WHERE origin = 'live' AND status <> 304
        QUALIFY row_number() OVER (
            PARTITION BY source_id ORDER BY captured_at DESC, capture_id
        ) = 1
        """
    ).fetchall()
    validators: dict[str, Validators] = {}
    for source_id, body_sha256, headers in rows:
        named = {name.lower(): value for name, value in json_codec.HEADERS.validate_json(headers)}
        validators[source_id] = Validators(
            body_sha256, named.get("etag"), named.get("last-modified")
        )
    return validators


def last_slots(connection: Connection, until: datetime) -> dict[str, datetime]:
    """Return the newest slot of each source, not after `until`, for which we captured it ourselves.

    A capture that no run planned stands for a slot at its own time.
    """
    rows = connection.execute(
        """
        SELECT source_id, epoch_us(max(coalesce(scheduled_at, captured_at)))
        FROM capture
        LEFT JOIN (
            SELECT capture_id, max(scheduled_at) AS scheduled_at
            FROM attempt
            WHERE scheduled_at IS NOT NULL
            GROUP BY capture_id
        ) USING (capture_id)
        WHERE
            origin IN ('live', 'browser')
            AND coalesce(scheduled_at, captured_at) <= ?
        GROUP BY source_id
        """,
        [until],
    ).fetchall()
    return {str(source_id): instant_from_us(slot) for source_id, slot in rows}


def newest_event(connection: Connection) -> datetime | None:
    """Return when a source was last captured or tried; None for an empty database."""
    row = connection.execute(
        """
        SELECT epoch_us(max(event_at))
        FROM (
            SELECT max(captured_at) AS event_at FROM capture
            UNION ALL
            SELECT max(attempted_at) FROM attempt
        )
        """
    ).fetchone()
    return None if row is None or row[0] is None else instant_from_us(row[0])


def read_attempts(connection: Connection, source_id: str) -> tuple[Attempt, ...]:
    """Return every attempt on a source, oldest first."""
    rows = connection.execute(
        f"SELECT {_ATTEMPT} FROM attempt WHERE source_id = ? ORDER BY attempted_at, outcome",  # noqa: S608 (our own columns)
        [source_id],
    ).fetchall()
    return tuple(map(_attempt_from_row, rows))


def recent_attempts(connection: Connection, since: datetime) -> tuple[Attempt, ...]:
    """Return the attempts on all sources that were made for a slot from a time on, by source."""
    rows = connection.execute(
        f"""
        SELECT {_ATTEMPT}
        FROM attempt
        WHERE scheduled_at >= ?
        ORDER BY source_id, attempted_at, outcome
        """,  # noqa: S608 (our own columns)
        [since],
    ).fetchall()
    return tuple(map(_attempt_from_row, rows))


def _attempt_from_row(row: tuple[Any, ...]) -> Attempt:
    source_id, attempted_at, outcome, detail, status, capture_id, scheduled_at = row
    return Attempt(
        source_id,
        instant_from_us(attempted_at),
        json_codec.read_word(Outcome, outcome, "the outcome of an attempt"),
        detail,
        status,
        capture_id,
        None if scheduled_at is None else instant_from_us(scheduled_at),
    )


def stored_captures(connection: Connection, source_id: str) -> tuple[Capture, ...]:
    """Return every capture of a source, oldest first."""
    rows = connection.execute(
        """
        SELECT
            epoch_us(captured_at), epoch_us(fetched_at), origin, url, final_url, status,
            headers, redirects, memento_url, digest_verified, body_sha256
        FROM capture
        WHERE source_id = ?
        ORDER BY captured_at, capture_id
        """,
        [source_id],
    ).fetchall()
    return tuple(
        Capture(
            source_id=source_id,
            captured_at=instant_from_us(row[0]),
            fetched_at=instant_from_us(row[1]),
            origin=json_codec.read_word(Origin, row[2], "the origin of a capture"),
            url=row[3],
            final_url=row[4],
            status=row[5],
            headers=json_codec.HEADERS.validate_json(row[6]),
            body_sha256=row[10],
            redirects=json_codec.URLS.validate_json(row[7]),
            memento_url=row[8],
            digest_verified=row[9],
        )
        for row in rows
    )


def _stored_bodies(connection: Connection, names: Iterable[str]) -> set[str]:
    rows = connection.execute(
        "SELECT body_sha256 FROM body WHERE body_sha256 IN (SELECT unnest(string_split(?, ' ')))",
        [bind_names(names)],
    ).fetchall()
    return {str(row[0]) for row in rows}


def _newest_whole_bodies(
    connection: Connection, source_ids: Iterable[str]
) -> dict[str, tuple[str, bytes]]:
    """Return the name and bytes of the newest body of each source that is stored whole."""
    rows = connection.execute(
        """
        WITH of_sources AS (
            SELECT source_id, capture_id, captured_at, body_sha256
            FROM capture
            WHERE source_id IN (SELECT unnest(string_split(?, ' ')))
        )
        SELECT source_id, body_sha256
        FROM of_sources
        JOIN (SELECT body_sha256 FROM body WHERE base_sha256 IS NULL) USING (body_sha256)
        QUALIFY row_number() OVER (
            PARTITION BY source_id ORDER BY captured_at DESC, capture_id
        ) = 1
        """,
        [bind_names(sorted(source_ids))],
    ).fetchall()
    bodies = read_bodies(connection, (str(name) for _, name in rows))
    return {str(source_id): (str(name), bodies[name]) for source_id, name in rows}


def type_of_body(connection: Connection, body_sha256: str) -> str | None:
    """Return the media type that a body came with, as sent; None if no capture has it."""
    row = connection.execute(
        "SELECT max(media_type) FROM capture WHERE body_sha256 = ?", [body_sha256]
    ).fetchone()
    return str(row[0]) if row and row[0] is not None else None
