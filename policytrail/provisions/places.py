"""The place of each sentence in its document: its heading and its introduction.

A list item is read with the introduction of its list ("You agree not to:"), and so are numbered
paragraphs and lower-case lines that continue such a list, even across a heading or page break.
Headings without mark-up, and lines of a table of contents, state nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policytrail.extract import section_paths
from policytrail.language import detect_language, fold_for_matching
from policytrail.model import Block, BlockKind, Document
from policytrail.provisions.leads import Leads

_MOST_WORDS = 9
"""Most words of a line without a full stop that counts as the heading of the paragraph below."""
_LEAST_BELOW = 40
"""Least characters of the text below such a line."""
_PLAINLY_ENGLISH = re.compile(r"\b(?:the|and|you)\b", re.IGNORECASE)
_MARK = re.compile(
    r"\s*(?:[-*+•·▪◦–]\s|\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]\s|\d{1,2}(?:\.\d{1,2})+\.?\s)"
)
"""The mark of a list item, or the number of a paragraph in a numbered list."""
_GOES_ON = re.compile(r"(?:[;,]|[;,]?\s(?:and|or|and/or))\s*$")
_NUMBER = re.compile(
    r"^\W*(?:(?:article|section|clause)\s+)?(?:\d+(?:\.\d+)*|[ivx]{1,4}|[a-z])?[.):]*\s+"
)
_DECORATION = re.compile(r"[*_#`]+")


@dataclass(frozen=True, slots=True)
class StatingPlace:
    """The place of a block."""

    document_sha256: str
    position: int
    block: Block
    path: str
    lead: str = ""
    """The folded introduction of the list that the block belongs to."""
    lead_words: str = ""
    """The same words as written."""
    title: str = ""
    """The folded heading above the block."""
    section: str = ""
    """The folded heading above that heading; empty if there is none."""


class _Headings:
    """The headings above the current block."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []

    def open_heading(self, level: int, text: str) -> None:
        """Open a heading, and close those of its level and below."""
        self._open = [(depth, name) for depth, name in self._open if depth < level]
        self._open.append((level, text))

    @property
    def title(self) -> str:
        """Return the nearest heading."""
        return self._open[-1][1] if self._open else ""

    @property
    def section(self) -> str:
        """Return the heading above the nearest one."""
        return self._open[-2][1] if len(self._open) > 1 else ""


def stating_places(document: Document, unread: frozenset[int]) -> Iterator[StatingPlace]:
    """Yield the place of every block that can state something: headings cannot."""
    blocks, name = document.blocks, document.sha256
    headings = _Headings()
    silent = _silent_lines(blocks)
    leads, before = Leads(), ""
    for position, (block, path) in enumerate(zip(blocks, section_paths(blocks), strict=True)):
        if block.kind is BlockKind.HEADING or position in silent:
            level = block.level or 1 if block.kind is BlockKind.HEADING else 7
            headings.open_heading(level, fold_for_matching(_DECORATION.sub("", block.text)))
            if not _GOES_ON.search(before):
                leads.close_all()
            continue
        own = leads.lead_of(block, is_listed=_is_listed(block, before))
        before = block.text
        if position not in unread:
            yield StatingPlace(
                name,
                position,
                block,
                path,
                fold_for_matching(own),
                _DECORATION.sub("", own).strip(),
                headings.title,
                headings.section,
            )


def _is_listed(block: Block, before: str) -> bool:
    """Return whether a block is part of a list, or continues the list of the previous block."""
    if block.kind is BlockKind.ITEM or _MARK.match(block.text):
        return True
    opens_list = before.rstrip().endswith(":") and _GOES_ON.search(block.text) is not None
    return opens_list or block.text[:1].islower() or _GOES_ON.search(before) is not None


def _silent_lines(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the positions of lines that are headings in all but their mark-up."""
    titles = {_without_number(block.text) for block in blocks if block.kind is BlockKind.HEADING}
    silent: set[int] = set()
    for position, block in enumerate(blocks):
        if block.kind in (BlockKind.HEADING, BlockKind.ROW):
            continue
        below = blocks[position + 1] if position + 1 < len(blocks) else None
        is_entry = len(block.text) < _LEAST_BELOW * 3 and _without_number(block.text) in titles
        if is_entry or (below is not None and _reads_as_heading(block, below)):
            silent.add(position)
    return frozenset(silent)


def _reads_as_heading(block: Block, below: Block) -> bool:
    """Return whether a line is short, has no final punctuation, and stands above a paragraph."""
    text = _DECORATION.sub("", block.text).strip()
    words = text.split()
    if (
        not 0 < len(words) <= _MOST_WORDS
        or text[-1] in ".;:,!?"
        or not text[0].isupper() | text[0].isdigit()
    ):
        return False
    if block.kind is BlockKind.ITEM and below.kind is BlockKind.ITEM:
        return False
    is_text = below.kind is BlockKind.PARAGRAPH or (
        below.kind is BlockKind.ITEM and block.kind is BlockKind.PARAGRAPH
    )
    return is_text and len(below.text) >= _LEAST_BELOW


def _without_number(text: str) -> str:
    """Return the words of a line without its number, for comparison with headings."""
    return " ".join(_NUMBER.sub("", _DECORATION.sub("", text).lower() + " ").split()).rstrip(".:")


def foreign_blocks(document: Document) -> Iterator[int]:
    """Yield the positions of blocks that are in another language than English."""
    for position, block in enumerate(document.blocks):
        is_plain = _PLAINLY_ENGLISH.search(block.text) is not None
        if not is_plain and detect_language([block]) not in (None, "en"):
            yield position
