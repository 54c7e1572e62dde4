"""Plain text divided into blocks that keep their offsets in it."""

import re
from dataclasses import dataclass

from policytrail.model import Block, BlockKind, Document

_LINE = re.compile(r"[^\n]+")
_HEADING = re.compile(r"#{1,6}\s+")
_ITEM = re.compile(r"(?:[-*+•]|\(?[a-z0-9]{1,3}[.)])\s+")
_ROW = re.compile(r"\|")
_ENDED = ".!?;:\"”'’)]"
_SHORT = 60


@dataclass(frozen=True, slots=True)
class Passages:
    """A document made of the lines of a text, and the offset of each block in it."""

    document: Document
    offsets: tuple[int, ...]

    def text_span(self, position: int, start: int, end: int) -> tuple[int, int]:
        """Return the span of a block's words in the text."""
        return self.offsets[position] + start, self.offsets[position] + end


def read_passages(text: str, *, is_markdown: bool = False) -> Passages:
    """Return the passages of a text; a sentence that continues on the next line stays whole."""
    blocks: list[Block] = []
    offsets: list[int] = []
    start = end = -1
    for line in _LINE.finditer(text):
        if start >= 0 and _goes_on(text, start, end, line.start(), is_markdown=is_markdown):
            end = line.end()
            continue
        if start >= 0:
            _add_blocks(text[start:end], start, blocks, offsets, is_markdown=is_markdown)
        start, end = line.span()
    if start >= 0:
        _add_blocks(text[start:end], start, blocks, offsets, is_markdown=is_markdown)
    return Passages(Document(tuple(blocks)), tuple(offsets))


def _goes_on(text: str, start: int, end: int, following: int, *, is_markdown: bool) -> bool:
    """Return whether the line at `following` continues the passage from `start` to `end`."""
    if text.count("\n", end, following) > 1:
        return False
    line = text[start:end].rstrip()
    ahead = text[following : following + 8].lstrip()
    if not line or not _is_torn(line, ahead):
        return False
    if is_markdown and (_HEADING.match(line) or _ROW.match(line) or _ROW.match(ahead)):
        return False
    return not _ITEM.match(ahead) and not _HEADING.match(ahead)


def _is_torn(line: str, ahead: str) -> bool:
    """Return whether a sentence continues after the line, by its last sign or the next letter."""
    if line[-1] in _ENDED:
        return False
    return line[-1] == "," or ahead[:1].islower() or len(line.rsplit("\n", 1)[-1]) >= _SHORT


def _indent(passage: str) -> int:
    """Return how far the first line of a passage is indented."""
    line = passage.lstrip("\n").expandtabs(4)
    return len(line) - len(line.lstrip())


def _add_blocks(
    passage: str, start: int, blocks: list[Block], offsets: list[int], *, is_markdown: bool
) -> None:
    lead = len(passage) - len(passage.lstrip())
    kind, level = BlockKind.PARAGRAPH, 0
    mark = (_HEADING if is_markdown else _ITEM).match(passage, lead)
    if is_markdown and mark:
        kind, level = BlockKind.HEADING, mark[0].count("#")
        lead = mark.end()
    elif is_markdown and _ROW.match(passage, lead):
        kind = BlockKind.ROW
    elif _ITEM.match(passage, lead):
        kind, level = BlockKind.ITEM, 1 + _indent(passage) // 2
    words = passage[lead:].rstrip()
    if words:
        blocks.append(Block(kind, words, level))
        offsets.append(start + lead)
