"""Changes that a policy announces, and what came of the announcement."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from policytrail.diff import compare
from policytrail.extract.calendar import days_in
from policytrail.model import Announcement, Arrival, Document
from policytrail.significance.facts import stated_in
from policytrail.significance.whole import overlap_of
from policytrail.text import fold

_ANNOUNCES = re.compile(
    r"we(?:'re| are|'ll| will)? (?:soon )?(?:be )?(?:updating|changing|making (?:some )?changes)"
    r"|upcoming (?:update|change)|updates? (?:will|to) (?:go|take|come)|changes? (?:will|to) (?:go|take|come)"
    r"|(?:will|shall) (?:be )?(?:go|take|come)s? (?:into )?effect|becomes? effective"
    r"|new (?:version|terms|polic\w+|conditions) (?:will|take|takes|apply|applies|effective)"
    r"|nous (?:mettons|allons mettre) à jour|nouvelle version .{0,40}en vigueur"
    r"|wir (?:aktualisieren|ändern)|treten am .{0,40} in kraft"
)
_PREVIEW = re.compile(
    r"preview|here|read|review|new (?:terms|policy|version)|learn more|see|updated|ici|hier|lire"
)
_CHANGE_CLAUSE = re.compile(
    r"(?:chang|modif|amend|updat|revis)\w*.{0,200}?(?:notice|notif|inform|days|advance)"
    r"|(?:notice|notif|inform).{0,200}?(?:chang|modif|amend|updat|revis)"
)
_DAYS = {
    "day": 1,
    "days": 1,
    "week": 7,
    "weeks": 7,
    "month": 30,
    "months": 30,
    "jours": 1,
    "tage": 1,
}
_NUMBERS = {
    "one": 1, "seven": 7, "ten": 10, "fourteen": 14, "fifteen": 15, "thirty": 30, "forty": 40,
    "sixty": 60, "ninety": 90,
}  # fmt: skip
_AS_ANNOUNCED = 0.9


def announcements_in(document: Document, seen_on: date) -> tuple[Announcement, ...]:
    """Return the changes that a document announces for a day after the one it was seen on."""
    return tuple(_announcements(document, seen_on))


def _announcements(document: Document, seen_on: date) -> Iterator[Announcement]:
    for at, block in enumerate(document.blocks):
        if not _ANNOUNCES.search(fold(block.text)):
            continue
        due = [day.date for day in days_in(block.text) if day.date > seen_on.isoformat()]
        if due:
            yield Announcement(min(due), block.text, at, _preview(document, at))


def _preview(document: Document, at: int) -> str | None:
    """Return where the block's link to the announced text leads."""
    links = [link for link in document.links if link.block == at]
    text = document.blocks[at].text
    named = [link.target for link in links if _PREVIEW.search(fold(text[link.start : link.end]))]
    return named[-1] if named else None


def promised_notice_days(document: Document) -> int | None:
    """Return how many days' notice a policy's own change clause promises; None if it does not."""
    promised = [
        days
        for block in document.blocks
        if _CHANGE_CLAUSE.search(fold(block.text))
        for found in stated_in(block.text)
        if found.what == "notice_days" and (days := _days(found.text)) is not None
    ]
    return max(promised, default=None)


def _days(words: str) -> int | None:
    parts = re.findall(r"[^\W_]+", fold(words))
    number = next((int(part) for part in parts if part.isdigit()), None) or next(
        (_NUMBERS[part] for part in parts if part in _NUMBERS), None
    )
    unit = next((_DAYS[part] for part in parts if part in _DAYS), None)
    return number * unit if number is not None and unit is not None else None


def arrival_of(
    announcement: Announcement,
    announced_on: date,
    interval: tuple[date, date],
    texts: tuple[Document, Document, Document | None],
) -> Arrival:
    """Return what came of an announcement, when the change has arrived.

    Args:
        announcement: What the policy announced.
        announced_on: When the announcement was first seen.
        interval: When the old text was last seen, and the new one first.
        texts: The old text, the new one, and the announced one if its preview was captured.
    """
    old, new, preview = texts
    due = announcement.due
    # The change may have come on any day of the interval: the date is broken only if none fits.
    kept = interval[0].isoformat() <= due <= (interval[1] + timedelta(days=1)).isoformat()
    early = interval[1].isoformat() < due
    promised = promised_notice_days(old)
    given = (date.fromisoformat(due) - announced_on).days if len(due) == len("2026-01-01") else None
    return Arrival(
        announcement,
        date_kept=kept and not early,
        notice_days=given,
        promised_days=promised,
        as_announced=None if preview is None else _is_as_announced(preview, new),
    )


def _is_as_announced(preview: Document, new: Document) -> bool:
    overlap = overlap_of(compare(preview, new), preview, new)
    return overlap.kept >= _AS_ANNOUNCED * max(overlap.old, overlap.new)


def open_announcements(found: Sequence[Announcement], today: date) -> tuple[Announcement, ...]:
    """Return the announcements that are still to come, the next first."""
    return tuple(
        sorted((one for one in found if one.due >= today.isoformat()), key=lambda one: one.due)
    )
