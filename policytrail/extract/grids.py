"""Tables laid out without `<table>`: by roles, by equal rows, by cards of labels."""

import re
from collections.abc import Sequence
from typing import Final

from policytrail.extract.tables import TableRow
from policytrail.extract.tree import Element

_TABLE_ROLES: Final = frozenset({"table", "grid", "treegrid"})
_CELL_ROLES: Final = frozenset({"cell", "gridcell", "columnheader", "rowheader"})
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ROW_TAGS: Final = frozenset({"div", "section", "article", "li", "a"})
_CELL_TAGS: Final = frozenset({"div", "span", "p", "a", "strong", "b", "em", "i", "time", "code"})
_NAMED: Final = re.compile(
    r"(?:^|[\s_-])(?:table|row|tr|cell|td|grid|col(?:umn)?s?)(?=$|[\s_-])", re.IGNORECASE
)
_HEADER_NAMED: Final = re.compile(r"head(?:er|ing|s)?(?=$|[\s_-])", re.IGNORECASE)
_COLUMNS: Final = re.compile(
    r"grid-template-columns\s*:\s*(?:repeat\(\s*(?P<times>\d+)|(?P<tracks>[^;\"]+))", re.IGNORECASE
)
_COLUMN_CLASS: Final = re.compile(r"(?:^|[\s:])(?:grid-cols|columns)-(?P<count>\d+)(?=$|\s)")
_LABEL: Final = re.compile(r"[^:：.!?]{2,30}[:：]\s*\S?")
_LEAST_ROWS: Final = 3
_LEAST_CELLS: Final = 3
_MOST_CELLS: Final = 12
_LONGEST_CELL: Final = 400
_LONGEST_NAME: Final = 80
_USUAL_CELL: Final = 160
_LEAST_LABELLED: Final = 2


def rows_of_grid(element: Element) -> list[TableRow] | None:
    """Return the rows of a table made of other tags; None if the element is no such table."""
    if element.attribute("role") in _TABLE_ROLES:
        rows = _rows_by_role(element)
        if rows:
            return rows
    children = _only_children(element)
    if children is None or len(children) < _LEAST_ROWS:
        return None
    return _flat_rows(element, children) or _equal_rows(children) or _read_cards(children)


def _only_children(element: Element) -> list[Element] | None:
    """Return the child elements; None if there is text between them."""
    children: list[Element] = []
    for child in element.children:
        if not isinstance(child, str):
            children.append(child)
        elif not child.isspace() and child:
            return None
    return children


def _rows_by_role(table: Element) -> list[TableRow]:
    rows: list[TableRow] = []
    for row in table.descendants():
        if row.attribute("role") == "row":
            cells = [e for e in row.descendants() if e.attribute("role") in _CELL_ROLES][
                :_MOST_CELLS
            ]
            headers = all(cell.attribute("role") == "columnheader" for cell in cells)
            if cells:
                rows.append(TableRow(row, tuple(cells), is_header=headers))
    return rows


def _flat_rows(grid: Element, children: Sequence[Element]) -> list[TableRow] | None:
    """Return the rows of cells in a grid with this many columns."""
    columns = _count_columns(grid)
    if columns < _LEAST_CELLS - 1 or len(children) % columns or len(children) < 2 * columns:
        return None
    if not all(_is_cell(child) for child in children):
        return None
    groups = [children[start : start + columns] for start in range(0, len(children), columns)]
    return [TableRow(cells[0], tuple(cells), _are_headers(cells)) for cells in groups]


def _count_columns(grid: Element) -> int:
    style = _COLUMNS.search(grid.attribute("style")) if "style" in grid.attributes else None
    if style is not None:
        return int(style["times"][:3]) if style["times"] else len(style["tracks"].split())
    named = _COLUMN_CLASS.search(grid.attribute("class")) if "class" in grid.attributes else None
    return int(named["count"][:3]) if named is not None else 0


def _equal_rows(children: Sequence[Element]) -> list[TableRow] | None:
    """Return children as rows if all of them have the same number of short cells."""
    if not _are_alike(children[1:]) or children[0].tag != children[1].tag:
        return None
    width = 0
    rows: list[TableRow] = []
    for child in children:
        row = _unwrap(child)
        cells = _only_children(row)
        if cells is None or not 1 < len(cells) <= _MOST_CELLS or (width and len(cells) != width):
            return None
        if not all(cell.tag in _CELL_TAGS and _is_cell(cell) for cell in cells):
            return None
        width = len(cells)
        is_header = _HEADER_NAMED.search(child.attribute("class")) is not None or _are_headers(
            cells
        )
        rows.append(TableRow(row, tuple(cells), is_header))
    if width < _LEAST_CELLS and not _is_named(children[1]):
        return None
    return rows if _look_like_facts(rows) else None


def _are_alike(children: Sequence[Element]) -> bool:
    first = children[0]
    return first.tag in _ROW_TAGS and all(
        child.tag == first.tag and child.attribute("class") == first.attribute("class")
        for child in children
    )


def _unwrap(element: Element) -> Element:
    """Return the element whose children are the cells: below wrappers with one child each."""
    while (children := _only_children(element)) is not None and len(children) == 1:
        if children[0].tag not in {"div", "a"}:
            break
        element = children[0]
    return element


def _is_cell(element: Element) -> bool:
    if any(
        below.tag in _HEADINGS or below.tag in {"table", "ul", "ol"}
        for below in element.descendants()
    ):
        return False
    return len(element.inner_text()) <= _LONGEST_CELL


def _are_headers(cells: Sequence[Element]) -> bool:
    return all(
        any(
            e.tag in {"b", "strong", "th"} or e.attribute("role") == "columnheader"
            for e in cell.descendants()
        )
        for cell in cells
    )


def _is_named(element: Element) -> bool:
    return _NAMED.search(element.attribute("class")) is not None


def _look_like_facts(rows: Sequence[TableRow]) -> bool:
    """Return whether each row begins with a name and its cells are mostly short."""
    length = count = 0
    for row in rows:
        texts = [cell.inner_text() for cell in row.cells if cell is not None]
        if not texts[0] or len(texts[0]) > _LONGEST_NAME or texts[0].endswith((".", "?", "!")):
            return False
        length += sum(map(len, texts))
        count += len(texts)
    return length <= _USUAL_CELL * count


def _read_cards(children: Sequence[Element]) -> list[TableRow] | None:
    """Return cards as rows: each has a name and, below it, labels with values."""
    if not _are_alike(children):
        return None
    rows: list[TableRow] = []
    for child in children:
        card = _unwrap(child)
        parts = _only_children(card)
        if parts is None or not _LEAST_LABELLED < len(parts) <= _MOST_CELLS:
            return None
        texts = [part.inner_text() for part in parts]
        labelled = sum(_LABEL.match(text) is not None for text in texts[1:])
        if len(texts[0]) > _LONGEST_NAME or labelled < max(_LEAST_LABELLED, len(parts) - 2):
            return None
        if any(len(text) > _LONGEST_CELL for text in texts):
            return None
        rows.append(TableRow(card, tuple(parts), is_header=False))
    return rows
