"""Trackers in the rows of tables."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policytrail.model import Block, BlockKind, Document, Quote, Retention, Tracker, TrackerCategory
from policytrail.text import fold_for_comparison
from policytrail.trackers.cell_values import (
    Column,
    column_for_heading,
    read_category,
    read_party,
    read_retention,
)

_IDENTIFIER = re.compile(r"[\w%.:*^$/<>\[\]{}#@!|()+=~-]{1,120}")
_TECHNICAL = re.compile(r"[_\d.:*^$%-]|[a-z][A-Z]|^[A-Z]{2,}$")
_TRACKERS = re.compile(r"cookie|track|pixel|beacon|traceur|tracer|local.?storage", re.IGNORECASE)
_RULE = re.compile(r"[\s|:-]*")
_OF_DATA = re.compile(
    r"(?<!privacy )\b(?:data|information|daten|données|datos|dati|gegevens|recipients?)\b"
)
"""Words in the headings of a table of what is known of the reader, and for what it is used."""
_MOST_NAME_WORDS = 8
_FEWEST_CELLS = 2


@dataclass(frozen=True, slots=True)
class _TrackerTable:
    """The columns of a table, by its heading."""

    columns: tuple[Column | None, ...]
    headings: tuple[str, ...]

    def cell_in(self, cells: Sequence[str], column: Column) -> str:
        """Return the cell of a column; empty if the table or the row has none."""
        for known_column, cell in zip(self.columns, cells, strict=False):
            if known_column is column:
                return cell
        return ""

    @property
    def naming(self) -> Column | None:
        """Return the column that names the trackers; None if the table is about something else."""
        if Column.NAME in self.columns:
            return Column.NAME
        other_columns = {Column.PURPOSE, Column.RETENTION, Column.CATEGORY}
        is_named = any(
            "third" in fold_for_comparison(h) or "tier" in fold_for_comparison(h)
            for h in self.headings
        )
        is_of_providers = Column.PROVIDER in self.columns and (
            is_named or other_columns & set(self.columns)
        )
        return Column.PROVIDER if is_of_providers and not self._is_of_data else None

    @property
    def _is_of_data(self) -> bool:
        """Return whether a table without names of trackers says what is done with which data."""
        headings = [fold_for_comparison(heading) for heading in self.headings]
        is_of_cookies = any("cookie" in heading or "track" in heading for heading in headings)
        return not is_of_cookies and any(map(_OF_DATA.search, headings))


def trackers_of_tables(document: Document, *, is_about_trackers: bool) -> Iterator[Tracker]:
    """Yield the trackers in table rows, in the document's order."""
    reader = _TableReader(is_about_trackers=is_about_trackers)
    previous = -2
    for position, block in enumerate(document.blocks):
        if block.kind is not BlockKind.ROW:
            reader.pass_title(block)
            continue
        if position != previous + 1:
            reader.leave_table()
        previous = position
        yield from reader.read_row(Quote(position, block, 0, len(block.text)))


class _TableReader:
    """What was read so far that the next row may depend on."""

    def __init__(self, *, is_about_trackers: bool) -> None:
        self._is_about_trackers = is_about_trackers
        self._table: _TrackerTable | None = None
        self._title = ""
        self._spanning = ""
        self._first = ""
        self._above: dict[BlockKind, str] = {}

    def pass_title(self, block: Block) -> None:
        """Remember what stands above a table: a line that names a category, the heading, the title."""
        kind = BlockKind.HEADING if block.kind is BlockKind.HEADING else BlockKind.PARAGRAPH
        self._first = self._first or block.text
        self._above[kind] = block.text
        if _is_title(block) and read_category(block.text):
            self._title = block.text

    def leave_table(self) -> None:
        """Forget the columns: the next rows belong to another table."""
        self._table, self._spanning = None, ""

    def read_row(self, quote: Quote) -> Iterator[Tracker]:
        """Yield the trackers of a row; a heading or a title within the table yields none."""
        cells = _split_cells(quote.block.text)
        filled = [cell for cell in cells if _RULE.fullmatch(cell) is None]
        if len(filled) == 1 and len(cells) > 1 and (read_category(filled[0]) or not self._table):
            self._title, self._spanning = filled[0], ""
            return
        heading = None if self._repeats_headings(cells) else self._heading_row(cells)
        if heading:
            self._table, self._spanning = heading, ""
        elif self._table and self._table.naming and len(filled) > 1:
            yield from self._trackers_in_row(self._table, self._table.naming, cells, quote)

    def _repeats_headings(self, cells: list[str]) -> bool:
        """Return whether the cells begin with their headings, as some pages write for phones."""
        if self._table is None:
            return False
        pairs = list(_cells_with_headings(cells, self._table.headings))
        repeated = [cell for cell, heading in pairs if heading and cell.startswith(f"{heading} ")]
        return len(repeated) >= _FEWEST_CELLS

    def _heading_row(self, cells: list[str]) -> _TrackerTable | None:
        table = _read_heading_row(cells, is_about_trackers=self._is_about_trackers)
        if table and table.naming is Column.PROVIDER and not self._is_near_trackers(cells):
            return _TrackerTable((), ())  # companies, e.g. those that process data for the service
        return table

    def _is_near_trackers(self, cells: list[str]) -> bool:
        """Return whether the headings of a table, or what stands above it, speak of trackers."""
        return any(_TRACKERS.search(text) for text in (*cells, *self._above.values(), self._first))

    def _trackers_in_row(
        self, table: _TrackerTable, naming: Column, cells: list[str], quote: Quote
    ) -> Iterator[Tracker]:
        bare = [
            _without_heading(cell, heading)
            for cell, heading in _cells_with_headings(cells, table.headings)
        ]
        cells = _align_cells(table, bare)
        names = list(_names_in_cell(table.cell_in(cells, naming)))
        category_words = self._category_text(table, cells)
        for name, stay in zip(names, _read_retentions(table, cells, len(names)), strict=True):
            yield Tracker(
                name=name,
                quote=quote,
                category=_read_category(category_words, cells),
                category_text=category_words,
                party=read_party(table.cell_in(cells, Column.PARTY)),
                provider=table.cell_in(cells, Column.PROVIDER)
                or table.cell_in(cells, Column.DOMAIN),
                purpose=table.cell_in(cells, Column.PURPOSE),
                retention=stay,
            )

    def _category_text(self, table: _TrackerTable, cells: list[str]) -> str:
        """Return the category of the row, of the cell that spans it, or above the table."""
        kind = table.cell_in(cells, Column.KIND)
        own = table.cell_in(cells, Column.CATEGORY) or (kind if read_category(kind) else "")
        if own:
            self._spanning = own if Column.CATEGORY in table.columns else ""
        return own or self._spanning or self._title


