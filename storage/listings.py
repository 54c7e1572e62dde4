"""Listings of an archive's mementos, and mementos that it failed to serve."""

from datetime import datetime

from policytrail.model import Attempt, ClaimedDate
from storage import json_codec
from storage.database import Connection, transaction
from storage.rows import insert_new


def put_listing(connection: Connection, asked: str, listed_at: datetime, text: str) -> None:
    """Store an archive's response to one request for a listing."""
    content = json_codec.pack_json(text.encode())
    with transaction(connection):
        insert_new(connection, "listing", ("asked", "listed_at"), [(asked, listed_at, content)])


def newest_listing(connection: Connection, asked: str, since: datetime) -> str | None:
    """Return the newest answer to the request; None without one since that time."""
    row = connection.execute(
        """
        SELECT content
        FROM listing
        WHERE asked = ? AND listed_at >= ?
        ORDER BY listed_at DESC
        LIMIT 1
        """,
        [asked, since],
    ).fetchone()
    return None if row is None else json_codec.unpack_json(row[0]).decode()


def put_archive_failure(
    connection: Connection, asked: str, attempt: Attempt, *, is_final: bool
) -> None:
    """Store a failed request to an archive."""
    row = (
        attempt.source_id,
        asked,
        attempt.attempted_at,
        str(attempt.outcome),
        attempt.detail,
        attempt.status,
        is_final,
    )
    with transaction(connection):
        insert_new(connection, "archive_failure", ("attempted_at", "source_id", "asked"), [row])


def lost_mementos(connection: Connection, source_id: str, since: datetime) -> set[str]:
    """Return the mementos of a source that were given up since a time."""
    rows = connection.execute(
        """
        SELECT asked
        FROM archive_failure
        WHERE source_id = ? AND attempted_at >= ? AND is_final
        """,
        [source_id, since],
    ).fetchall()
    return {str(row[0]) for row in rows}


def documents_of_mementos(
    connection: Connection, source_id: str, recipe_sha256: str
) -> dict[str, tuple[str | None, tuple[ClaimedDate, ...]]]:
    """Return, by memento, the document that its body gives and the dates that this claims.

    The document is None if the body is not the policy.
    """
    rows = connection.execute(
        """
        SELECT memento_url, document_sha256, claimed_dates
        FROM capture
        JOIN extraction USING (body_sha256, media_type)
        WHERE source_id = ? AND recipe_sha256 = ? AND memento_url IS NOT NULL
        """,
        [source_id, recipe_sha256],
    ).fetchall()
    return {
        str(url): (
            None if name is None else str(name),
            json_codec.CLAIMED_DATES.validate_json(str(claimed)),
        )
        for url, name, claimed in rows
    }
