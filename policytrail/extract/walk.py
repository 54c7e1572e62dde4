"""Collects the blocks of a tree in order: headings, paragraphs, list items, rows, preformatted text."""

import re
from collections.abc import Callable, Iterable

from policytrail.extract.block_tags import BLOCK_TAGS, HEADINGS, NUMBERED_TAGS
from policytrail.extract.break_layout import parted_lines
from policytrail.extract.draft import BlockDraft, OpenItem
from policytrail.extract.emphasis import bold_below
from policytrail.extract.grids import rows_of_grid
from policytrail.extract.line import LinkSpan, TextLine
from policytrail.extract.links import decoded_email, is_permalink, link_target
from policytrail.extract.numbering import ListCounter
from policytrail.extract.prose import is_word_of_sentence
from policytrail.extract.spans import is_custom_block, is_paragraph_beside
from policytrail.extract.struck import STRUCK_TAG, STRUCK_WORDS
from policytrail.extract.superscripts import text_after, write_raised
from policytrail.extract.tables import Cell, TableRow, is_data_table, join_cells, table_rows
from policytrail.extract.tree import Child, Element
from policytrail.model import BlockKind
from policytrail.text import normalise_text

_EMPTY_LINE = re.compile(r"\n[ \t]*\n")


class _Walker:
    """Walks a tree once and collects its blocks in `drafts`."""

    def __init__(self, base: str) -> None:
        self.drafts: list[BlockDraft] = []
        self._base = base
        self._line = TextLine()
        self._lines: list[TextLine] = []  # those of the current block that a break ended
        self._links_open = 0
        self._number = ""  # what a style sheet shows before the next block
        self._lists: list[ListCounter] = []
        self._item: OpenItem | None = None
        self._heading = 0
        """The level of the current heading; a table cell is one line like a heading."""
        self._bold = False
        self._title = False
        self._after_break = False
        self._before: Child | None = None
        """What directly precedes the element that is being entered."""
        self._struck: list[LinkSpan] = []  # under a heading, before the first words there
        self.special: dict[str, Callable[[Element], None]] = {
            "br": self._visit_break,
            "a": self._visit_link,
            "time": self._visit_time,
            "span": self._visit_span,
            "ul": self._visit_list,
            "ol": self._visit_list,
            "menu": self._visit_list,
            "li": self._list_item,
            "dt": self._visit_term,
            "dd": self._visit_term,
            "table": self._visit_table,
            "pre": self._visit_preformatted,
            "summary": self._visit_titled,
            "button": self._visit_titled,
            "sup": self._visit_superscript,
            STRUCK_TAG: lambda element: self._line.mark_struck(element.attribute(STRUCK_WORDS)),
            **dict.fromkeys(HEADINGS, self._visit_heading),
        }

    def visit(self, element: Element) -> None:
        """Collect the blocks of an element."""
        if element.number and element.tag in NUMBERED_TAGS:
            self.end_block(element.parent or element)
            self._number = element.number
        special = self.special.get(element.tag)
        if special is not None:
            special(element)
        elif element.tag in BLOCK_TAGS or is_custom_block(element):
            self._visit_block(element)
        else:
            self._visit_content(element)

    def _visit_content(self, element: Element) -> None:
        around, self._bold = self._bold, bold_below(element, bold=self._bold)
        before: Child | None = None
        for child in element.children:
            if isinstance(child, str):
                self._visit_text(child)
            else:
                self._before = before
                self.visit(child)
            before = child
        self._bold = around

    def _visit_text(self, text: str) -> None:
        if text.isspace():
            self._line.add_blank()
            return
        self._after_break = False
        self._line.append_text(text, bold=self._bold)

    def _visit_block(self, element: Element) -> None:
        if self._heading:
            self._line.add_blank()
            self._visit_content(element)
            self._line.add_blank()
        elif (rows := rows_of_grid(element)) is not None:
            self._make_rows(element, rows)
        else:
            self.end_block(element.parent or element)
            self._visit_content(element)
            self.end_block(element)

    def _visit_heading(self, element: Element) -> None:
        around = self._heading
        self.end_block(element.parent or element)
        self._heading = HEADINGS[element.tag]
        self._visit_content(element)
        self.end_block(element)
        self._heading = around

    def _visit_titled(self, element: Element) -> None:
        if is_word_of_sentence(element):
            self._visit_content(element)
            return
        around, self._title = self._title, True
        self._visit_block(element)
        self._title = around

    def _visit_link(self, element: Element) -> None:
        if is_permalink(element):
            return
        target = link_target(element.attribute("href"), self._base)
        self._line.part_links(target)
        start, line = self._line.position, self._line
        self._links_open += 1
        self._visit_span(element)
        self._links_open -= 1
        if self._line is line:
            line.mark_link(start, target)

    def _visit_time(self, element: Element) -> None:
        """Record the machine-readable date of a `<time>`, with the words that it shows."""
        start, line = self._line.position, self._line
        self._visit_content(element)
        if self._line is line:
            line.mark_date(start, element.attribute("datetime"))

    def _visit_span(self, element: Element) -> None:
        protected = element.attribute("data-cfemail")
        if protected:
            self._visit_text(decoded_email(protected))
            return
        if self._line.is_open and not self._heading and is_paragraph_beside(self._before, element):
            self.end_block(element.parent or element)
        self._visit_content(element)

    def _visit_list(self, element: Element) -> None:
        self._lists.append(ListCounter.for_list(element))
        self._visit_separate(element)
        self._lists.pop()

    def _list_item(self, element: Element) -> None:
        self.end_block(element.parent or element)
        number = self._lists[-1].next_number(element) if self._lists else ""
        self._item = OpenItem(max(1, len(self._lists)), number)
        self._visit_separate(element)
        self._item = None

    def _visit_term(self, element: Element) -> None:
        self.end_block(element.parent or element)
        self._item = OpenItem(len(self._lists) + (1 if element.tag == "dt" else 2), "")
        self._visit_separate(element)
        self._item = None

    def _visit_separate(self, element: Element) -> None:
        """Collect blocks of their own, even within a heading or a cell."""
        self.end_block(element.parent or element)
        heading, self._heading = self._heading, 0
        self._visit_content(element)
        self.end_block(element)
        self._heading = heading

    def _visit_table(self, element: Element) -> None:
        self.end_block(element.parent or element)
        if not is_data_table(element):
            self._visit_content(element)
            self.end_block(element)
            return
        for caption in (c for c in element.children if not isinstance(c, str)):
            if caption.tag == "caption":
                self._visit_block(caption)
        self._make_rows(element, table_rows(element))

    def _make_rows(self, table: Element, rows: Iterable[TableRow]) -> None:
        """Make a block of each row."""
        self.end_block(table.parent or table)
        for row in rows:
            cells = [
                ("", list[LinkSpan]()) if cell is None else self._read_cell(cell)
                for cell in row.cells
            ]
            if any(text for text, _ in cells):
                text, links = join_cells(cells, " | ")
                level = 1 if row.is_header else 0
                self.drafts.append(BlockDraft(BlockKind.ROW, text, row.element, level, links=links))

    def _read_cell(self, cell: Element) -> Cell:
        """Return the text of a cell: its blocks joined by spaces."""
        before, self.drafts = self.drafts, []
        heading, self._heading = self._heading, 1
        item, self._item = self._item, None
        self._visit_content(cell)
        self.end_block(cell)
        parts = [(draft.text, draft.links) for draft in self.drafts]
        self.drafts, self._heading, self._item = before, heading, item
        return join_cells(parts, " ")

    def _visit_preformatted(self, element: Element) -> None:
        self.end_block(element.parent or element)
        for part in _EMPTY_LINE.split("".join(element.text_nodes())):
            text = normalise_text(part)
            if text:
                self.drafts.append(BlockDraft(BlockKind.PREFORMATTED, text, element))

    def _visit_superscript(self, element: Element) -> None:
        """Write a superscript so that it does not become part of the word or number before it."""
        leads = any(below.tag == "a" for below in element.descendants())
        after = text_after(element)
        text = write_raised(element.inner_text(), self._line.tail, after, is_link=leads)
        if text is None:
            self._visit_content(element)
        else:
            self._visit_text(text)

    def _visit_break(self, element: Element) -> None:
        """End a line at a single break, and a paragraph at two."""
        if self._after_break and not self._heading:
            self.end_block(element.parent or element)
        elif self._heading or self._links_open:
            self._line.add_blank()
            self._after_break = not self._line.is_empty
        elif not self._line.is_empty:
            self._lines.append(self._line)
            self._line = TextLine()
            self._after_break = True

    def end_block(self, element: Element) -> None:
        """End the current block."""
        self._after_break = False
        if not (self._lines or self._line.links) and self._line.is_empty:
            return
        line, self._line = self._line, TextLine()
        if self._lines:
            lines, self._lines = [*self._lines, line], []
            for each in parted_lines(lines, is_item=self._item is not None):
                self._end_line(each, element)
        else:
            self._end_line(line, element)

    def _end_line(self, line: TextLine, element: Element) -> None:
        """Make a block of the current line."""
        if line.is_empty or line.is_ornament:
            if line.links:
                self._keep_struck(line.links)
            return
        if self._heading:
            self.place_struck()
        number, self._number = self._number, ""
        draft = BlockDraft(BlockKind.PARAGRAPH, line.text(), element)
        draft.links, self._struck = [*self._struck, *line.links], []
        draft.is_bold, draft.is_title = line.is_bold, self._title
        draft.times = line.times
        if self._heading:
            draft.kind, draft.level = BlockKind.HEADING, self._heading
        elif self._item is not None:
            draft.kind, draft.level = BlockKind.ITEM, self._item.level
            draft.number, self._item = self._item.number, None
        draft.number = number or draft.number
        self.drafts.append(draft)

    def _keep_struck(self, marks: list[LinkSpan]) -> None:
        """Attach struck-out words to the block before them; directly under a heading, to the next."""
        self._struck += [(0, 0, target) for _, _, target in marks]
        if self.drafts and self.drafts[-1].kind is not BlockKind.HEADING:
            self.place_struck()

    def place_struck(self) -> None:
        """Attach the struck-out words that no words of their section follow to the block before."""
        if self._struck and self.drafts:
            end = len(self.drafts[-1].text)
            self.drafts[-1].links += [(end, end, target) for _, _, target in self._struck]
            self._struck = []


def walk_blocks(element: Element, base: str) -> list[BlockDraft]:
    """Return the blocks of an element, in order; link targets are relative to `base`."""
    walker = _Walker(base)
    walker.visit(element)
    walker.end_block(element)
    walker.place_struck()
    walker.special.clear()  # which refers to the walker itself
    return walker.drafts
