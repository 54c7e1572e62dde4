"""Changes and provisions in rows, for spreadsheets and statistics; as CSV here."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from policytrail.report.build import ProvisionLine
from policytrail.report.html import escape_invisible
from policytrail.report.records import ChangeLine, iso_time

Cells: TypeAlias = tuple[str | datetime | bool | int | float, ...]


class Cell(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    TIME = "time"
    FLAG = "flag"
    WHOLE = "whole"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class DataTable:
    """Rows with named columns."""

    name: str
    columns: tuple[tuple[str, Cell], ...]
    rows: tuple[Cells, ...]


_CHANGE = (
    ("change_id", Cell.TEXT),
    ("source_id", Cell.TEXT),
    ("service_id", Cell.TEXT),
    ("service", Cell.TEXT),
    ("policy_type", Cell.TEXT),
    ("not_before", Cell.TIME),
    ("not_after", Cell.TIME),
    ("kind", Cell.TEXT),
    ("severity", Cell.TEXT),
    ("alert", Cell.FLAG),
    ("silent", Cell.FLAG),
    ("is_reversion", Cell.FLAG),
    ("topics", Cell.TEXT),
    ("words_added", Cell.WHOLE),
    ("words_removed", Cell.WHOLE),
    ("summary", Cell.TEXT),
)
_PROVISION = (
    ("provision_id", Cell.TEXT),
    ("type", Cell.TEXT),
    ("title", Cell.TEXT),
    ("source_id", Cell.TEXT),
    ("service_id", Cell.TEXT),
    ("service", Cell.TEXT),
    ("policy_type", Cell.TEXT),
    ("severity", Cell.TEXT),
    ("confidence", Cell.NUMBER),
    ("block", Cell.WHOLE),
    ("excerpt", Cell.TEXT),
)
CHANGE_COLUMNS = tuple(name for name, _ in _CHANGE)
PROVISION_COLUMNS = tuple(name for name, _ in _PROVISION)
# A cell that begins so is a formula to a spreadsheet, and the words are not ours.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def data_tables(
    changes: Iterable[ChangeLine], provisions: Iterable[ProvisionLine]
) -> tuple[DataTable, ...]:
    """Return all changes and all provisions in rows; texts hold nothing that acts when shown."""
    return (
        DataTable("changes", _CHANGE, tuple(_tame_cells(_change_row(one)) for one in changes)),
        DataTable(
            "provisions", _PROVISION, tuple(_tame_cells(_provision_row(one)) for one in provisions)
        ),
    )


def table_pages(made: Iterable[DataTable]) -> Iterator[tuple[str, str]]:
    """Yield tables as CSV."""
    for table in made:
        yield f"data/{table.name}.csv", _to_csv([name for name, _ in table.columns], table.rows)


def _tame_cells(cells: Cells) -> Cells:
    return tuple(escape_invisible(cell) if isinstance(cell, str) else cell for cell in cells)


def _change_row(one: ChangeLine) -> Cells:
    return (
        one.change_id,
        one.source_id,
        one.service_id,
        one.service,
        one.policy_type,
        one.not_before,
        one.not_after,
        str(one.kind),
        str(one.severity),
        one.alert,
        one.silent,
        one.is_reversion,
        " ".join(one.topics),
        one.words_added,
        one.words_removed,
        one.summary,
    )


def _provision_row(one: ProvisionLine) -> Cells:
    return (
        one.provision_id,
        one.type,
        one.title,
        one.source_id,
        one.service_id,
        one.service,
        one.policy_type,
        str(one.severity),
        one.confidence,
        one.block,
        one.excerpt,
    )


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
