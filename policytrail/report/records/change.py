"""The published form of a change: one record per page, the same in every format.

HTML and Markdown are written from these records and JSON is these records, so the three cannot
say different things. `docs/schema/` holds their JSON Schemas, generated from here.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from pydantic import ConfigDict

from policytrail.model import (
    BlockKind,
    DateKind,
    Fetcher,
    HunkOp,
    Kind,
    Origin,
    ReviewVerdict,
    Severity,
)
from policytrail.report.record_config import RECORD_CONFIG
from policytrail.report.records.memento import MementoRecord
from policytrail.report.records.review import ReviewRecord
from policytrail.report.records.statement import FactRecord, FindingChangeRecord, StatementRecord


@dataclass(frozen=True, slots=True)
class SourceName:
    """The source that a record is about."""

    source_id: str
    service: str
    """The name that reports show."""
    service_id: str
    policy_type: str
    """An Open Terms Archive terms type in snake case, e.g. `privacy_policy`."""
    url: str
    tags: tuple[str, ...] = ()
    policy_id: str = ""
    """The lasting id of its policy, e.g. `PT-D-3f2a9c01d4e5`."""

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class RecipeRecord:
    """The recipe by which bodies became documents."""

    sha256: str
    extractor: str
    select: tuple[str, ...]
    remove: tuple[str, ...]
    fetch: Fetcher

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class CaptureRecord:
    """One capture, as evidence."""

    capture_id: str
    captured_at: datetime
    """When the origin server answered; UTC."""
    origin: Origin
    url: str
    final_url: str
    """After redirects."""
    status: int
    body_sha256: str
    """SHA-256 of the response content after content-encoding is undone, in full."""
    memento_url: str | None
    """Where an archive plays this capture back."""
    memento_before: MementoRecord | None = None
    """Of a capture that no archive plays back: the nearest memento before it that is known of."""
    memento_after: MementoRecord | None = None
    """The nearest one after it."""

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class DateRecord:
    """A date that the policy states about itself."""

    kind: DateKind
    date: str
    """ISO, as precise as stated."""
    text: str
    """The words that state it, verbatim."""
    block: int | None
    """Position of the block that states it, from 0."""

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """One version: a maximal run of consecutive captures that yield the same document."""

    document_sha256: str
    recipe_sha256: str
    """How its bodies became the document; the two versions of a change share it."""
    captures: int
    """How many captures confirm it."""
    is_reversion: bool
    """Whether an earlier, non-adjacent version has the same document."""
    first: CaptureRecord
    last: CaptureRecord
    claimed_dates: tuple[DateRecord, ...]

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class NewVersionRecord:
    """A version by its first capture, which stays as it is while captures go on confirming it.

    How often and how long it was seen stands on the page of its source, and nowhere else: all other
    pages would have to be written again after every capture.
    """

    document_sha256: str
    recipe_sha256: str
    """How its bodies became the document; the two versions of a change share it."""
    is_reversion: bool
    """Whether an earlier, non-adjacent version has the same document."""
    first: CaptureRecord
    claimed_dates: tuple[DateRecord, ...]

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class BlockRecord:
    """One block of a side: `text[start:end]` of the side is its text."""

    kind: BlockKind
    level: int
    number: str
    """The number that the page shows and does not write."""
    start: int
    end: int

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class SideRecord:
    """The blocks of one document that a hunk is about."""

    first: int
    """Position of the first block in its document, from 0."""
    last: int
    """Position of the last block, inclusive."""
    text: str
    """The texts of the blocks, a line each."""
    blocks: tuple[BlockRecord, ...]

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class HunkRecord:
    """A group of neighbouring blocks that differ."""

    op: HunkOp
    kind: Kind | None
    """What kind of change this hunk is on its own."""
    old: SideRecord | None
    new: SideRecord | None
    edits: tuple[tuple[str, str], ...]
    """Word edits from the old text to the new: `=` kept, `-` deleted, `+` inserted."""
    section: str = ""
    """The headings under which it stands, outermost first; empty if unknown."""

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class ReasonRecord:
    """One checkable reason for the verdict."""

    code: str
    detail: str
    hunk: int | None
    """Index of the hunk that shows it, from 0."""

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class StatsRecord:
    """The size of the diff."""

    blocks_old: int
    blocks_new: int
    words_added: int
    words_removed: int

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change in one line, as lists show it."""

    change_id: str
    source_id: str
    service: str
    service_id: str
    policy_type: str
    not_before: datetime
    """When the old text was last seen: the change is later."""
    not_after: datetime
    """When the new text was first seen: the change is not later."""
    kind: Kind
    alert: bool
    severity: Severity
    silent: bool
    is_reversion: bool
    summary: str
    topics: tuple[str, ...]
    words_added: int
    words_removed: int
    tags: tuple[str, ...] = ()
    headline: str = ""
    """What the change does in few words; the same wherever the change is named."""
    provisions: tuple[str, ...] = ()
    """Types of the provisions that came, went or were reworded; in lists over all sources only."""
    reviewed: ReviewVerdict | None = None
    """What the last person who read it said; null if nobody has."""
    facts: tuple[FactRecord, ...] = ()
    """Periods, amounts and ages that the new text states and the old one did not."""

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class ChangeRecord:
    """Everything reported about one change."""

    format: str
    """`policytrail/change/2`"""
    change_id: str
    """Lasting; a capture that arrives late does not rename a change."""
    source: SourceName
    not_before: datetime
    """When the old text was last seen: the change is later."""
    not_after: datetime
    """When the new text was first seen: the change is not later."""
    occurrence: int
    """How often, counting this time, the source has gone from the one document to the other."""
    kind: Kind
    alert: bool
    """Whether it raises an alert."""
    severity: Severity
    silent: bool
    """The wording changed in substance and the claimed date did not."""
    is_reversion: bool
    """The new text is equal to an earlier, non-adjacent version."""
    topics: tuple[str, ...]
    summary: str
    reasons: tuple[ReasonRecord, ...]
    facts: tuple[FactRecord, ...]
    stats: StatsRecord
    hunks: tuple[HunkRecord, ...]
    """In the new document's order."""
    before: VersionRecord
    after: NewVersionRecord
    recipe: RecipeRecord
    moved: tuple[FindingChangeRecord, ...] = ()
    """Provisions and declared trackers that changed, gravest first."""
    is_current: bool = True
    """Whether the new text is the current one; a later version exists if not."""
    headline: str = ""
    """What the change does in few words; the same wherever the change is named."""
    statements: tuple[StatementRecord, ...] = ()
    """What the change does, the weightiest first."""
    reviews: tuple[ReviewRecord, ...] = ()
    """What people said about it, the oldest first; the verdict above is the program's own."""
    earlier: str | None = None
    """The change of the source before it."""
    later: str | None = None
    """The change of the source after it."""

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG
