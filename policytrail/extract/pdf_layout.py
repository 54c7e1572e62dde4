"""Joins the lines of PDF pages to paragraphs, headings and items."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeAlias

from policytrail.model import Block, BlockKind
from policytrail.text import normalise_text


@dataclass(frozen=True, slots=True)
class PdfLine:
    """One line of a page."""

    text: str
    sheet: int
    left: float
    right: float
    top: float
    """Distance from the top of the page, as a share of its height."""
    size: float
    """Height of the letters, in points."""
    is_bold: bool
    cells: tuple[str, ...] = ()
    """The cells, if it is a row of a table."""


@dataclass(slots=True)
class _LineGroup:
    """Lines that belong together."""

    lines: list[PdfLine] = field(default_factory=list[PdfLine])

    @property
    def size(self) -> float:
        """Return the height of the letters, in points."""
        return self.lines[0].size

    @property
    def is_bold(self) -> bool:
        """Return whether every line is bold."""
        return all(line.is_bold for line in self.lines)


_BULLET = re.compile(r"^[•◦▪‣·●○■□➢➤✓*–—-]\s+")
_NUMBERED = re.compile(
    r"^(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]|\d{1,2}(?:\.\d{1,2}){1,4}\.?)\s+\S", re.IGNORECASE
)
_CHAPTER = re.compile(
    r"^(?:\d{1,2}\.?|[IVX]{1,5}\.|(?:article|section|clause)\s+\d+\W?)\s+\S", re.IGNORECASE
)
_SHEET_NUMBER = re.compile(
    r"^\W*(?:page|seite|p\.|pagina|página|str\.)?\s*\d{1,4}\s*(?:(?:/|of|sur|von|de|di|z)\s*\d{1,4})?\W*$",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_SENTENCE_ENDS = (".", "!", "?", ":", ";", "。", "”", ")")
_MARGIN = 0.09
"""Share of a page's height, at its top and bottom, where running titles stand."""
_LARGER = 1.08
"""How much larger than the text a heading is."""
_LONGEST_HEADING = 140
_SHORT_LINE = 0.8
_COLUMN = 200
"""Least distance of the left edges of two columns, in points."""
_GAP = 1.45
"""Distance of paragraphs, as a multiple of the line distance."""


def lines_to_blocks(lines: Sequence[PdfLine]) -> tuple[Block, ...]:
    """Return the blocks that the lines make; running titles and page numbers are left out."""
    kept = _without_running_titles(lines)
    body = _usual_value(line.size for line in kept for _ in line.text)
    ranks = _heading_sizes(kept, body)
    words = Counter(word for line in kept for word in re.findall(r"[\w-]+", line.text.lower()))
    return tuple(_part_to_block(part, body, ranks, words) for part in _group_lines(kept))


def _usual_value(values: Iterable[float]) -> float:
    counted = Counter(values).most_common(1)
    return counted[0][0] if counted else 0.0


