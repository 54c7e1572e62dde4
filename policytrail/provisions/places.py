"""Where the sentences of a document stand, and which words lead into a list item."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policytrail.extract.sections import paths_of
from policytrail.language.detect import language_of
from policytrail.language.sentences import fold, sentences_of
from policytrail.model.document import Block, BlockKind, Document

_LONGEST_LEAD = 300
_PLAINLY_ENGLISH = re.compile(r"\b(?:the|and|you)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands."""

    document_sha256: str
    position: int
    block: Block
    path: str
    lead: str = ""
    """Folded words that lead into the list that the block is an item of."""
    title: str = ""
    """The folded heading above the block."""


def places_of(document: Document, unread: frozenset[int]) -> Iterator[Place]:
    """Yield the place of every block that can state something: headings cannot."""
    name = document.sha256
    lead = title = ""
    for position, (block, path) in enumerate(
        zip(document.blocks, paths_of(document.blocks), strict=True)
    ):
        lead = _lead(block, lead)
        if block.kind is BlockKind.HEADING:
            title = fold(block.text)
        elif position not in unread:
            own = lead if block.kind is BlockKind.ITEM else ""
            yield Place(name, position, block, path, own, title)


def _lead(block: Block, before: str) -> str:
    """Return the words that lead into the next item: the last sentence that ends with a colon."""
    if block.kind is BlockKind.ITEM and not block.text.endswith(":"):
        return before
    if block.kind is BlockKind.HEADING or not block.text.endswith(":"):
        return ""
    *_, (start, end) = sentences_of(block.text)
    return fold(block.text[start:end]) if end - start <= _LONGEST_LEAD else ""


def foreign_blocks(document: Document) -> Iterator[int]:
    """Yield the positions of blocks that are in another language than English."""
    for position, block in enumerate(document.blocks):
        is_plain = _PLAINLY_ENGLISH.search(block.text) is not None
        if not is_plain and language_of([block]) not in (None, "en"):
            yield position
