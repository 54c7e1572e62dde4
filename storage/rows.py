"""Helpers for rows: as columns, insertion of new ones, and DuckDB's timestamps."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

import duckdb

from storage.faults import foreign_value
from storage.ledger import enter_written
from storage.parameters import bind_columns, select_columns

Row: TypeAlias = tuple[object, ...]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def insert_rows(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Row]) -> None:
    """Insert rows; each holds a value for each column of the table, in the table's order."""
    if not rows:
        return
    types = _column_types(connection, table)
    connection.execute(
        f"INSERT INTO {table} SELECT {select_columns(types)}",
        bind_columns(types, rows),
    )


def insert_new(
    connection: duckdb.DuckDBPyConnection, table: str, key: Sequence[str], rows: Sequence[Row]
) -> None:
    """Insert the rows whose key is not in the table yet; of equal keys, the first row.

    Rows that evidence rests on are entered in the ledger too: the caller opens the transaction that
    both are written in.

    `rows` hold a value for each column of the table, in the table's order. The first name of `key`
    is that of the column with the most different values. The tables have no primary keys: an index
    over names of 64 characters takes more room than what it names, and is written anew each time.
    """
    if not rows:
        return
    types = _column_types(connection, table)
    names = list(types)
    places = [names.index(name) for name in key]
    first_rows: dict[Row, Row] = {}
    for row in rows:
        first_rows.setdefault(tuple(row[place] for place in places), row)
    named = ", ".join(key)
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE fresh_row AS
        WITH fresh AS MATERIALIZED (SELECT {select_columns(types)})
        SELECT fresh.*
        FROM fresh
        ANTI JOIN (
            SELECT {named} FROM {table} WHERE {key[0]} IN (SELECT {key[0]} FROM fresh)
        ) AS held USING ({named})
        """,  # noqa: S608 (the names of our own tables and columns)
        bind_columns(types, list(first_rows.values())),
    )
    connection.execute(f"INSERT INTO {table} FROM fresh_row")
    # Not `INSERT ... RETURNING`, which DuckLake lacks.
    enter_written(connection, table, "fresh_row")
    connection.execute("DROP TABLE fresh_row")


def _column_types(connection: duckdb.DuckDBPyConnection, table: str) -> dict[str, str]:
    """Return the types of a table's columns by name, in their order."""
    described = connection.execute(f"DESCRIBE {table}").fetchall()
    return {str(column[0]): str(column[1]) for column in described}


def instant_from_us(epoch_us: object) -> datetime:
    """Return the aware UTC instant that SQL counted with `epoch_us`.

    DuckDB needs pytz to hand out a TIMESTAMPTZ itself; counting needs nothing.

    Raises:
        StorageError: it is none, e.g. without end, or after all years that have four digits.
    """
    try:
        if isinstance(epoch_us, int):
            return _EPOCH + timedelta(microseconds=epoch_us)
    except OverflowError:
        pass
    raise foreign_value("a time", f"{epoch_us} microseconds from 1970")
