"""What a database says, to be held against what another one says."""

from storage.database import Connection


def rows(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    """Return what every table says, but for the times at which it was said."""
    said = {
        "body": "SELECT body_sha256, size_bytes FROM body ORDER BY ALL",
        "capture": "SELECT * EXCLUDE (fetched_at, captured_at) FROM capture ORDER BY ALL",
        "attempt": "SELECT source_id, outcome, capture_id FROM attempt ORDER BY ALL",
        "extraction": "SELECT * FROM extraction ORDER BY ALL",
        "document_block": "SELECT * FROM document_block ORDER BY ALL",
        "change": "SELECT * EXCLUDE (content) FROM change ORDER BY ALL",
        "source": "SELECT source_id, declaration FROM source ORDER BY ALL",
    }
    return {table: connection.execute(sql).fetchall() for table, sql in said.items()}


def archive_outcomes(connection: Connection, source_id: str) -> list[str]:
    """Return what became of each failed request to an archive for a source, oldest first."""
    rows = connection.execute(
        "SELECT outcome FROM archive_failure WHERE source_id = ? ORDER BY attempted_at, asked",
        [source_id],
    ).fetchall()
    return [str(outcome) for (outcome,) in rows]
