"""The lines of a page in reading order: column by column, and tables row by row."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from policytrail.extract.pdf_layout import PdfLine

Row: TypeAlias = Sequence[PdfLine]
"""What stands on one level of a page: one line, or the parts that wide gaps separate."""

_LEAST_ROWS: Final = 3
"""Consecutive levels with parts at the same places that make a table or columns."""
_LEAST_OF_COLUMN: Final = 28
"""Letters that a quarter of a column's lines exceed if it is prose and not cells."""
_ALIGNED: Final = 6.0
"""Points by which the left edges of one column may differ."""
_MANY: Final = 6
"""Fewest levels of two columns of prose; fewer are a table with long cells."""


def in_reading_order(rows: Sequence[Row]) -> list[PdfLine]:
    """Return the lines of a page in reading order."""
    lines: list[PdfLine] = []
    place = 0
    while place < len(rows):
        end = _end_of_stretch(rows, place)
        stretch = rows[place:end]
        if end - place == 1:
            lines += _one_line(rows[place])
        elif _are_columns(stretch):
            lines += _column_by_column(stretch)
        else:
            lines += _as_table(stretch)
        place = end
    return lines


def _one_line(row: Row) -> list[PdfLine]:
    """Return the parts of a level that belongs to no table as the one line that they are."""
    first = row[0]
    text = " ".join(line.text for line in row)
    return [replace(first, text=text, right=row[-1].right, is_bold=all(e.is_bold for e in row))]


def _end_of_stretch(rows: Sequence[Row], start: int) -> int:
    """Return where the levels end whose parts are at the same places as those of the first."""
    if len(rows[start]) == 1:
        return start + 1
    edges = [line.left for line in rows[start]]
    end, shared = start + 1, 1
    while end < len(rows):
        row = rows[end]
        if not all(_column_at(line.left, edges) is not None for line in row):
            # The first level of columns may lack a part, e.g. where one column begins lower.
            break
        if len(row) == 1 and row[0].right > edges[1] + _ALIGNED and row[0].left < edges[1]:
            break
        shared += len(row) > 1
        end += 1
    while end > start + 1 and len(rows[end - 1]) == 1 and rows[end - 1][0].left <= edges[0]:
        if _continues_column(rows[end - 2], rows[end - 1]):
            break
        end -= 1
    return end if shared >= _LEAST_ROWS else start + 1


def _continues_column(before: Row, row: Row) -> bool:
    """Return whether a single line continues the column above it, in the same type."""
    close = row[0].top - before[0].top < 2 * _LINE
    return close and row[0].size == before[0].size and row[0].is_bold == before[0].is_bold


_LINE: Final = 0.02
"""Height of a line as a share of the page's height."""


def _column_at(left: float, edges: Sequence[float]) -> int | None:
    """Return the column that a left edge belongs to; indented lines belong to their column."""
    candidates = [column for column, edge in enumerate(edges) if left >= edge - _ALIGNED]
    if not candidates:
        return None
    column = candidates[-1]
    limit = edges[column + 1] if column + 1 < len(edges) else float("inf")
    return column if left < min(limit, edges[column] + _INDENT) else None


_INDENT: Final = 60.0


def _are_columns(stretch: Sequence[Row]) -> bool:
    """Return whether the parts are columns of prose, e.g. of a page set in two columns."""
    columns = _split_columns(stretch)
    if len(stretch) < _MANY or len(columns) != 2:  # noqa: PLR2004 (three columns are cells)
        return False
    lengths = [sorted(len(line.text) for line in column) for column in columns]
    return all(column[3 * len(column) // 4] >= _LEAST_OF_COLUMN for column in lengths)


def _column_by_column(stretch: Sequence[Row]) -> list[PdfLine]:
    return [line for column in _split_columns(stretch) for line in column]


def _split_columns(stretch: Sequence[Row]) -> list[list[PdfLine]]:
    edges = [line.left for line in stretch[0]]
    columns: list[list[PdfLine]] = [[] for _ in edges]
    for row in stretch:
        for line in row:
            columns[_column_at(line.left, edges) or 0].append(line)
    return columns


def _as_table(stretch: Sequence[Row]) -> list[PdfLine]:
    """Return one line per table row; a row with an empty first cell continues the one above."""
    edges = [line.left for line in stretch[0]]
    rows: list[tuple[PdfLine, list[str]]] = []
    for row in stretch:
        cells = [""] * len(edges)
        for line in row:
            column = _column_at(line.left, edges) or 0
            cells[column] = f"{cells[column]} {line.text}".strip()
        if rows and not cells[0]:
            above = rows[-1][1]
            above[:] = [f"{old} {new}".strip() for old, new in zip(above, cells, strict=True)]
        else:
            bold = all(line.is_bold for line in row)
            rows.append((replace(row[0], right=row[-1].right, is_bold=bold), cells))
    return [replace(first, text=" | ".join(cells), cells=tuple(cells)) for first, cells in rows]
