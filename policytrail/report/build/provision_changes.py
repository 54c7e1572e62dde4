"""Changes of provisions and of declared trackers -> the records that are published."""

from collections.abc import Iterable, Iterator, Mapping

from policytrail.model import (
    Document,
    ProvisionChange,
    ProvisionMove,
    Severity,
    Tracker,
    TrackerChange,
)
from policytrail.report.records import FindingChangeRecord
from policytrail.report.words import sentence_words


def moved_provisions(
    changes: Iterable[ProvisionChange], titles: Mapping[str, str], current: Document | None = None
) -> Iterator[FindingChangeRecord]:
    """Yield the changes of provisions, omitting unchanged ones.

    `titles` names the types in words; `current` is the text that is in force, to say whether the
    words still stand in it.
    """
    for change in changes:
        provision = change.new or change.old
        if change.move is ProvisionMove.KEPT or provision is None:
            continue
        yield FindingChangeRecord(
            what="provision",
            move=str(change.move),
            name=change.type,
            title=titles.get(change.type) or sentence_words(change.type),
            old=_words_of_side(change, 0),
            new=_words_of_side(change, 1),
            severity=provision.severity,
            reason=change.reason,
            hunk=change.hunk,
            anchor=change.new.quote.anchor_in(current).anchor if change.new and current else None,
        )


def _words_of_side(change: ProvisionChange, side: int) -> str | None:
    """Return the words of a provision in one of the texts, or the equivalent ones of that text."""
    if change.quotes is not None:
        return change.quotes[side].excerpt
    provision = (change.old, change.new)[side]
    quoted = provision.quote if provision else change.counterpart
    return quoted.excerpt if quoted else None


def moved_trackers(changes: Iterable[TrackerChange]) -> Iterator[FindingChangeRecord]:
    """Yield the changes of declared trackers."""
    for change in changes:
        yield FindingChangeRecord(
            what="tracker",
            move=str(change.move),
            name=change.name,
            title=change.name,
            old=_tracker_words(change.old),
            new=_tracker_words(change.new),
            severity=Severity.NONE,
            reason=change.detail,
            hunk=change.hunk,
        )


def _tracker_words(tracker: Tracker | None) -> str | None:
    return tracker.quote.excerpt if tracker else None
