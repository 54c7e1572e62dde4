"""What changed among declared trackers between two versions."""

from collections.abc import Iterator, Sequence

from policytrail.model.tracker import Tracker, TrackerChange, TrackerMove


def changes_of(old: Sequence[Tracker], new: Sequence[Tracker]) -> tuple[TrackerChange, ...]:
    """Return added, removed and altered trackers, in the new version's order, removed ones last."""
    before = _by_name(old)
    after = _by_name(new)
    changes: list[TrackerChange] = []
    for key, tracker in after.items():
        if key in before:
            changes += _altered(before[key], tracker)
        else:
            changes.append(TrackerChange(TrackerMove.ADDED, tracker.name, None, tracker, ""))
    changes += [
        TrackerChange(TrackerMove.REMOVED, tracker.name, tracker, None, "")
        for key, tracker in before.items()
        if key not in after
    ]
    return tuple(changes)


def days_of(tracker: Tracker) -> float | None:
    """Return how many days a tracker stays, None where that is not said."""
    return tracker.retention.days if tracker.retention else None


def _by_name(trackers: Sequence[Tracker]) -> dict[tuple[str, int], Tracker]:
    """Return trackers by name; the second of a name is told from the first."""
    found: dict[tuple[str, int], Tracker] = {}
    counts: dict[str, int] = {}
    for tracker in trackers:
        counts[tracker.name] = counts.get(tracker.name, 0) + 1
        found[tracker.name, counts[tracker.name]] = tracker
    return found


def _altered(old: Tracker, new: Tracker) -> Iterator[TrackerChange]:
    if _stay(old) != _stay(new):
        yield TrackerChange(TrackerMove.RETENTION, new.name, old, new, _stay_told(old, new))
    if old.category != new.category:
        detail = f"{old.category or 'not said'} -> {new.category or 'not said'}"
        yield TrackerChange(TrackerMove.CATEGORY, new.name, old, new, detail)
    if old.provider != new.provider:
        detail = f"{old.provider or 'not said'} -> {new.provider or 'not said'}"
        yield TrackerChange(TrackerMove.PROVIDER, new.name, old, new, detail)
    if old.purpose != new.purpose:
        yield TrackerChange(
            TrackerMove.PURPOSE, new.name, old, new, f"{old.purpose} -> {new.purpose}"
        )


def _stay(tracker: Tracker) -> float | str | None:
    """Return the days where they can be read, so that `12 months` and `1 year` are one."""
    if tracker.retention is None:
        return None
    return tracker.retention.text if tracker.retention.days is None else tracker.retention.days


def _stay_told(old: Tracker, new: Tracker) -> str:
    days, its_days = days_of(old), days_of(new)
    if days is not None and its_days is not None:
        return f"{days:g} -> {its_days:g} days"
    texts = [one.retention.text if one.retention else "not said" for one in (old, new)]
    return " -> ".join(texts)
