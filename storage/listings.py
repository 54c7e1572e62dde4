"""What an archive said of its mementos: its listings, and which of them gave no capture."""

from datetime import datetime

import zstandard

from policytrail.model import ClaimedDate
from storage import codec
from storage.database import Connection


def put_listing(connection: Connection, asked: str, listed_at: datetime, text: str) -> None:
    """Keep what an archive answered to one request for a listing."""
    content = zstandard.ZstdCompressor(level=9).compress(text.encode())
    connection.execute(
        "INSERT INTO listing VALUES (?, ?, ?) ON CONFLICT DO NOTHING", [asked, listed_at, content]
    )


def listing(connection: Connection, asked: str, since: datetime) -> str | None:
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
    return None if row is None else zstandard.ZstdDecompressor().decompress(row[0]).decode()


def put_unplayable(
    connection: Connection, source_id: str, memento_url: str, tried_at: datetime
) -> None:
    """Keep that a memento gave no capture."""
    connection.execute(
        "INSERT INTO unplayable VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [source_id, memento_url, tried_at],
    )


def unplayable(connection: Connection, source_id: str, since: datetime) -> set[str]:
    """Return the mementos of a source that gave no capture since that time."""
    rows = connection.execute(
        "SELECT memento_url FROM unplayable WHERE source_id = ? AND tried_at >= ?",
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
            codec.CLAIMED_DATES.validate_json(str(claimed)),
        )
        for url, name, claimed in rows
    }
