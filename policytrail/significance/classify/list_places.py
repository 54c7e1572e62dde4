"""Which list an entry stands in: the same words under another introduction say something else."""

from itertools import pairwise

from policytrail.diff import list_introduction
from policytrail.language import days_in
from policytrail.model import BlockKind, Document, Side
from policytrail.significance.classify.short_rules import rules_otherwise

_MONTH_LETTERS = 4


def joins_other_list(old: Side, new: Side, documents: tuple[Document, Document]) -> bool:
    """Return whether entries came to stand under an introduction that denies, limits or times otherwise.

    The entries or the introduction may have moved.

    Args:
        old: The moved blocks where they were.
        new: The same blocks where they are.
        documents: The old and the new document.
    """
    leads = [
        list_introduction(document.blocks, side.first)
        for document, side in zip(documents, (old, new), strict=True)
    ]
    if leads[0] is not None and leads[1] is not None:
        return rules_otherwise(leads[0], leads[1])
    below = [
        _entries_below(document, side.last)
        for document, side in zip(documents, (old, new), strict=True)
    ]
    return any(_stands_otherwise(entry, documents) for entry in below[0] ^ below[1])


def _entries_below(document: Document, position: int) -> frozenset[str]:
    """Return the entries of the list that a block introduces."""
    end = position + 1
    while end < len(document.blocks) and document.blocks[end].kind is BlockKind.ITEM:
        end += 1
    return frozenset(block.text for block in document.blocks[position + 1 : end])


def _stands_otherwise(entry: str, documents: tuple[Document, Document]) -> bool:
    """Return whether both documents have an entry once, under introductions that rule otherwise."""
    leads = [
        [
            list_introduction(document.blocks, position) or ""
            for position, block in enumerate(document.blocks)
            if block.text == entry and block.kind is BlockKind.ITEM
        ]
        for document in documents
    ]
    return len(leads[0]) == len(leads[1]) == 1 and rules_otherwise(leads[0][0], leads[1][0])


def is_new_to_list(side: Side, own: Document, other: Document) -> bool:
    """Return whether the other document has a list without these entries, though it has them in another list."""
    if any(block.kind is not BlockKind.ITEM for block in side.blocks):
        return False
    lead = list_introduction(own.blocks, side.first)
    texts = {block.text for block in side.blocks}
    others = {
        list_introduction(other.blocks, position)
        for position, block in enumerate(other.blocks)
        if block.text in texts
    }
    return bool(lead) and bool(others) and lead not in others and _introduces_items(other, lead)


def _introduces_items(document: Document, lead: str | None) -> bool:
    """Return whether some list of a document has this introduction: the first item of each tells."""
    kinds = [None, *(block.kind for block in document.blocks)]
    return any(
        kind is BlockKind.ITEM
        and before is not BlockKind.ITEM
        and list_introduction(document.blocks, position) == lead
        for position, (before, kind) in enumerate(pairwise(kinds))
    )


def begins_with_day(text: str) -> bool:
    """Return whether the figure at the start of a text is the day of a month: "3. April"."""
    first = text.split(maxsplit=2)[:2]
    return (
        len(first) > 1
        and len(first[1]) >= _MONTH_LETTERS
        and bool(days_in(f"{first[0]} {first[1]} 2000"))
    )
