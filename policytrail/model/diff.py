"""The whole comparison of two documents."""

from dataclasses import dataclass
from enum import StrEnum

from policytrail.model.document import Block


class HunkOp(StrEnum):
    """What happened to a group of neighbouring blocks."""

    INSERT = "insert"
    DELETE = "delete"
    REPLACE = "replace"
    MOVE = "move"
    RENUMBER = "renumber"


@dataclass(frozen=True, slots=True)
class Edit:
    """A run of kept, deleted or inserted words."""

    op: str
    """`=` kept, `-` deleted, `+` inserted."""
    text: str


@dataclass(frozen=True, slots=True)
class Side:
    """The blocks of one document that a hunk is about."""

    first: int
    """Position of the first block, from 0."""
    last: int
    """Position of the last block, inclusive."""
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """Return the texts of the blocks, a line each."""
        return "\n".join(block.text for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Hunk:
    """A maximal group of neighbouring blocks that differ."""

    op: HunkOp
    old: Side | None
    """None for an insertion."""
    new: Side | None
    """None for a deletion."""
    edits: tuple[Edit, ...] = ()
    """Word edits from `old.text` to `new.text`; a move has them only if it was edited too."""


@dataclass(frozen=True, slots=True)
class Stats:
    """How much a diff changes."""

    blocks_old: int
    blocks_new: int
    words_added: int
    words_removed: int


@dataclass(frozen=True, slots=True)
class Diff:
    """The hunks that turn one document into another, in the new document's order."""

    hunks: tuple[Hunk, ...]
    stats: Stats
