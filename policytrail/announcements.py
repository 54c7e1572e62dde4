"""Announcements of a source, and their outcomes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from policytrail.model import (
    Announced,
    AnnouncedState,
    Announcement,
    Change,
    Document,
    Notices,
    SourceHistory,
    Version,
)
from policytrail.previews import NO_PREVIEWS, Previews
from policytrail.significance.weigh import due_days, score_arrival, still_to_come


def announced_by(
    history: SourceHistory,
    notices: Mapping[str, Notices],
    documents: Mapping[str, Document] | None = None,
    previews: Previews = NO_PREVIEWS,
) -> tuple[Announced, ...]:
    """Return what the versions of a source announce, each day once, in order of time.

    Args:
        history: The source's versions and changes.
        notices: What each document says about changes; a missing one counts as silent.
        documents: The texts of the versions, which are compared with previews of announced texts.
        previews: What was captured of such previews.
    """
    if len(history.changes) != len(history.versions) - 1:
        return ()  # a change is not assessed yet
    by_due: dict[str, Announced] = {}
    texts = _AnnouncedTexts(documents or {}, previews)
    for place, version in enumerate(history.versions):
        stated = notices.get(version.document_sha256, Notices())
        for announcement in still_to_come(stated.announced, version.first.captured_at.date()):
            if announcement.due not in by_due:
                by_due[announcement.due] = _follow_announcement(
                    announcement, place, history, notices, texts
                )
    return tuple(by_due.values())


@dataclass(frozen=True, slots=True)
class _AnnouncedTexts:
    """The texts of a source's versions, and the previews of texts that it announced."""

    documents: Mapping[str, Document]
    previews: Previews

    def preview_and_arrival(
        self, announcement: Announcement, change: Change
    ) -> tuple[Document, Document] | None:
        """Return the preview that an announcement links to, and the text that came."""
        transition = change.transition
        name = self.previews.shown_document(
            announcement.preview, change.source.url, transition.not_after
        )
        preview = self.previews.documents.get(name) if name else None
        arrived = self.documents.get(transition.after.document_sha256)
        return (preview, arrived) if preview and arrived else None


def _follow_announcement(
    announcement: Announcement,
    place: int,
    history: SourceHistory,
    notices: Mapping[str, Notices],
    texts: _AnnouncedTexts,
) -> Announced:
    """Return what came of an announcement that a version is the first to make."""
    version = history.versions[place]
    seen = version.first.captured_at
    first, last = due_days(announcement.due)
    for change in history.changes[place:]:
        begin, end = _interval_days(change)
        still = _makes_announcement(change.transition.after, announcement, notices)
        if change.assessment.significance.alert and (end >= first or not still):
            promised = notices.get(change.transition.before.document_sha256, Notices())
            arrival = score_arrival(
                announcement,
                seen.date(),
                (begin, end),
                promised.promised_days,
                texts.preview_and_arrival(announcement, change),
            )
            return Announced(
                announcement,
                seen,
                version.document_sha256,
                AnnouncedState.ARRIVED,
                change.change_id,
                arrival,
            )
        if not still:
            state = AnnouncedState.PASSED if end >= first else AnnouncedState.WITHDRAWN
            return Announced(announcement, seen, version.document_sha256, state)
    over = history.versions[-1].last.captured_at.date() > last
    state = AnnouncedState.PASSED if over else AnnouncedState.OPEN
    return Announced(announcement, seen, version.document_sha256, state)


def _interval_days(change: Change) -> tuple[date, date]:
    return change.transition.not_before.date(), change.transition.not_after.date()


def _makes_announcement(
    version: Version, announcement: Announcement, notices: Mapping[str, Notices]
) -> bool:
    stated = notices.get(version.document_sha256, Notices())
    return any(other.due == announcement.due for other in stated.announced)
