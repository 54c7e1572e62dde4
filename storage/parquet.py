"""Rows as one Parquet file: the same rows give the same bytes."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from policytrail.report.tables import Cell, Table
from storage.database import Connection
from storage.rows import columns

_TYPES: Final = {
    Cell.TEXT: "VARCHAR",
    Cell.TIME: "TIMESTAMPTZ",
    Cell.FLAG: "BOOLEAN",
    Cell.WHOLE: "BIGINT",
    Cell.NUMBER: "DOUBLE",
}


def parquet_of(connection: Connection, table: Table) -> bytes:
    """Return a table as Parquet, its columns typed; nothing of the database is read or kept."""
    made = ", ".join(f"{name} {_TYPES[cell]}" for name, cell in table.columns)
    values = ", ".join("unnest(?)" for _ in table.columns)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE leaf ({made})")
    try:
        connection.execute(f"INSERT INTO leaf SELECT {values}", _turned(table))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "leaf.parquet"
            connection.execute(
                "COPY leaf TO ? (FORMAT parquet, COMPRESSION zstd)",
                [str(path)],
            )
            return path.read_bytes()
    finally:
        connection.execute("DROP TABLE leaf")


def _turned(table: Table) -> Sequence[Sequence[object]]:
    return columns(table.rows, width=len(table.columns))
