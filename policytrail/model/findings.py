"""Findings of documents, and their changes from version to version."""

from dataclasses import dataclass, field

from policytrail.model.governance import LineageEvent
from policytrail.model.provision import Findings, NamedProvision, ProvisionChange
from policytrail.model.significance import Announced, Notices
from policytrail.model.tracker import Tracker, TrackerChange


@dataclass(frozen=True, slots=True)
class DocumentFindings:
    """The provisions and trackers found in one document."""

    findings: Findings
    trackers: tuple[Tracker, ...]
    notices: Notices = field(default_factory=Notices)


@dataclass(frozen=True, slots=True)
class FindingsChange:
    """What a transition changed in the provisions and the declared trackers."""

    provisions: tuple[ProvisionChange, ...] = ()
    trackers: tuple[TrackerChange, ...] = ()


@dataclass(frozen=True, slots=True)
class CurrentProvisions:
    """The provisions of a source's current version, and how they came to be."""

    current: tuple[NamedProvision, ...] = ()
    events: tuple[tuple[LineageEvent, ...], ...] = ()
    """Of each current provision, in the same order."""
    steps: tuple[FindingsChange, ...] = ()
    """Of each change of the source, in order of time."""
    announced: tuple[Announced, ...] = ()
    """What the source has announced, in order of time, and what came of it."""
