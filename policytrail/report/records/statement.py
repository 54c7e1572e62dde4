"""The published form of what a change does: statements, and what became of clauses and trackers."""

from dataclasses import dataclass
from typing import ClassVar

from pydantic import ConfigDict

from policytrail.model import Anchor, Certainty, Severity
from policytrail.report.record_config import RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class FactRecord:
    """One stated fact that changed; verbatim words."""

    what: str
    old: str | None
    new: str | None
    hunk: int | None

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class SpanRecord:
    """A span of characters: `text[start:end]` of a side of a hunk."""

    start: int
    end: int

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class LeadRecord:
    """The sentence that leads into the list of which a statement quotes an item.

    It stands in the new text if the statement has `new`, else in the old one.
    """

    text: str
    """Its words, verbatim."""
    block: int
    """Position of its block in the document, from 0."""
    start: int
    end: int
    """`text` is `[start:end]` of the block."""

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class StatementRecord:
    """One effect of a change, with the words of both texts that support it."""

    text: str
    headline: str
    """The same in few words."""
    kind: str
    """A fixed word, e.g. `party`, `added`, `section_removed`; docs/statements.md has the list."""
    hunk: int
    """Index of the hunk that bears it out, from 0."""
    old: SpanRecord | None
    """The words in the old side of the hunk; None if they stand in the new text only."""
    new: SpanRecord | None
    certainty: Certainty
    lead: LeadRecord | None = None
    """What leads into the list of the item that it quotes; None if it quotes none behind a lead."""

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class FindingChangeRecord:
    """What happened to one provision or one declared tracker in a change."""

    what: str
    """`provision` or `tracker`."""
    move: str
    """E.g. `added`, `removed`, `strengthened`, `weakened`, `retention`."""
    name: str
    """The id of a provision's type, or the name of a tracker."""
    title: str
    """The name in words."""
    old: str | None
    """Words of the old text, verbatim; None if it is new."""
    new: str | None
    """Words of the new text, verbatim; None if it is gone."""
    severity: Severity
    """Of what is new, or of what is gone; `none` for a tracker."""
    reason: str
    hunk: int | None
    """Index of the hunk that it went through, from 0."""
    anchor: Anchor | None = None
    """Whether the new words stand in the current text; None if there are none, or no such text."""

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG
