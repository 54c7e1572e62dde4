"""Changes of provisions and of declared trackers -> the records that are published."""

from collections.abc import Iterable, Iterator, Mapping

from policytrail.model import (
    Document,
    Provision,
    ProvisionChange,
    ProvisionMove,
    Quote,
    Severity,
    Tracker,
    TrackerChange,
)
from policytrail.report.records import MovedRecord
from policytrail.report.words import sentence_words


def moved_provisions(
    changes: Iterable[ProvisionChange], titles: Mapping[str, str], current: Document | None = None
) -> Iterator[MovedRecord]:
    """Yield the changes of provisions, omitting unchanged ones.

    `titles` names the types in words; `current` is the text that is in force, to say whether the
    words still stand in it.
    """
    for one in changes:
        found = one.new or one.old
        if one.move is ProvisionMove.KEPT or found is None:
            continue
        yield MovedRecord(
            what="provision",
            move=str(one.move),
            name=one.type,
            title=titles.get(one.type) or sentence_words(one.type),
            old=_provision_excerpt(one.old, one.counterpart),
            new=_provision_excerpt(one.new, one.counterpart),
            severity=found.severity,
            reason=one.reason,
            hunk=one.hunk,
            anchor=one.new.quote.anchor_in(current).anchor if one.new and current else None,
        )


def _provision_excerpt(provision: Provision | None, counterpart: Quote | None) -> str | None:
    """Return the words of a provision, or those of the other text that say the same."""
    found = provision.quote if provision else counterpart
    return found.excerpt if found else None


def moved_trackers(changes: Iterable[TrackerChange]) -> Iterator[MovedRecord]:
    """Yield the changes of declared trackers."""
    for one in changes:
        yield MovedRecord(
            what="tracker",
            move=str(one.move),
            name=one.name,
            title=one.name,
            old=_tracker_words(one.old),
            new=_tracker_words(one.new),
            severity=Severity.NONE,
            reason=one.detail,
            hunk=one.hunk,
        )


def _tracker_words(tracker: Tracker | None) -> str | None:
    return tracker.quote.excerpt if tracker else None
