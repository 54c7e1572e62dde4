"""All data in rows, for spreadsheets, statistics and SQL; written as CSV here."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from policytrail.model import Source
from policytrail.report.data.table_rows import Cells, Entries, source_rows
from policytrail.report.data.table_shapes import SHAPES, SOURCES, Cell
from policytrail.report.html import escape_invisible
from policytrail.report.records import iso_time

MOST_SHEET_ROWS: Final = 20_000
"""A longer table is written as Parquet alone: as CSV, provisions of 820 policies took 9 MB of 200, written anew each day."""

# A cell that begins so is a formula to a spreadsheet, and the words are not ours.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class DataTable:
    """Rows with named columns."""

    name: str
    columns: tuple[tuple[str, Cell], ...]
    rows: tuple[Cells, ...]
    is_sheet: bool = True
    """Whether it is written as CSV too, as long as it is no longer than `MOST_SHEET_ROWS`."""

    @property
    def has_csv(self) -> bool:
        """Return whether it is written as CSV too."""
        return self.is_sheet and len(self.rows) <= MOST_SHEET_ROWS


def data_tables(entries: Entries, sources: Iterable[Source] = ()) -> tuple[DataTable, ...]:
    """Return all that lists say in rows (docs/data.md); texts hold nothing that acts when shown."""
    made = [("sources", SOURCES, source_rows(sources), True)]
    made += [
        (shape.name, shape.columns, shape.rows_from(entries), shape.is_sheet) for shape in SHAPES
    ]
    return tuple(
        DataTable(name, columns, tuple(map(_tame_cells, rows)), is_sheet)
        for name, columns, rows, is_sheet in made
    )


def table_pages(made: Iterable[DataTable]) -> Iterator[tuple[str, str]]:
    """Yield tables as CSV, but for those that are Parquet alone."""
    for table in made:
        if table.has_csv:
            yield f"data/{table.name}.csv", _to_csv([name for name, _ in table.columns], table.rows)


def _tame_cells(cells: Cells) -> Cells:
    return tuple(escape_invisible(cell) if isinstance(cell, str) else cell for cell in cells)


def _to_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return the rows as CSV (RFC 4180); truth values are `true` and `false`."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([_csv_cell(value) for value in row] for row in rows)
    return text.getvalue()


def _csv_cell(value: object) -> object:
    """Return a value as a cell: words that a spreadsheet would run get a quote mark in front.

    >>> _csv_cell("=1+1"), _csv_cell(True), _csv_cell(3)
    ("'=1+1", 'true', 3)
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return iso_time(value)
    if not isinstance(value, str):
        return value
    return f"'{value}" if value.startswith(_FORMULA) else value
