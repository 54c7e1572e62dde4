"""Copy all rows of a store into a new one: from a file to a lake, back, or from one lake to another."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final, TypeAlias

from policytrail.errors import ConfigurationError, StorageError
from storage.addresses import is_lake, mask_password
from storage.database import Connection, transaction
from storage.lake import attach_lake

_Counted: TypeAlias = tuple[int, int]
"""How many rows a table has, and the sum of their hashes."""
_SEQUENCES: Final = frozenset({"derived", "review"})
"""Tables whose rows are read in the order of writing."""


def copy_rows(connection: Connection, source: Path) -> Mapping[str, int]:
    """Copy every row of a store into the open one, all or nothing; return the rows of each table.

    What was written is read back and compared with the source before it is committed.

    Raises:
        ConfigurationError: the open store has rows already, or the source another schema.
        StorageError: what was written is not what the source holds.
    """
    if is_lake(source):
        attach_lake(connection, source, "origin", "")
    else:
        named = str(source.absolute()).replace("'", "''")
        connection.execute(f"ATTACH '{named}' AS origin (READ_ONLY)")
    try:
        tables = _table_columns(connection, "current_database()")
        if _table_columns(connection, "'origin'") != tables:
            raise ConfigurationError(
                f"{mask_password(str(source))}: has another schema; run `policytrail derive` on it first"
            )
        copied = [table for table in tables if table != "migration"]
        filled = [table for table in copied if _count_rows(connection, f'"{table}"')[0]]
        if filled:
            raise ConfigurationError(
                f"the store to copy to has rows already ({', '.join(filled)}): name a new one"
            )
        with transaction(connection):
            return {
                table: _copy_table(connection, table, tables[table], source) for table in copied
            }
    finally:
        connection.execute("DETACH origin")


def _copy_table(connection: Connection, table: str, columns: str, source: Path) -> int:
    order = "ORDER BY rowid" if table in _SEQUENCES else ""
    connection.execute(
        f'INSERT INTO "{table}" SELECT {columns} FROM origin.main."{table}" {order}'  # noqa: S608 (our own tables)
    )
    wanted = _count_rows(connection, f'origin.main."{table}"')
    written = _count_rows(connection, f'"{table}"')
    if written != wanted:
        raise StorageError(
            f"{mask_password(str(source))}: table {table} has {wanted[0]} rows, of which "
            f"{written[0]} were written, or others; nothing was kept"
        )
    return written[0]


def _count_rows(connection: Connection, table: str) -> _Counted:
    row = connection.execute(
        f"SELECT count(*), coalesce(sum(hash(held)::HUGEINT), 0) FROM {table} AS held"  # noqa: S608 (our own tables)
    ).fetchone()
    return (int(row[0]), int(row[1])) if row else (0, 0)


def _table_columns(connection: Connection, database: str) -> dict[str, str]:
    """Return the columns of each table of a database, in an order that two of them share."""
    rows = connection.execute(
        f"""
        SELECT table_name, string_agg('"' || column_name || '"', ', ' ORDER BY column_index)
        FROM duckdb_columns()
        WHERE database_name = {database} AND schema_name = 'main' AND table_name IN (
            SELECT table_name
            FROM duckdb_tables()
            WHERE database_name = {database} AND schema_name = 'main'
        )
        GROUP BY table_name
        ORDER BY table_name
        """  # noqa: S608 (names of our own)
    ).fetchall()
    return {str(table): str(columns) for table, columns in rows}
