"""Applies a diff to the old document."""

from policytrail.model import Block, Diff, Document


def apply_diff(diff: Diff, old: Document) -> Document:
    """Return the document that results from a diff: equal blocks and shown numbers.

    Blocks of the new document outside all hunks are the old document's blocks outside all hunks, in
    order.
    """
    placed: dict[int, Block] = {}
    removed: set[int] = set()
    for hunk in diff.hunks:
        if hunk.old is not None:
            removed.update(range(hunk.old.first, hunk.old.last + 1))
        if hunk.new is not None:
            placed.update(enumerate(hunk.new.blocks, hunk.new.first))
    kept = iter(block for place, block in enumerate(old.blocks) if place not in removed)
    blocks = (
        placed[place] if place in placed else next(kept) for place in range(diff.stats.blocks_new)
    )
    return Document(tuple(blocks))
