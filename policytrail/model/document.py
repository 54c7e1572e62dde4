"""Documents: blocks in order, with title, language, links, dates and what is struck out."""

from dataclasses import dataclass
from enum import StrEnum

from policytrail.text import hash_parts


class BlockKind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    PREFORMATTED = "preformatted"


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item or table row: the smallest unit with a hash."""

    kind: BlockKind
    text: str
    """Normalised (see `policytrail.text`); the cells of a row are joined by ` | `."""
    level: int = 0
    """1-6 of a heading, nesting from 1 of an item, else 0."""
    number: str = ""
    """The number that the page shows and does not write, e.g. `3.` of an ordered list."""

    @property
    def sha256(self) -> str:
        """Return the block's name; the shown number is not part of it."""
        return hash_parts(self.kind, str(self.level), self.text)


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a block's text."""

    block: int
    """Position of the block in the document, from 0."""
    start: int
    end: int
    """`text[start:end]` of the block is the linked text."""
    target: str
    """Absolute, without tracking and session parameters."""


@dataclass(frozen=True, slots=True)
class StruckText:
    """Words that the page shows struck out: not in force, and no part of the text."""

    block: int
    """Position of the block in the document, from 0."""
    at: int
    """Place in the block's text in front of which the words stand."""
    text: str


class DateKind(StrEnum):
    """What a policy's date about itself says it is."""

    LAST_UPDATED = "last_updated"
    EFFECTIVE = "effective"
    PUBLISHED = "published"
    VERSION = "version"


@dataclass(frozen=True, slots=True)
class ClaimedDate:
    """A date that the policy states about itself: evidence, never order."""

    kind: DateKind
    date: str
    """ISO, as precise as stated: `2026-07-08`, `2026-07` or `2026`."""
    text: str
    """The words that state it, verbatim."""
    block: int | None
    """Position of the block that states it; None if it stands in mark-up that no reader sees."""
    other_reading: str | None = None
    """The second ISO date that `text` allows, where day and month cannot be told apart."""


@dataclass(frozen=True, slots=True)
class Document:
    """An ordered sequence of blocks, with the title, language, links and dates of the body.

    Two documents are equal if their blocks and shown numbers are: title, language, links, claimed
    dates and struck-out words belong to the body that they were read from (docs/decisions/0002).
    """

    blocks: tuple[Block, ...]
    title: str = ""
    language: str | None = None
    """ISO 639-1, or None where the text is too short to tell."""
    links: tuple[Link, ...] = ()
    claimed_dates: tuple[ClaimedDate, ...] = ()
    struck: tuple[StruckText, ...] = ()

    @property
    def sha256(self) -> str:
        """Return the document's name, made of its blocks and their shown numbers."""
        parts = (part for block in self.blocks for part in (block.number, block.sha256))
        return hash_parts("document", *parts)

    @property
    def words(self) -> int:
        """Return how many blank-separated words the blocks have."""
        return sum(block.text.count(" ") + 1 for block in self.blocks)


class FailureReason(StrEnum):
    """Why a body is not the policy."""

    BOT_CHALLENGE = "bot_challenge"
    LOGIN = "login"
    NOT_FOUND = "not_found"
    ERROR_PAGE = "error_page"
    EMPTY = "empty"
    SHELL = "shell"
    COOKIE_WALL = "cookie_wall"
    UNSUPPORTED = "unsupported"
    TRUNCATED = "truncated"
    NOT_A_POLICY = "not_a_policy"


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a body gave no document; it is stored and shown, and never becomes a version."""

    reason: FailureReason
    detail: str
