"""An older database is copied, then brought up to date with every row it had."""

from pathlib import Path

import duckdb
import pytest

from policytrail.errors import DatabaseTooOld, NoDatabase, StorageError
from storage.catalogue import catalogue_differences
from storage.database import open_database
from storage.migrate import backup_before
from tests.storage.older_databases import LATER, NUMBERED, columns_of, database_of_schema, tables_of

OLD = 5
"""Migrations of the schema with primary keys."""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Return a database of the schema with primary keys."""
    return database_of_schema(tmp_path / "policytrail.duckdb", OLD)


def rows(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """Return every row of the older tables, in the columns that these had."""
    connection.execute("SET TimeZone = 'UTC'")
    columns = {
        table: f"COLUMNS(* EXCLUDE {column})"
        for table, column in LATER.items()
        if column in columns_of(connection, table)
    }
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
        differences = catalogue_differences(connection)

    assert len(before) >= 9
    assert all(before.values())
    assert {table: after[table] for table in before} == before
    assert differences == ()


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


def test_a_database_whose_creation_was_cut_short_is_not_copied(tmp_path: Path) -> None:
    old = database_of_schema(tmp_path / "policytrail.duckdb", OLD)
    with duckdb.connect(str(old)) as connection:
        for table in tables_of(connection):
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 (names of our own)

    with open_database(old):
        pass

    assert not backup_before(old, OLD).exists()


def test_an_older_database_is_not_altered_by_a_reader(old: Path) -> None:
    with (
        pytest.raises(DatabaseTooOld, match="policytrail derive"),
        open_database(old, read_only=True),
    ):
        pass


@pytest.mark.parametrize("table", ["notes (line VARCHAR)", "migration (id INTEGER)"])
@pytest.mark.parametrize("read_only", [True, False])
def test_a_database_of_another_program_is_told_and_stays_as_it_was(
    tmp_path: Path, table: str, read_only: bool
) -> None:
    path = tmp_path / "other.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"CREATE TABLE {table}")
    before = path.read_bytes()

    with pytest.raises(NoDatabase, match="of another program"):
        open_database(path, read_only=read_only).__enter__()

    assert path.read_bytes() == before


CLAIMED = {
    "no number": ("DOUBLE", "'nan'", NoDatabase, "of another program"),
    "a word": ("VARCHAR", "'three'", NoDatabase, "of another program"),
    "tables that are not there": ("INTEGER", "3", StorageError, "not those of schema 3"),
}


@pytest.mark.parametrize(("kind", "number", "error", "words"), CLAIMED.values(), ids=CLAIMED)
def test_migrations_that_were_never_made_are_told_in_a_sentence(
    tmp_path: Path, kind: str, number: str, error: type[StorageError], words: str
) -> None:
    path = tmp_path / "claimed.duckdb"
    with duckdb.connect(path) as connection:
        connection.execute(f"CREATE TABLE migration (number {kind}, name VARCHAR)")
        connection.execute(f"INSERT INTO migration VALUES ({number}, 'x')")  # noqa: S608 (of the test)
        connection.execute("CREATE VIEW ledger_to_begin AS SELECT 1")

    with pytest.raises(error, match=words), open_database(path):
        pass
