"""Finds the trackers that a document declares."""

from collections.abc import Iterable, Iterator

from policytrail.model import Document, Tracker
from policytrail.trackers.known import complete_tracker
from policytrail.trackers.prose import trackers_of_prose
from policytrail.trackers.tables import trackers_of_tables

_FEW = 3
"""Mentions of cookies from which a document counts as being about them."""


def find_trackers(document: Document) -> tuple[Tracker, ...]:
    """Return the trackers that a document declares, in order, each name once per place."""
    is_about = _is_about_trackers(document)
    tabled = trackers_of_tables(document, is_about_trackers=is_about)
    from_prose = trackers_of_prose(document, is_about_trackers=is_about)
    trackers = sorted((*tabled, *from_prose), key=lambda tracker: tracker.quote.position)
    return tuple(complete_tracker(tracker) for tracker in _without_repeats(trackers))


def _is_about_trackers(document: Document) -> bool:
    mentions = 0
    for block in document.blocks:
        mentions += block.text.lower().count("cookie")
        if mentions >= _FEW:
            return True
    return False


def _without_repeats(trackers: Iterable[Tracker]) -> Iterator[Tracker]:
    """Yield each tracker once; the same name from another provider is another tracker."""
    seen: set[tuple[str, str, str]] = set()
    for tracker in trackers:
        stay = tracker.retention.text if tracker.retention else ""
        key = (tracker.name, tracker.provider, stay)
        if key not in seen:
            seen.add(key)
            yield tracker
