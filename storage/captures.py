"""Captures, their bodies, and the attempts that brought them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeAlias

from zstandard import ZstdError

from policytrail.errors import StorageError
from policytrail.model import Attempt, Capture, Origin, Outcome, Validators
from storage import codec
from storage.bodies import Packed, pack, unpack
from storage.database import Connection, transaction
from storage.rows import columns, moment

Found: TypeAlias = tuple[Capture, bytes | None]
"""A capture and its body; None if the body is held already."""


def put_captures(
    connection: Connection, found: Sequence[Found], attempts: Sequence[Attempt] = ()
) -> None:
    """Keep captures, their bodies and the attempts that brought them together, or nothing."""
    with transaction(connection):
        _put_bodies(connection, found)
        _put_captures(connection, [capture for capture, _ in found])
        _put_attempts(connection, attempts)


def _put_bodies(connection: Connection, found: Sequence[Found]) -> None:
    """Keep each body once; the newest whole body of a source is the base for the next ones."""
    held = _held_bodies(connection, (capture.body_sha256 for capture, _ in found))
    bases: dict[str, tuple[str, bytes] | None] = {}
    packed: dict[str, Packed] = {}
    for capture, body in found:
        name, source_id = capture.body_sha256, capture.source_id
        if body is None or name in held or name in packed:
            continue
        if source_id not in bases:
            bases[source_id] = _newest_whole_body(connection, source_id)
        packed[name] = pack(body, bases[source_id])
        if packed[name].base_sha256 is None:
            bases[source_id] = (name, body)
    connection.execute(
        """
        INSERT INTO body
        SELECT unnest(?), unnest(?), unnest(?), unnest(?), unnest(?)
        ON CONFLICT DO NOTHING
        """,
        [
            list(packed),
            [body.encoding for body in packed.values()],
            [body.base_sha256 for body in packed.values()],
            [body.size_bytes for body in packed.values()],
            [body.content for body in packed.values()],
        ],
    )


def _put_captures(connection: Connection, captures: Sequence[Capture]) -> None:
    rows = [
        (
            capture.capture_id,
            capture.source_id,
            capture.captured_at,
            capture.fetched_at,
            str(capture.origin),
            capture.url,
            capture.final_url,
            capture.status,
            capture.media_type,
            codec.HEADERS.dump_json(capture.headers).decode(),
            codec.URLS.dump_json(capture.redirects).decode(),
            capture.memento_url,
            capture.digest_verified,
            capture.body_sha256,
        )
        for capture in captures
    ]
    connection.execute(
        """
        INSERT INTO capture
        SELECT
            unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?),
            unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?)
        ON CONFLICT DO NOTHING
        """,
        columns(rows, width=14),
    )


def _put_attempts(connection: Connection, attempts: Sequence[Attempt]) -> None:
    rows = [
        (
            attempt.source_id,
            attempt.attempted_at,
            str(attempt.outcome),
            attempt.detail,
            attempt.status,
            attempt.capture_id,
        )
        for attempt in attempts
    ]
    connection.execute(
        """
        INSERT INTO attempt
        SELECT unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?)
        ON CONFLICT DO NOTHING
        """,
        columns(rows, width=6),
    )


def bodies(connection: Connection, names: Iterable[str]) -> dict[str, bytes]:
    """Return the bytes of the bodies that are held, by name.

    Raises:
        StorageError: a body cannot be unpacked, or its base is missing.
    """
    rows = connection.execute(
        """
        SELECT body.body_sha256, body.content, body.base_sha256, base.content
        FROM body
        LEFT JOIN body AS base ON base.body_sha256 = body.base_sha256
        WHERE body.body_sha256 IN (SELECT unnest(?))
        """,
        [list(names)],
    ).fetchall()
    whole: dict[str, bytes] = {}
    found: dict[str, bytes] = {}
    for name, content, base_name, base_content in rows:
        if base_name is None:
            found[name] = _unpacked(name, content)
            continue
        if base_content is None:
            raise StorageError(f"body {name}: its base {base_name} is not in the database")
        if base_name not in whole:
            whole[base_name] = _unpacked(base_name, base_content)
        found[name] = _unpacked(name, content, whole[base_name])
    return found


def _unpacked(name: str, content: bytes, base: bytes | None = None) -> bytes:
    try:
        return unpack(content, base)
    except ZstdError as error:
        raise StorageError(f"body {name}: its bytes cannot be unpacked: {error}") from error


def held_captures(connection: Connection, capture_ids: Iterable[str]) -> set[str]:
    """Return those of the captures that are in the database."""
    rows = connection.execute(
        "SELECT capture_id FROM capture WHERE capture_id IN (SELECT unnest(?))",
        [list(capture_ids)],
    ).fetchall()
    return {str(row[0]) for row in rows}


def newest_validators(connection: Connection) -> dict[str, Validators]:
    """Return, by source, what the next conditional request needs; only for bodies that are held."""
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
    found: dict[str, Validators] = {}
    for source_id, body_sha256, headers in rows:
        named = {name.lower(): value for name, value in codec.HEADERS.validate_json(headers)}
        found[source_id] = Validators(body_sha256, named.get("etag"), named.get("last-modified"))
    return found


def last_captured(connection: Connection) -> dict[str, datetime]:
    """Return when each source was last captured by ourselves."""
    rows = connection.execute(
        """
        SELECT source_id, epoch_us(max(captured_at))
        FROM capture
        WHERE origin IN ('live', 'browser')
        GROUP BY source_id
        """
    ).fetchall()
    return {str(source_id): moment(at) for source_id, at in rows}


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
    return None if row is None or row[0] is None else moment(row[0])


def attempts_of(connection: Connection, source_id: str) -> tuple[Attempt, ...]:
    """Return every attempt on a source, oldest first."""
    rows = connection.execute(
        """
        SELECT epoch_us(attempted_at), outcome, detail, status, capture_id
        FROM attempt
        WHERE source_id = ?
        ORDER BY attempted_at, outcome
        """,
        [source_id],
    ).fetchall()
    return tuple(
        Attempt(source_id, moment(at), Outcome(outcome), detail, status, capture_id)
        for at, outcome, detail, status, capture_id in rows
    )


def captures_of(connection: Connection, source_id: str) -> tuple[Capture, ...]:
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
            captured_at=moment(row[0]),
            fetched_at=moment(row[1]),
            origin=Origin(row[2]),
            url=row[3],
            final_url=row[4],
            status=row[5],
            headers=codec.HEADERS.validate_json(row[6]),
            body_sha256=row[10],
            redirects=codec.URLS.validate_json(row[7]),
            memento_url=row[8],
            digest_verified=row[9],
        )
        for row in rows
    )


def _held_bodies(connection: Connection, names: Iterable[str]) -> set[str]:
    rows = connection.execute(
        "SELECT body_sha256 FROM body WHERE body_sha256 IN (SELECT unnest(?))", [list(names)]
    ).fetchall()
    return {str(row[0]) for row in rows}


def _newest_whole_body(connection: Connection, source_id: str) -> tuple[str, bytes] | None:
    row = connection.execute(
        """
        SELECT body.body_sha256, body.content
        FROM capture
        JOIN body USING (body_sha256)
        WHERE capture.source_id = ? AND body.base_sha256 IS NULL
        ORDER BY capture.captured_at DESC, capture.capture_id
        LIMIT 1
        """,
        [source_id],
    ).fetchone()
    return None if row is None else (row[0], unpack(row[1]))
