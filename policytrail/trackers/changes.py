"""Changes of declared trackers between two versions."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from policytrail.language import TextIndex
from policytrail.model import DocumentPair, Tracker, TrackerChange, TrackerMove, hunks_of_blocks


def tracker_changes(
    old: Sequence[Tracker], new: Sequence[Tracker], pair: DocumentPair
) -> tuple[TrackerChange, ...]:
    """Return the differences that both texts bear out, in the new version's order.

    A tracker is new if the old text does not contain its name at all, and removed if the new text
    does not; its description changed if a substantive hunk contains its row or sentence.
    """
    old_text, new_text = TextIndex.of_document(pair.old), TextIndex.of_document(pair.new)
    hunks = hunks_of_blocks(pair.diff)
    changes: list[TrackerChange] = []
    for change in compare_trackers(old, new):
        tracker = change.new or change.old
        side = hunks.new if change.new else hunks.old
        hunk = side.get(tracker.quote.position) if tracker else None
        is_told_already = (change.old is None and old_text.has_words(change.name)) or (
            change.new is None and new_text.has_words(change.name)
        )
        if pair.is_substantive(hunk) and not is_told_already:
            changes.append(replace(change, hunk=hunk))
    return tuple(changes)


def compare_trackers(old: Sequence[Tracker], new: Sequence[Tracker]) -> tuple[TrackerChange, ...]:
    """Return added, removed and altered trackers, in the new version's order, removed ones last."""
    before = _match_trackers(old, new)
    kept = {id(tracker) for tracker in before.values()}
    changes: list[TrackerChange] = []
    for tracker in new:
        if id(tracker) in before:
            changes += _altered_fields(before[id(tracker)], tracker)
        else:
            changes.append(TrackerChange(TrackerMove.ADDED, tracker.name, None, tracker, ""))
    changes += [
        TrackerChange(TrackerMove.REMOVED, tracker.name, tracker, None, "")
        for tracker in old
        if id(tracker) not in kept
    ]
    return tuple(changes)


def retention_days(tracker: Tracker) -> float | None:
    """Return the retention of a tracker in days; None if it is not stated."""
    return tracker.retention.days if tracker.retention else None


_SAMENESS: tuple[Callable[[Tracker], tuple[str, ...]], ...] = (
    lambda tracker: (tracker.name, tracker.quote.excerpt),
    lambda tracker: (tracker.name, tracker.provider, tracker.purpose),
    lambda tracker: (tracker.name, tracker.provider),
    lambda tracker: (tracker.name,),
)
"""What trackers of one name must share to be the same: of several rows, the most similar first."""


def _match_trackers(old: Sequence[Tracker], new: Sequence[Tracker]) -> dict[int, Tracker]:
    """Return the old tracker that each new one was, by the identity of the new one."""
    partners: dict[int, Tracker] = {}
    free = list(old)
    for key_of in _SAMENESS:
        waiting: dict[tuple[str, ...], list[Tracker]] = {}
        for tracker in free:
            waiting.setdefault(key_of(tracker), []).append(tracker)
        for tracker in new:
            same = waiting.get(key_of(tracker), [])
            if id(tracker) not in partners and same:
                partners[id(tracker)] = same.pop(0)
        used = {id(tracker) for tracker in partners.values()}
        free = [tracker for tracker in free if id(tracker) not in used]
    return partners


def _altered_fields(old: Tracker, new: Tracker) -> Iterator[TrackerChange]:
    if _comparable_retention(old) != _comparable_retention(new):
        yield TrackerChange(TrackerMove.RETENTION, new.name, old, new, _stay_told(old, new))
    if old.category != new.category:
        detail = f"{old.category or 'not stated'} -> {new.category or 'not stated'}"
        yield TrackerChange(TrackerMove.CATEGORY, new.name, old, new, detail)
    if old.provider != new.provider:
        detail = f"{old.provider or 'not stated'} -> {new.provider or 'not stated'}"
        yield TrackerChange(TrackerMove.PROVIDER, new.name, old, new, detail)
    if old.purpose != new.purpose:
        yield TrackerChange(
            TrackerMove.PURPOSE, new.name, old, new, f"{old.purpose} -> {new.purpose}"
        )


def _comparable_retention(tracker: Tracker) -> float | str | None:
    """Return the retention in days if it can be read, so that `12 months` equals `1 year`."""
    if tracker.retention is None:
        return None
    return tracker.retention.text if tracker.retention.days is None else tracker.retention.days


def _stay_told(old: Tracker, new: Tracker) -> str:
    days, its_days = retention_days(old), retention_days(new)
    if days is not None and its_days is not None:
        return f"{days:g} -> {its_days:g} days"
    texts = [
        tracker.retention.text if tracker.retention else "not stated" for tracker in (old, new)
    ]
    return " -> ".join(texts)
