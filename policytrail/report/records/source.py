"""The published form of a source, and of the index of all sources."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from pydantic import ConfigDict

from policytrail.model import VariantShare
from policytrail.report.build import AnnouncedRecord
from policytrail.report.record_config import RECORD_CONFIG
from policytrail.report.records.change import ChangeLine, RecipeRecord, SourceName, VersionRecord


class Health(StrEnum):
    """The health of a source, as of the time of the report."""

    CURRENT = "current"
    """The last try gave the policy, and lately enough."""
    FAILING = "failing"
    """The last try gave no policy."""
    HELD = "held"
    """The last capture lacks most of the text, and no later one confirms it yet."""
    LATE = "late"
    """Nobody has tried lately."""
    ARCHIVED = "archived"
    """All captures came out of archives; nobody watches the source live."""
    NEVER = "never"
    """No capture of the policy is held."""


@dataclass(frozen=True, slots=True)
class TroubleRecord:
    """A run of consecutive failed attempts with the same cause."""

    first_at: datetime
    last_at: datetime
    cause: str
    """An outcome of an attempt, e.g. `timed_out`, why a body is not the policy, e.g. `login`, or
    `held` where most of the text was missing and nothing confirmed it."""
    count: int
    detail: str
    """Of the last of them."""

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class GapRecord:
    """A period in which the policy was not captured: nothing is known about it."""

    since: datetime
    """When the policy was last seen before it."""
    until: datetime | None
    """When it was seen again; None if it has not been."""
    same_text: bool | None
    """Whether the text after it is the text before it; None if there is no text after it."""
    tries: int
    """How many tries in it gave no policy; 0 means that nobody tried."""

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """One source: its health, versions, changes, gaps and failures."""

    format: str
    """`policytrail/source/1`"""
    source: SourceName
    recipe: RecipeRecord
    health: Health
    every_s: int
    """How often it is due, in seconds."""
    captures: int
    """Captures that gave the policy."""
    first_seen: datetime | None
    last_seen: datetime | None
    """When a capture last gave the policy."""
    last_tried: datetime | None
    versions: tuple[VersionRecord, ...]
    """In order of time."""
    changes: tuple[ChangeLine, ...]
    """In order of time; the first is between the first two versions."""
    gaps: tuple[GapRecord, ...]
    troubles: tuple[TroubleRecord, ...]
    variants: tuple[VariantShare, ...]
    """Texts that come and go, the most served first; empty if none does."""
    seen_at: tuple[datetime, ...]
    """Every capture that gave the policy, in order of time."""
    announced: tuple[AnnouncedRecord, ...] = ()
    """Changes that the policy announced, in order of time."""

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source in one line, as lists show it."""

    source_id: str
    service: str
    service_id: str
    policy_type: str
    url: str
    health: Health
    captures: int
    versions: int
    changes: int
    """Changes of the policy's own text: substantive or editorial."""
    last_seen: datetime | None
    last_tried: datetime | None
    trouble: str
    """The cause of the last failed try, if the last try failed."""
    tags: tuple[str, ...] = ()
    first_tried: datetime | None = None
    seen_lately: tuple[datetime, ...] = ()
    """The last captures that gave the policy, four at most, in order of time."""
    confirm_captures: int = 0
    """How many further captures an alert about the source waits for."""
    confirm_s: int = 0
    """How many seconds a change must hold before an alert about it leaves."""

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class IndexRecord:
    """The front page: what changed, and the health of the sources."""

    format: str
    """`policytrail/index/1`"""
    as_of: datetime
    """The time up to which the site tells; UTC."""
    changes: tuple[ChangeLine, ...]
    """Latest first."""
    sources: tuple[SourceLine, ...]
    """By service and policy type."""
    announced: tuple[AnnouncedRecord, ...] = ()
    """Changes that policies announce and that are still to come, the next first."""

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG
