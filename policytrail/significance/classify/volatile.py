"""Places of a document that change all the time, learned from its earlier versions."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from policytrail.model import Document, Side
from policytrail.text import fold_for_comparison

# A place is volatile if at least this many earlier documents have it, and three in four of them
# show another text there than the one before. Read from tickers and "updated N days ago" stamps in
# 200 recorded changes, which change every time; the policy's own clauses changed at most twice in
# eight versions.
_MIN_DOCUMENTS = 4
_CHANGING = 0.75
# A place is identified by the blocks around it: at most this many blocks stand between them.
_WIDEST = 12


@dataclass(frozen=True, slots=True)
class Slot:
    """The texts at one place of the earlier documents."""

    documents: int
    """How many earlier documents have the place."""
    changes: int
    """In how many of them the text differs from the one before."""

    @property
    def is_volatile(self) -> bool:
        """Return whether the place changes most of the time."""
        return self.documents >= _MIN_DOCUMENTS and self.changes >= _CHANGING * (self.documents - 1)

    def __str__(self) -> str:
        """Return the slot's history as a reason tells it."""
        return f"another text in {self.changes} of {self.documents - 1} earlier versions"


@dataclass(frozen=True, slots=True)
class Outline:
    """The blocks of an earlier document, with the positions of those that occur once."""

    texts: tuple[str, ...]
    places: dict[str, int]


class Earlier:
    """The earlier documents of a source, oldest first, indexed on demand."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = documents

    @cached_property
    def outlines(self) -> tuple[Outline, ...]:
        """Return the positions of the blocks of each document."""
        return tuple(map(_build_outline, self.documents))


def _build_outline(document: Document) -> Outline:
    texts = tuple(fold_for_comparison(block.text) for block in document.blocks)
    counts = Counter(texts)
    return Outline(texts, {text: place for place, text in enumerate(texts) if counts[text] == 1})


def slot_history(side: Side, document: Document, earlier: Earlier) -> Slot:
    """Return what stood between the neighbours of the given blocks in the earlier documents."""
    before = fold_for_comparison(document.blocks[side.first - 1].text) if side.first else None
    behind = (
        fold_for_comparison(document.blocks[side.last + 1].text)
        if side.last + 1 < len(document.blocks)
        else None
    )
    shown = [
        between
        for outline in earlier.outlines
        if (between := _texts_between(outline, before, behind)) is not None
    ]
    changes = sum(text != other for text, other in pairwise(shown))
    return Slot(len(shown), changes)


def volatile_blocks(document: Document, earlier: Sequence[Document]) -> frozenset[int]:
    """Return the positions of blocks at places that kept changing in the earlier documents.

    The earlier documents are distinct and come oldest first.
    """
    if len(earlier) < _MIN_DOCUMENTS:
        return frozenset()
    known = Earlier(earlier)
    return frozenset(
        place
        for place, block in enumerate(document.blocks)
        if slot_history(Side(place, place, (block,)), document, known).is_volatile
    )


def _texts_between(
    outline: Outline, before: str | None, behind: str | None
) -> tuple[str, ...] | None:
    """Return the texts between two blocks of a document; None if it lacks one of them."""
    start = -1 if before is None else outline.places.get(before)
    end = len(outline.texts) if behind is None else outline.places.get(behind)
    if start is None or end is None or not start < end <= start + _WIDEST:
        return None
    return outline.texts[start + 1 : end]
