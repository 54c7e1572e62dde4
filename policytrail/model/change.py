"""Changes between adjacent versions of a source, with their evidence."""

from dataclasses import dataclass
from datetime import datetime

from policytrail.model.capture import Origin
from policytrail.model.diff import Diff
from policytrail.model.document import ClaimedDate
from policytrail.model.review import Review
from policytrail.model.significance import Significance
from policytrail.model.source import Source
from policytrail.text import hash_parts

ASSESSMENT_VERSION = "33"
"""Raised by every change of diff or significance that can give another assessment."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One capture of a source and what the current recipe makes of its body."""

    source_id: str
    capture_id: str
    captured_at: datetime
    origin: Origin
    body_sha256: str
    document_sha256: str | None
    """None if the body is not the policy."""
    failure: str | None
    """`reason: detail`, if the body is not the policy."""
    is_held: bool = False
    """Whether most of the text is gone and no second capture confirms it yet: no version so far."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A memento that an archive holds of a source, whether or not we have its bytes."""

    captured_at: datetime
    memento_url: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What lets a reader check that a version was served: one capture of it."""

    capture_id: str
    captured_at: datetime
    origin: Origin
    url: str
    final_url: str
    status: int
    body_sha256: str
    memento_url: str | None = None
    """Where an archive plays this capture back; None for what we fetched ourselves."""
    before: Witness | None = None
    """Of a capture without a memento: the nearest one before it that is known of."""
    after: Witness | None = None
    """The nearest one after it."""


@dataclass(frozen=True, slots=True)
class Version:
    """A maximal run of consecutive captures of one source that yield the same document."""

    source_id: str
    document_sha256: str
    recipe_sha256: str
    first: Evidence
    last: Evidence
    captures: int
    """How many captures confirm it."""
    is_reversion: bool
    """Whether an earlier, non-adjacent version has the same document."""
    claimed_dates: tuple[ClaimedDate, ...] = ()
    banners: tuple[str, ...] = ()
    """Names of blocks at its head that the service's policies of other types begin with too."""


@dataclass(frozen=True, slots=True)
class Transition:
    """Two adjacent versions of a source."""

    before: Version
    after: Version
    occurrence: int = 1
    """How often, counting this time, the source has gone from the one document to the other."""

    @property
    def not_before(self) -> datetime:
        """Return when the old text was last seen: the change is later."""
        return self.before.last.captured_at

    @property
    def not_after(self) -> datetime:
        """Return when the new text was first seen: the change is not later."""
        return self.after.first.captured_at

    @property
    def change_id(self) -> str:
        """Return the lasting name of the change that this is.

        It is made of the source, the documents and the occurrence. The interval is no part of it: a
        capture that arrives late narrows the interval of a change and must not rename it.
        """
        name = hash_parts(
            self.before.source_id,
            self.before.document_sha256,
            self.after.document_sha256,
            str(self.occurrence),
        )
        return f"PT-C-{name[:12]}"


@dataclass(frozen=True, slots=True)
class Timeline:
    """The versions of one source in chronological order, and the transitions between them."""

    versions: tuple[Version, ...] = ()
    transitions: tuple[Transition, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """The assessment of two documents of one source, given the earlier ones."""

    diff: Diff
    significance: Significance


@dataclass(frozen=True, slots=True)
class Change:
    """A transition with its interval, diff, significance and evidence."""

    source: Source
    transition: Transition
    assessment: Assessment
    reviews: tuple[Review, ...] = ()
    """What people said about it, the oldest first."""

    @property
    def change_id(self) -> str:
        """Return the change's lasting name: that of the transition it is about."""
        return self.transition.change_id
