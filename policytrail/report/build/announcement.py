"""The published form of what policies announce, and its sentence."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import ClassVar

from pydantic import ConfigDict

from policytrail.model import Announced, AnnouncedState, Change, Reason, Source
from policytrail.report.record_config import RECORD_CONFIG
from policytrail.report.words import all_wording, count_with_noun, phrases
from policytrail.significance.weigh import due_days

_WORDS = {
    AnnouncedState.OPEN: "open",
    AnnouncedState.PASSED: "passed",
    AnnouncedState.WITHDRAWN: "withdrawn",
}
_FULL = len("2026-07-01")


@dataclass(frozen=True, slots=True)
class AnnouncedRecord:
    """A change that a policy announces, and its outcome."""

    source_id: str
    service: str
    service_id: str
    policy_type: str
    due: str
    """ISO date on which it is to take effect, as precise as stated."""
    text: str
    """The block that announces it, verbatim."""
    preview: str | None
    """Where the announced text can be read already."""
    first_seen: datetime
    """When the first capture with the notice was made."""
    document_sha256: str
    """The document that it was first seen in."""
    state: AnnouncedState
    change_id: str | None
    """The change that came with it."""
    date_kept: bool | None
    """Whether the change may have come on the day announced; None if none came."""
    notice_days: int | None
    """Days from the first sight of the notice to the day announced; None if none came."""
    promised_days: int | None
    """Days of notice that the policy's own change clause promised."""
    as_announced: bool | None = None
    """Whether the text that came is the one announced; None if no preview of it was captured."""
    preview_sha256: str | None = None
    """The document of the preview that it was compared with."""

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


def announced_record(announced: Announced, source: Source) -> AnnouncedRecord:
    """Return an announcement of a source as it is published."""
    arrival = announced.arrival
    return AnnouncedRecord(
        source_id=source.source_id,
        service=source.service,
        service_id=source.service_id,
        policy_type=source.policy_type,
        due=announced.announcement.due,
        text=announced.announcement.text,
        preview=announced.announcement.preview,
        first_seen=announced.first_seen,
        document_sha256=announced.document_sha256,
        state=announced.state,
        change_id=announced.change_id,
        date_kept=arrival.date_kept if arrival else None,
        notice_days=arrival.notice_days if arrival else None,
        promised_days=arrival.promised_days if arrival else None,
        as_announced=arrival.as_announced if arrival else None,
        preview_sha256=arrival.preview_sha256 if arrival else None,
    )


def still_open(announced: Iterable[AnnouncedRecord], today: date) -> tuple[AnnouncedRecord, ...]:
    """Return the announcements that may still take effect, the earliest first."""
    coming = (
        record
        for record in announced
        if record.state is AnnouncedState.OPEN and due_days(record.due)[1] >= today
    )
    return tuple(sorted(coming, key=lambda record: (due_days(record.due), record.source_id)))


def announcement_outcome(record: AnnouncedRecord) -> str:
    """Return an announcement and its outcome as a sentence."""
    words = all_wording()["announced"]
    arrived = "kept" if record.date_kept else "not_kept"
    sentence = str(words[_WORDS.get(record.state, arrived)]).format(day=due_day(record.due))
    if record.as_announced is not None:
        sentence += f" {words['as_announced' if record.as_announced else 'not_as_announced']}"
    if record.notice_days is None or record.notice_days < 0:
        return sentence
    notice = str(words["notice"]).format(days=count_with_noun("day", record.notice_days))
    if record.promised_days is not None and record.notice_days < record.promised_days:
        notice += str(words["promised"]).format(days=count_with_noun("day", record.promised_days))
    return f"{sentence} {notice}."


def due_day(due: str) -> str:
    """Return an ISO date as reports write it, with the same precision.

    >>> due_day("2026-07-01"), due_day("2026-07"), due_day("2026")
    ('1 July 2026', 'July 2026', '2026')
    """
    first = due_days(due)[0]
    moment = datetime.combine(first, time(tzinfo=UTC))
    if len(due) == _FULL:
        return phrases.format_day(moment)
    return phrases.format_month(moment) if "-" in due else due


def with_notices(change: Change, announced: Iterable[AnnouncedRecord]) -> Change:
    """Return a change with its announcements added to its reasons."""
    reasons = tuple(
        Reason("announced", f"{announcement_outcome(record)} {phrases.quote_text(record.text)}")
        for record in announced
        if record.change_id == change.change_id
    )
    if not reasons:
        return change
    verdict = change.assessment.significance
    assessment = replace(
        change.assessment, significance=replace(verdict, reasons=(*reasons, *verdict.reasons))
    )
    return replace(change, assessment=assessment)
