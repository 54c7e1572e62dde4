"""A cookie or similar technology that a policy declares."""

from dataclasses import dataclass
from enum import StrEnum

from policytrail.model.provision import Quote, StatedHow


class TrackerCategory(StrEnum):
    """What a tracker is for, in the four classes that consent banners use."""

    ESSENTIAL = "essential"
    FUNCTIONALITY = "functionality"
    ANALYTICS = "analytics"
    ADVERTISING = "advertising"


class Party(StrEnum):
    """Who sets a tracker."""

    FIRST = "first"
    THIRD = "third"


@dataclass(frozen=True, slots=True)
class Retention:
    """How long a tracker stays."""

    text: str
    """As the policy writes it, verbatim."""
    days: float | None
    """0 for the session; None if no end is named (`until deleted`) or it cannot be read."""


@dataclass(frozen=True, slots=True)
class Inference:
    """A value that the policy does not state, and where it was taken from."""

    field: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Tracker:
    """One declared tracker, with the row or sentence that declares it."""

    name: str
    quote: Quote
    category: TrackerCategory | None = None
    category_text: str = ""
    """The policy's own word for the category; empty if it gives none."""
    party: Party | None = None
    provider: str = ""
    purpose: str = ""
    retention: Retention | None = None
    stated: StatedHow = StatedHow.EXPRESS
    inferred: tuple[Inference, ...] = ()
    """What a public list of cookies says where the policy is silent."""


class TrackerMove(StrEnum):
    """What happened to a declared tracker between two versions."""

    ADDED = "added"
    REMOVED = "removed"
    RETENTION = "retention"
    CATEGORY = "category"
    PURPOSE = "purpose"
    PROVIDER = "provider"


@dataclass(frozen=True, slots=True)
class TrackerChange:
    """One difference between the trackers of two versions."""

    move: TrackerMove
    name: str
    old: Tracker | None
    new: Tracker | None
    detail: str
    """E.g. `30 -> 395 days`."""
    hunk: int | None = None
    """Index of the hunk that has the row or sentence that declares it."""
