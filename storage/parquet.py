"""Rows as one Parquet file: the same rows give the same bytes."""

import csv
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Final

from policytrail.report.data import Cell, DataTable
from storage.database import Connection

_TYPES: Final = {
    Cell.TEXT: "VARCHAR",
    Cell.TIME: "TIMESTAMPTZ",
    Cell.FLAG: "BOOLEAN",
    Cell.WHOLE: "BIGINT",
    Cell.NUMBER: "DOUBLE",
}
# A text in a table holds no control character, so that \x01 stands for what is not there: nothing.
_OPTIONS: Final = (
    "auto_detect = false, header = false, parallel = false, "
    """delim = ',', quote = '"', escape = '"', nullstr = '\x01'"""
)


def table_to_parquet(connection: Connection, table: DataTable) -> bytes:
    """Return a table as Parquet, its columns typed; nothing of the database is read or kept.

    The rows go through a file: bound as values, 18,000 of them took 4.0 s, and so 0.2 s.
    """
    made = ", ".join(f"'{name}': '{_TYPES[cell]}'" for name, cell in table.columns)
    # The names are those of our own tables; every value is bound.
    read = f"SELECT * FROM read_csv($rows, columns = {{{made}}}, {_OPTIONS})"  # noqa: S608
    with tempfile.TemporaryDirectory() as folder:
        rows, leaf = Path(folder) / "rows.csv", Path(folder) / "leaf.parquet"
        with rows.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([_plain_cell(cell) for cell in row] for row in table.rows)
        connection.execute(
            f"COPY ({read}) TO $leaf (FORMAT parquet, COMPRESSION zstd)",
            {"rows": str(rows), "leaf": str(leaf)},
        )
        return leaf.read_bytes()


def _plain_cell(cell: str | datetime | float) -> object:
    return cell.isoformat() if isinstance(cell, datetime) else cell
