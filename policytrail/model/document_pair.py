"""Two versions of a document with their comparison."""

from dataclasses import dataclass

from policytrail.model.diff import Diff, HunkOp
from policytrail.model.document import Document
from policytrail.model.significance import Kind


@dataclass(frozen=True, slots=True)
class DocumentPair:
    """Two versions of a document, their comparison and what each hunk of it is."""

    old: Document
    new: Document
    diff: Diff
    hunk_kinds: tuple[Kind, ...] = ()
    """The kind of each hunk, in order; a hunk without one counts as substantive."""

    def is_substantive(self, hunk: int | None) -> bool:
        """Return whether a hunk changes what the text says; no hunk changes nothing."""
        if hunk is None:
            return False
        kind = self.hunk_kinds[hunk] if hunk < len(self.hunk_kinds) else Kind.SUBSTANTIVE
        changed_hunk = self.diff.hunks[hunk]
        is_word_for_word = (
            changed_hunk.op in (HunkOp.MOVE, HunkOp.RENUMBER) and not changed_hunk.edits
        )
        return kind is Kind.SUBSTANTIVE and not is_word_for_word


@dataclass(frozen=True, slots=True)
class BlockHunks:
    """Which hunk has each block, by its position; a block in no hunk is left out."""

    old: dict[int, int]
    new: dict[int, int]


def hunks_of_blocks(diff: Diff) -> BlockHunks:
    """Return which hunk of a diff has each block of both documents."""
    by_block = BlockHunks({}, {})
    for number, hunk in enumerate(diff.hunks):
        for side, places in ((hunk.old, by_block.old), (hunk.new, by_block.new)):
            if side is not None:
                places.update(dict.fromkeys(range(side.first, side.last + 1), number))
    return by_block
