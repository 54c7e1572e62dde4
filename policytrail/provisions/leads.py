"""The introductions of lists: which one a block is read with, in lists within lists.

"You agree not to:" leads into every item below it. An item that ends with a colon opens a list of
its own, which ends at the next item of its level: what stands there is not read with it.
"""

import re
from dataclasses import dataclass, replace

from policytrail.language import sentence_spans
from policytrail.model import Block, BlockKind

_LONGEST_LEAD = 300
_DECORATION = re.compile(r"[*_#`]+")
_DOTTED = re.compile(r"\s*(\d{1,3}(?:\.\d{1,3})+)\.?(?=\s)")


@dataclass(frozen=True, slots=True)
class _Opened:
    """One introduction whose list goes on."""

    words: str
    level: int
    """The level of the item that it stands in; 0 for a paragraph."""
    parts: int
    """How many parts its number has: `3.14` has two; 0 without such a number."""
    has_inner: bool = False
    """Whether an item of a deeper level followed."""


class Leads:
    """The introductions that are open at a block of a document."""

    def __init__(self) -> None:
        self._open: list[_Opened] = []

    def close_all(self) -> None:
        """End every list."""
        self._open.clear()

    def lead_of(self, block: Block, *, is_listed: bool) -> str:
        """Return the introduction that a block is read with, and open the one that it ends with."""
        if not is_listed:
            self.close_all()
        level = max(1, block.level) if block.kind is BlockKind.ITEM else 0
        parts = _number_parts(block)
        while self._open and _ends(self._open[-1], level, parts):
            self._open.pop()
        lead = self._open[-1].words if self._open else ""
        self._open = [
            replace(each, has_inner=True) if level > each.level else each for each in self._open
        ]
        self._open_own(block, level, parts)
        return lead

    def _open_own(self, block: Block, level: int, parts: int) -> None:
        """Open the introduction that a block ends with: its last sentence, if a colon ends it."""
        if not _DECORATION.sub("", block.text).rstrip().endswith((":", ":-")):
            return
        while self._open and self._open[-1].level >= level:
            self._open.pop()
        *_, (start, end) = sentence_spans(block.text)
        words = block.text[start:end] if end - start <= _LONGEST_LEAD else ""
        self._open.append(_Opened(words, level, parts))


def _ends(opened: _Opened, level: int, parts: int) -> bool:
    """Return whether a block ends the list of an introduction, by its level or by the parts of its number."""
    if level:
        return opened.has_inner and level <= opened.level
    return 0 < parts <= opened.parts


def _number_parts(block: Block) -> int:
    """Return how many parts the number of a block has: two for `3.14`, 0 for no such number."""
    number = _DOTTED.match(f"{block.number} {block.text}".lstrip())
    return number[1].count(".") + 1 if number else 0
