"""Announcements of a source, and their outcomes."""

from collections.abc import Mapping
from datetime import date

from policytrail.model import (
    Announced,
    AnnouncedState,
    Announcement,
    Change,
    Notices,
    SourceHistory,
    Version,
)
from policytrail.significance.weigh import due_days, score_arrival, still_to_come


def announced_by(history: SourceHistory, notices: Mapping[str, Notices]) -> tuple[Announced, ...]:
    """Return what the versions of a source announce, each day once, in order of time.

    `notices` holds what each document says about changes; a missing one counts as silent.
    """
    if len(history.changes) != len(history.versions) - 1:
        return ()  # a change is not assessed yet
    found: dict[str, Announced] = {}
    for place, version in enumerate(history.versions):
        said = notices.get(version.document_sha256, Notices())
        for one in still_to_come(said.announced, version.first.captured_at.date()):
            if one.due not in found:
                found[one.due] = _follow_announcement(one, place, history, notices)
    return tuple(found.values())


def _follow_announcement(
    one: Announcement, place: int, history: SourceHistory, notices: Mapping[str, Notices]
) -> Announced:
    """Return what came of an announcement that a version is the first to make."""
    version = history.versions[place]
    seen = version.first.captured_at
    first, last = due_days(one.due)
    for change in history.changes[place:]:
        begin, end = _interval_days(change)
        still = _makes_announcement(change.transition.after, one, notices)
        if change.assessment.significance.alert and (end >= first or not still):
            promised = notices.get(change.transition.before.document_sha256, Notices())
            arrival = score_arrival(one, seen.date(), (begin, end), promised.promised_days)
            return Announced(
                one,
                seen,
                version.document_sha256,
                AnnouncedState.ARRIVED,
                change.change_id,
                arrival,
            )
        if not still:
            state = AnnouncedState.PASSED if end >= first else AnnouncedState.WITHDRAWN
            return Announced(one, seen, version.document_sha256, state)
    over = history.versions[-1].last.captured_at.date() > last
    state = AnnouncedState.PASSED if over else AnnouncedState.OPEN
    return Announced(one, seen, version.document_sha256, state)


def _interval_days(change: Change) -> tuple[date, date]:
    return change.transition.not_before.date(), change.transition.not_after.date()


def _makes_announcement(
    version: Version, one: Announcement, notices: Mapping[str, Notices]
) -> bool:
    said = notices.get(version.document_sha256, Notices())
    return any(other.due == one.due for other in said.announced)
