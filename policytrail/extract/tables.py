"""Which tables hold data in rows, and their cells."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from policytrail.extract.line import LinkSpan
from policytrail.extract.tree import Element

_ROW_PARENTS = frozenset({"thead", "tbody", "tfoot"})
_CELLS = frozenset({"td", "th"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NEVER_IN_CELLS = frozenset({"table", "h1"})
_LONG_CELL = 2_500
"""Characters of a cell with one heading from which it is a part of the page."""
_CELL_OF_CHAPTERS = 150
"""The same for a cell with several headings."""
_MOST_COLUMNS = 60
_MOST_DIGITS = 3


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row; a cell is None if a cell above spans it."""

    element: Element
    cells: tuple[Element | None, ...]
    is_header: bool


def is_data_table(table: Element) -> bool:
    """Return whether a table holds data in rows, and is not used for layout."""
    if table.attribute("role") in {"presentation", "none"}:
        return False
    widest = 0
    for row in _row_elements(table):
        cells = _row_cells(row)
        widest = max(widest, len(cells))
        if any(_is_layout(cell) for cell in cells):
            return False
    return widest > 1


def _is_layout(cell: Element) -> bool:
    """Return whether a cell holds a part of a page: nested tables, a title, headings above prose."""
    length = titles = 0
    for element in cell.descendants():
        if element.tag in _NEVER_IN_CELLS:
            return True
        titles += element.tag in _HEADINGS
        length += sum(len(child) for child in element.children if isinstance(child, str))
    return length > (_LONG_CELL if titles == 1 else _CELL_OF_CHAPTERS) and titles > 0


def table_rows(table: Element) -> Iterator[TableRow]:
    """Yield the rows in order; a cell that spans rows leaves an empty one in those below it."""
    reaching: dict[int, int] = {}
    for row in _row_elements(table):
        cells: list[Element | None] = []
        for cell in _row_cells(row):
            while reaching.get(len(cells), 0) > 0:
                reaching[len(cells)] -= 1
                cells.append(None)
            span = _cell_span(cell.attribute("rowspan"))
            if span > 1:
                reaching[len(cells)] = span - 1
            cells.append(cell)
        yield TableRow(row, tuple(cells), _is_header(row))


def _is_header(row: Element) -> bool:
    cells = _row_cells(row)
    in_head = row.parent is not None and row.parent.tag == "thead"
    return bool(cells) and (in_head or all(cell.tag == "th" for cell in cells))


def _row_elements(table: Element) -> Iterator[Element]:
    for child in table.children:
        if isinstance(child, str):
            continue
        if child.tag == "tr":
            yield child
        elif child.tag in _ROW_PARENTS:
            yield from (e for e in child.children if not isinstance(e, str) and e.tag == "tr")
        elif child.tag == "caption":
            continue


def _row_cells(row: Element) -> list[Element]:
    return [e for e in row.children if not isinstance(e, str) and e.tag in _CELLS][:_MOST_COLUMNS]


Cell: TypeAlias = tuple[str, list[LinkSpan]]
"""The text of a cell, and its links."""


def join_cells(cells: Iterable[Cell], by: str) -> Cell:
    """Return several texts as one, their links moved along.

    >>> join_cells([("a", []), ("b", [(0, 1, "/x")])], " | ")
    ('a | b', [(4, 5, '/x')])
    """
    text, links = "", list[LinkSpan]()
    for index, (words, spans) in enumerate(cells):
        text += by if index else ""
        text = text if words else text.rstrip()
        links += [(start + len(text), end + len(text), target) for start, end, target in spans]
        text += words
    gone = len(text) - len(text.lstrip())
    return text.strip(), [(start - gone, end - gone, target) for start, end, target in links]


def _cell_span(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else 1
