"""The coarsest diff: all of the old text deleted, all of the new one inserted."""

from policytrail.diff.words import words_in
from policytrail.model import Diff, Document, Edit, Hunk, HunkOp, Side, Stats


def replace_whole(old: Document, new: Document) -> Diff:
    """Return the diff of one hunk that replaces one document by another.

    For documents whose comparison takes too long: its cost grows with their length alone.
    """
    before, after = (
        Side(0, len(document.blocks) - 1, document.blocks) if document.blocks else None
        for document in (old, new)
    )
    edits = tuple(
        Edit(op, side.text) for op, side in (("-", before), ("+", after)) if side is not None
    )
    stats = Stats(len(old.blocks), len(new.blocks), words_in(edits, "+"), words_in(edits, "-"))
    if not edits:
        return Diff((), stats)
    op = HunkOp.REPLACE
    if before is None or after is None:
        op = HunkOp.DELETE if after is None else HunkOp.INSERT
    return Diff((Hunk(op, before, after, edits),), stats)
