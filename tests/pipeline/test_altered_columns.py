"""Every column of every table is altered, and rows are planted, doubled and deleted: `verify` names each.

The tables and columns are those that the database lists, so that a new one is tried without being named
here. What `verify` need not notice stands in `NEEDLESS`, with the reason.
"""

# ruff: noqa: S608 (the SQL of a test, made of the names that the database lists)

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import duckdb
import pytest
import zstandard

from flows.pipeline.publish import publish_reports
from flows.pipeline.verify import verify_database
from policytrail.errors import StorageError
from storage.database import Connection, open_database
from storage.migrate import apply_migrations
from tests.commands import policytrail

NEEDLESS: Final = {
    "body.encoding": "says which bodies are to be packed anew; the bytes that come out are hashed all the same",
    "derived": "says what was derived already; no report reads it, and to derive again alters nothing",
    "migration": "says which migrations were made; no report reads it, and a wrong one stops the program",
}
PACKED: Final = zstandard.ZstdCompressor().compress(b'{"forged": true}').hex()
ALTERED: Final = {
    "VARCHAR": "coalesce({0}, '') || 'x'",
    "BOOLEAN": "NOT coalesce({0}, FALSE)",
    "TIMESTAMP WITH TIME ZONE": "coalesce({0}, TIMESTAMPTZ '2026-01-01') + INTERVAL 1 SECOND",
    "BLOB": f"from_hex('{PACKED}')",
    "VARCHAR[]": "list_append({0}, 'fees')",
    "UBIGINT[]": "list_append({0}, 1)",
    "TIMESTAMP WITH TIME ZONE[]": "list_append({0}, now())",
}
"""What stands in place of a value, by the type of its column; of a number, one more."""


def listed_columns() -> list[tuple[str, str, str, bool]]:
    """Return every column of every table with its type, and whether it may be empty."""
    with duckdb.connect() as connection:
        apply_migrations(connection, Path(":memory:"))
        return connection.execute(
            """
            SELECT table_name, column_name, data_type, is_nullable
            FROM duckdb_columns()
            WHERE NOT internal AND table_name IN (SELECT table_name FROM duckdb_tables())
            ORDER BY ALL
            """
        ).fetchall()


COLUMNS: Final = [
    row
    for row in listed_columns()
    if row[0] not in NEEDLESS and f"{row[0]}.{row[1]}" not in NEEDLESS
]
TABLES: Final = sorted({row[0] for row in COLUMNS})


def attempts() -> Iterator[tuple[str, str]]:
    """Yield what is done to the store, and the SQL that does it."""
    for table, column, kind, may_be_empty in COLUMNS:
        other = ALTERED.get(kind, "coalesce({0}, 0) + 1").format(column)
        one = f"WHERE rowid = (SELECT max(rowid) FROM {table})"
        yield f"{table}.{column} altered", f"UPDATE {table} SET {column} = {other} {one}"
        if may_be_empty:
            yield (
                f"{table}.{column} emptied",
                f"UPDATE {table} SET {column} = NULL WHERE rowid = "
                f"(SELECT max(rowid) FROM {table} WHERE {column} IS NOT NULL)",
            )
    for table in TABLES:
        one = f"WHERE rowid = (SELECT min(rowid) FROM {table})"
        yield f"{table} deleted", f"DELETE FROM {table} {one}"
        yield f"{table} doubled", f"INSERT INTO {table} FROM {table} {one}"
        key = next(column for of, column, *_ in COLUMNS if of == table)
        other = next(ALTERED.get(kind, "{0} + 1") for of, _, kind, _ in COLUMNS if of == table)
        yield (
            f"{table} planted",
            f"INSERT INTO {table} SELECT * REPLACE ({other.format(key)} AS {key}) FROM {table} {one}",
        )


@pytest.fixture(scope="module")
def altered_store(kept: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """Yield a copy of the store with a row of every kind; each test takes back what it does."""
    copied = shutil.copy(kept, tmp_path_factory.mktemp("columns") / "policytrail.duckdb")
    with open_database(Path(copied)) as opened:
        yield opened


def test_what_need_not_be_noticed_is_there() -> None:
    listed = {name for row in listed_columns() for name in (row[0], f"{row[0]}.{row[1]}")}

    assert listed >= NEEDLESS.keys()


@pytest.mark.parametrize(("statement"), dict(attempts()).values(), ids=dict(attempts()))
def test_whatever_is_done_to_a_column_or_row_is_noticed(
    altered_store: Connection, statement: str
) -> None:
    altered_store.begin()
    try:
        done = altered_store.execute(statement).fetchone()

        assert done, "the store has no such row"
        assert done[0] >= 1, "the store has no such row"
        assert verify_database(altered_store).wrong
    finally:
        altered_store.rollback()


FOREIGN: Final = {
    "a declaration that is empty": "UPDATE source SET declaration = '{}'",
    "a declaration that is no JSON": "UPDATE source SET declaration = '{'",
    "an outcome": "UPDATE attempt SET outcome = 'won'",
    "an origin": "UPDATE capture SET origin = 'dream'",
    "a verdict": "UPDATE review SET verdict = 'perhaps'",
    "a severity": "UPDATE review SET severity = 'dire'",
    "a kind of block": "UPDATE block SET kind = 'verse'",
    "links that are nested too deeply": "UPDATE extraction SET links = repeat('[', 100000)",
    "findings of another form": f"UPDATE finding SET content = from_hex('{PACKED}')",
    "a verdict of another form": f"UPDATE change SET content = from_hex('{PACKED}')",
    "a packed value that is none": "UPDATE change SET content = from_hex('00')",
    "a packed value that says that it is a terabyte": (
        "UPDATE change SET content = from_hex('28b52ffde00000000000010000010000')"
    ),
    "a time after all others": "UPDATE capture SET captured_at = TIMESTAMPTZ '290000-01-01'",
    "a time without end": "UPDATE capture SET captured_at = TIMESTAMPTZ 'infinity'",
    "an attempt after all others": "UPDATE attempt SET attempted_at = TIMESTAMPTZ '290000-01-01'",
}
"""What this program never writes: SQL that puts it in the place of what it wrote."""


@pytest.mark.parametrize("statement", FOREIGN.values(), ids=FOREIGN)
def test_what_this_program_never_writes_is_told_in_a_sentence(
    altered_store: Connection, tmp_path: Path, statement: str
) -> None:
    altered_store.begin()
    try:
        altered_store.execute(statement)

        with pytest.raises(StorageError, match=r"the database was altered|is no kind of block"):
            publish_reports(altered_store, tmp_path)
        assert verify_database(altered_store).wrong
    finally:
        altered_store.rollback()


def test_the_commands_tell_an_empty_declaration_in_a_sentence(kept: Path, tmp_path: Path) -> None:
    shutil.copy(kept, tmp_path / "policytrail.duckdb")
    with open_database(tmp_path / "policytrail.duckdb") as connection:
        connection.execute("UPDATE source SET declaration = '{}'")

    for command in (["report"], ["status"], ["export", "jsonl", "out"]):
        done = policytrail(*command, cwd=tmp_path)

        assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
        assert "'{}' stands in it as the declaration of a source" in done.stderr


def test_what_was_taken_back_is_wrong_no_more(altered_store: Connection) -> None:
    assert verify_database(altered_store).wrong == ()