def _split_cells(text: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?:(?<=\s)|^)\|(?=\s|$)", text)]


def _is_title(block: Block) -> bool:
    return block.kind is BlockKind.HEADING or len(block.text) < 80  # noqa: PLR2004 (a line)


def _read_heading_row(cells: list[str], *, is_about_trackers: bool) -> _TrackerTable | None:
    """Return the table that a heading row begins: at least two known columns, one of them with names."""
    columns = [column_for_heading(cell) for cell in cells]
    known = [column for column in columns if column]
    if len(set(known)) < _FEWEST_CELLS or len(known) * 2 < len([cell for cell in cells if cell]):
        return None
    if any(
        read_retention(cell) and (read_retention(cell) or Retention("", None)).days is not None
        for cell in cells
    ):
        return None  # a length of time stands in no heading
    table = _TrackerTable(_with_one_name(tuple(columns)), tuple(cells))
    is_named = table.naming is Column.NAME
    is_of_cookies = any("cookie" in cell.lower() for cell in cells)
    if table.naming and (is_about_trackers or is_of_cookies or Column.RETENTION in known):
        return table
    return table if is_named and is_about_trackers else _TrackerTable((), ())


def _with_one_name(columns: tuple[Column | None, ...]) -> tuple[Column | None, ...]:
    """Return the columns with the first name kept and further ones ignored."""
    out: list[Column | None] = []
    for column in columns:
        out.append(Column.OTHER if column is Column.NAME and Column.NAME in out else column)
    return tuple(out)


def _read_category(category_words: str, cells: Sequence[str]) -> TrackerCategory | None:
    """Return the category; a last cell without a heading may hold it."""
    last = cells[-1] if cells and len(cells[-1]) < 40 else ""  # noqa: PLR2004 (a word or two)
    return read_category(category_words) if category_words else read_category(last)


def _cells_with_headings(cells: list[str], headings: Sequence[str]) -> Iterator[tuple[str, str]]:
    for number, cell in enumerate(cells):
        yield cell, headings[number] if number < len(headings) else ""


def _without_heading(cell: str, heading: str) -> str:
    """Return a cell without the heading that some pages repeat in it for narrow screens."""
    if heading and cell.startswith(f"{heading} "):
        return cell[len(heading) :].lstrip(" :")
    return cell


def _align_cells(table: _TrackerTable, cells: list[str]) -> list[str]:
    """Return the cells in their columns where row-spanning cells left some out at the start."""
    missing = len(table.columns) - len(cells)
    if missing <= 0:
        return cells
    shifts = [[""] * shift + cells for shift in range(missing + 1)]
    return max(shifts, key=lambda shifted: (_count_fitting(table, shifted), -shifted.count("")))


def _count_fitting(table: _TrackerTable, cells: list[str]) -> int:
    name = table.cell_in(cells, Column.NAME)
    retention = read_retention(table.cell_in(cells, Column.RETENTION))
    has_length = retention is not None and retention.days is not None
    is_class = read_category(name) is not None and " " in name
    return 2 * has_length + (_IDENTIFIER.fullmatch(name) is not None) - is_class


def _names_in_cell(cell: str) -> Iterator[str]:
    """Yield the names in a cell: separated by commas, or by spaces if all look technical."""
    words = cell.split()
    if len(words) > 1 and all(
        _TECHNICAL.search(w.strip(",;")) and _IDENTIFIER.fullmatch(w.strip(",;")) for w in words
    ):
        parts = [word.strip(",;") for word in words]
    else:
        parts = re.split(r"\s*[,;]\s+|\s+(?:and|und|et|&)\s+(?=[_\w]*[_\d])", cell)
    for part in parts:
        name = _tidy_name(part)
        if name and len(name.split()) <= _MOST_NAME_WORDS:
            yield name


def _tidy_name(name: str) -> str:
    """Return a name without regular-expression marks, quotes and empty signs."""
    bare = name.strip().strip("\"'“”‘’`").removeprefix("^").removesuffix("$").replace(".*", "*")
    return "" if bare in {"", "-", "–", "n/a", "N/A"} else bare.rstrip(",;")


def _read_retentions(table: _TrackerTable, cells: list[str], count: int) -> list[Retention | None]:
    """Return a retention for each name: one for all, or as many as there are names."""
    place = next((n for n, column in enumerate(table.columns) if column is Column.RETENTION), -1)
    if place < 0 or place >= len(cells):
        return [None] * count
    parts = re.split(r"\s*[,;]\s+", cells[place])
    if count > 1 and len(parts) == count:
        return [read_retention(part, table.headings[place]) for part in parts]
    return [read_retention(cells[place], table.headings[place])] * count
