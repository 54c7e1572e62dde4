"""Databases as earlier versions left them, with a row in each table."""

from pathlib import Path

import duckdb
import zstandard

from storage import migrate

FOLDER = Path(migrate.__file__).parent / "migrations"
NUMBERED = sorted(FOLDER.glob("[0-9]*.sql"))
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

LATER = {"attempt": "scheduled_at", "extraction": "struck"}
"""Columns that tables got after they were made."""


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
    if table in LATER and LATER[table] in columns_of(connection, table):
        return f"{statement.rstrip(' ;').removesuffix(')')}, DEFAULT)"
    return statement


def columns_of(connection: duckdb.DuckDBPyConnection, table: str) -> set[str]:
    """Return the columns of a table."""
    return {str(row[0]) for row in connection.execute(f"DESCRIBE {table}").fetchall()}
