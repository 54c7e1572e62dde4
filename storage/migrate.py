"""Numbered SQL files bring a database to the schema that this version knows."""

from pathlib import Path

import duckdb

from policytrail.errors import DatabaseTooNew

_FOLDER = Path(__file__).parent / "migrations"


def migrate(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Apply every migration that the database lacks, each in one transaction with its record.

    Raises:
        DatabaseTooNew: the database has had a migration that this version does not know.
    """
    files = {int(file.name[:4]): file for file in sorted(_FOLDER.glob("[0-9]*.sql"))}
    applied = _applied(connection)
    if applied > max(files):
        raise DatabaseTooNew(
            f"{path}: written by a newer policytrail (its schema is {applied}, this program knows "
            f"{max(files)}). Install the newer version, or name another file with --db."
        )
    for number in sorted(set(files) - set(range(applied + 1))):
        connection.begin()
        connection.execute(files[number].read_text(encoding="utf-8"))
        connection.execute("INSERT INTO migration VALUES (?, ?)", [number, files[number].name])
        connection.commit()


def _applied(connection: duckdb.DuckDBPyConnection) -> int:
    """Return the number of the newest migration that the database has had; 0 for a new file."""
    connection.execute(
        "CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, name VARCHAR NOT NULL)"
    )
    row = connection.execute("SELECT coalesce(max(number), 0) FROM migration").fetchone()
    return int(row[0]) if row else 0