def _without_running_titles(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """Drop what stands at the edge of every page; the first of equal titles is kept.

    The header row that a table repeats on each page is such a title.
    """
    sheets = len({line.sheet for line in lines})
    places = [(_DIGITS.sub("#", line.text), round(line.top, 2)) for line in lines]
    repeated = Counter(places)
    texts = Counter(line.text for line in lines)
    seen: set[str] = set()
    kept: list[PdfLine] = []
    for line, place in zip(lines, places, strict=True):
        at_edge = line.top < _MARGIN or line.top > 1 - _MARGIN
        often = repeated[place] > max(1, sheets // 3)
        runs = often and (at_edge or texts[line.text] > 1)
        if _SHEET_NUMBER.match(line.text) and (at_edge or runs):
            continue
        if runs and (line.text in seen or texts[line.text] == 1 or line.top > 1 - _MARGIN):
            continue
        seen.add(line.text)
        kept.append(line)
    return kept


def _heading_sizes(lines: Sequence[PdfLine], body: float) -> list[float]:
    sizes = {line.size for line in lines if line.size > body * _LARGER}
    return sorted(sizes, reverse=True)


def _group_lines(lines: Sequence[PdfLine]) -> list[_LineGroup]:
    """Return the lines in groups: a line continues the previous one unless a sign says otherwise."""
    gaps = sorted(
        after.top - before.top
        for before, after in pairwise(lines)
        if before.sheet == after.sheet and after.top > before.top
    )
    usual_gap = gaps[len(gaps) // 2] if gaps else 0.0
    widths: dict[_Column, float] = {}
    for line in lines:
        widths[_column_of_line(line)] = max(widths.get(_column_of_line(line), 0.0), line.right)
    parts: list[_LineGroup] = []
    for line in lines:
        before = parts[-1].lines[-1] if parts else None
        if before is not None and _goes_on(before, line, usual_gap, widths):
            parts[-1].lines.append(line)
        else:
            parts.append(_LineGroup([line]))
    return parts


_Column: TypeAlias = tuple[int, int]


def _column_of_line(line: PdfLine) -> _Column:
    """Return the page and the column of a line; columns are wider than indents."""
    return line.sheet, int(line.left // _COLUMN)


def _goes_on(
    before: PdfLine, line: PdfLine, usual_gap: float, widths: dict[_Column, float]
) -> bool:
    other_type = abs(line.size - before.size) > 0.06 * before.size or line.is_bold != before.is_bold
    if other_type or before.cells or line.cells:
        return False
    if _BULLET.match(line.text) or _NUMBERED.match(line.text):
        return False
    ends = before.text.endswith(_SENTENCE_ENDS)
    if line.sheet != before.sheet:
        return not ends and line.text[0].islower()
    is_full = before.right >= _SHORT_LINE * widths[_column_of_line(before)]
    if line.top < before.top:
        return is_full and not ends
    if line.top - before.top > _GAP * usual_gap:
        return is_full and not ends and line.text[0].islower()
    return is_full or line.text[0].islower()


def _part_to_block(part: _LineGroup, body: float, ranks: list[float], words: Counter[str]) -> Block:
    if part.lines[0].cells:
        is_header = part.lines[0].is_bold
        return Block(BlockKind.ROW, part.lines[0].text, 1 if is_header else 0)
    text = _join_lines([line.text for line in part.lines], words)
    bullet = _BULLET.match(text)
    if bullet:
        return Block(BlockKind.ITEM, text[bullet.end() :], 1)
    if _is_heading(part, text, body):
        level = ranks.index(part.size) + 1 if part.size in ranks else len(ranks) + 1
        return Block(BlockKind.HEADING, text, min(6, level))
    if _NUMBERED.match(text) and len(text) > 1:
        return Block(BlockKind.ITEM, text, 1)
    return Block(BlockKind.PARAGRAPH, text)


def _is_heading(part: _LineGroup, text: str, body: float) -> bool:
    if len(text) > _LONGEST_HEADING or not any(char.isalpha() for char in text):
        return False
    if part.size > body * _LARGER:
        return True
    ends = text.endswith((".", ";", ",")) and not _CHAPTER.match(text)
    return (part.is_bold and not ends) or (
        text.isupper() and len(part.lines) == 1 and not ends and len(text) > len("ABC")
    )


def _join_lines(lines: Sequence[str], words: Counter[str]) -> str:
    """Return lines as one text; words hyphenated at a line's end are joined again."""
    text = lines[0]
    for line in lines[1:]:
        if text.endswith("-") and line[:1].islower() and text[-2:-1].isalpha():
            head, tail = re.split(r"[^\w-]", text)[-1], re.split(r"[^\w-]", line)[0]
            keeps = words[f"{head}{tail}".lower()] and not words[f"{head[:-1]}{tail}".lower()]
            text = (text if keeps else text[:-1]) + line
        else:
            text = f"{text} {line}"
    return normalise_text(text)
