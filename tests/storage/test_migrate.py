"""An older database is copied, then brought up to date with every row it had."""

from pathlib import Path

import duckdb
import pytest
import zstandard

from policytrail.errors import DatabaseTooOld
from storage import migrate
from storage.database import open_database
from storage.migrate import backup_before

FOLDER = Path(migrate.__file__).parent / "migrations"
NUMBERED = sorted(FOLDER.glob("[0-9]*.sql"))
OLD = 5
"""Migrations of the schema with primary keys."""
ROWS = """
    INSERT INTO source VALUES ('s', '2026-01-01', 'recipe', '{"service_id": "s"}');
    INSERT INTO body VALUES ('a', 'zstd', NULL, 3, 'abc'), ('b', 'zstd-delta', 'a', 3, 'd');
    INSERT INTO capture VALUES
        ('c', 's', '2026-01-01 06:00:00+00', '2026-01-01 06:00:01+00', 'live', 'u', 'u', 200,
         'text/html', '[]', '[]', NULL, NULL, 'a');
    INSERT INTO attempt VALUES ('s', '2026-01-01 06:00:00+00', 'captured', '', 200, 'c');
    INSERT INTO block VALUES ('k', 'paragraph', 0, 'Words.');
    INSERT INTO document VALUES ('d', 1, 1);
    INSERT INTO document_block VALUES ('d', 0, 'k', '');
    INSERT INTO extraction VALUES ('a', 'text/html', 'recipe', 'd', NULL, NULL, 'T', 'en', '[]', '[]');
    INSERT INTO change VALUES
        ('x', 's', 'd', 'e', 'recipe', 'editorial', FALSE, 'none', ['fees'], 'Told.', from_hex('{packed}'));
    INSERT INTO finding VALUES ('d', '2', '', from_hex('{packed}'));
    INSERT INTO listing VALUES ('http://archive', '2026-01-01', from_hex('{packed}'));
    INSERT INTO archive_failure VALUES ('s', 'http://m', '2026-01-01', 'timed_out', '', NULL, TRUE);
    INSERT INTO alert VALUES
        ('l', 'r', 't', 'x', 's', '2026-01-01', '2026-01-02', '2026-01-02', 'Subject', 'Text');
    INSERT INTO memento VALUES ('s', 'p', 'http://a', 'http://u', [20260101], ['2026-01-01'])
"""
TABLES = (
    "source",
    "body",
    "capture",
    "attempt",
    "block",
    "document",
    "document_block",
    "extraction",
    "change",
    "finding",
    "listing",
    "archive_failure",
    "alert",
    "memento",
)


def database_of_schema(path: Path, number: int) -> Path:
    """Make a database as the version with so many migrations left it, a row in each table."""
    with duckdb.connect(str(path)) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(
            "CREATE TABLE migration (number INTEGER PRIMARY KEY, name VARCHAR NOT NULL)"
        )
        for file in NUMBERED[:number]:
            connection.execute(file.read_text(encoding="utf-8"))
            connection.execute(
                "INSERT INTO migration VALUES (?, ?)", [int(file.name[:4]), file.name]
            )
        packed = zstandard.ZstdCompressor().compress(b"{}").hex()
        for statement in ROWS.replace("{packed}", packed).split(";\n"):
            table = statement.split()[2]
            if table in tables_of(connection):
                connection.execute(with_columns(connection, table, statement))
    return path


def tables_of(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Return which of the tables the database has."""
    found = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
    return {name for (name,) in found} & set(TABLES)


def with_columns(connection: duckdb.DuckDBPyConnection, table: str, statement: str) -> str:
    """Return the statement for a table that may have got a further column at its end."""
    if table == "attempt" and has_slots(connection):
        return statement.replace("'c')", "'c', NULL)")
    return statement


def has_slots(connection: duckdb.DuckDBPyConnection) -> bool:
    """Return whether attempts say which slot they were made for."""
    found = connection.execute(
        "SELECT 1 FROM duckdb_columns() WHERE column_name = 'scheduled_at'"
    ).fetchone()
    return found is not None


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Return a database of the schema with primary keys."""
    return database_of_schema(tmp_path / "policytrail.duckdb", OLD)


def rows(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """Return every row of the older tables, in the columns that these had."""
    connection.execute("SET TimeZone = 'UTC'")
    columns = {"attempt": "COLUMNS(* EXCLUDE scheduled_at)"} if has_slots(connection) else {}
    return {
        table: [
            str(row[0])
            for row in connection.execute(
                f"SELECT to_json(one)::VARCHAR FROM (SELECT "  # noqa: S608 (names of our own)
                f"{columns.get(table, '*')} FROM {table}) "
                "AS one ORDER BY ALL"
            ).fetchall()
        ]
        for table in sorted(tables_of(connection))
    }


@pytest.mark.parametrize("number", range(1, len(NUMBERED)))
def test_a_database_of_each_older_schema_keeps_every_row(tmp_path: Path, number: int) -> None:
    old = database_of_schema(tmp_path / "policytrail.duckdb", number)
    with duckdb.connect(str(old), read_only=True) as connection:
        before = rows(connection)

    with open_database(old) as connection:
        after = rows(connection)

    assert len(before) >= 9
    assert all(before.values())
    assert {table: after[table] for table in before} == before


def test_what_was_there_is_copied_before(old: Path) -> None:
    with duckdb.connect(str(old), read_only=True) as connection:
        before = rows(connection)

    with open_database(old):
        pass

    with duckdb.connect(str(backup_before(old, OLD)), read_only=True) as connection:
        assert rows(connection) == before


def test_a_database_that_is_up_to_date_is_not_copied(tmp_path: Path) -> None:
    for _ in range(2):
        with open_database(tmp_path / "policytrail.duckdb"):
            pass

    assert [path.name for path in tmp_path.iterdir()] == ["policytrail.duckdb"]


def test_an_older_database_is_not_altered_by_a_reader(old: Path) -> None:
    with (
        pytest.raises(DatabaseTooOld, match="policytrail derive"),
        open_database(old, read_only=True),
    ):
        pass
