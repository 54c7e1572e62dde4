"""Changes that a policy announces, and their outcomes."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from policytrail.language import count_words, days_in, word_similarity
from policytrail.model import Announcement, Arrival, Document, Notices
from policytrail.significance.weigh.stated_facts import stated_in
from policytrail.text import fold_for_comparison

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
"""Share of the words that a text has in common with its preview, whose frame may differ."""
_DECEMBER = 12
_GRACE = timedelta(days=1)


def notices_in(document: Document) -> Notices:
    """Return what a document says about changes of its policy."""
    return Notices(tuple(_find_announcements(document)), promised_notice_days(document))


def _find_announcements(document: Document) -> Iterator[Announcement]:
    for position, block in enumerate(document.blocks):
        days = {day.date: None for day in days_in(block.text)}
        if days and is_notice(block.text):
            preview = _preview_link(document, position)
            yield from (Announcement(due, block.text, position, preview) for due in days)


def is_notice(text: str) -> bool:
    """Return whether a text announces a change for a day that it names."""
    return bool(_ANNOUNCES.search(fold_for_comparison(text)) and days_in(text))


def still_to_come(announced: Sequence[Announcement], today: date) -> tuple[Announcement, ...]:
    """Return the announcements whose day may still come; for each block, the next day that it names."""
    coming = sorted(
        (announcement for announcement in announced if due_days(announcement.due)[1] > today),
        key=lambda announcement: due_days(announcement.due),
    )
    next_of = {announcement.block: announcement for announcement in reversed(coming)}
    return tuple(
        announcement for announcement in coming if next_of[announcement.block] is announcement
    )


def due_days(due: str) -> tuple[date, date]:
    """Return the first and the last day that an ISO date may mean, by its precision.

    >>> [day.isoformat() for day in due_days("2026-02")]
    ['2026-02-01', '2026-02-28']
    """
    year, *rest = map(int, due.split("-"))
    first_month, last_month = (rest[0], rest[0]) if rest else (1, _DECEMBER)
    longest = monthrange(year, last_month)[1]
    # A policy may name a day that the month does not have, such as 29 February.
    day = min(rest[1], longest) if len(rest) > 1 else None
    return date(year, first_month, day or 1), date(year, last_month, day or longest)


def _preview_link(document: Document, position: int) -> str | None:
    """Return where the block's link to the announced text leads."""
    links = [link for link in document.links if link.block == position]
    text = document.blocks[position].text
    named = [
        link.target
        for link in links
        if _PREVIEW.search(fold_for_comparison(text[link.start : link.end]))
    ]
    return named[-1] if named else None


def promised_notice_days(document: Document) -> int | None:
    """Return how many days' notice a policy's own change clause promises; None if it promises none."""
    promised = [
        days
        for block in document.blocks
        if _CHANGE_CLAUSE.search(fold_for_comparison(block.text))
        for stated in stated_in(block.text)
        if stated.what == "notice_days" and (days := _notice_days(stated.text)) is not None
    ]
    return max(promised, default=None)


def _notice_days(words: str) -> int | None:
    parts = re.findall(r"[^\W_]+", fold_for_comparison(words))
    number = next((int(part) for part in parts if part.isdigit()), None) or next(
        (_NUMBERS[part] for part in parts if part in _NUMBERS), None
    )
    unit = next((_DAYS[part] for part in parts if part in _DAYS), None)
    return number * unit if number is not None and unit is not None else None


def score_arrival(
    announcement: Announcement,
    announced_on: date,
    interval: tuple[date, date],
    promised_days: int | None,
    texts: tuple[Document, Document] | None = None,
) -> Arrival:
    """Return the outcome of an announcement once the change has arrived.

    Args:
        announcement: What the policy announced.
        announced_on: When the announcement was first seen.
        interval: When the old text was last seen, and the new one first.
        promised_days: Days of notice that the old text promised.
        texts: The preview of the announced text and the text that came, if both were captured.
    """
    first, last = due_days(announcement.due)
    # The change may have come on any day of the interval: the date is broken only if none fits. One
    # day of grace for the time zone of whoever wrote the date.
    kept = interval[0] <= last + _GRACE and interval[1] + _GRACE >= first
    return Arrival(
        announcement,
        date_kept=kept,
        notice_days=(first - announced_on).days if first == last else None,
        promised_days=promised_days,
        as_announced=is_as_announced(*texts) if texts else None,
        preview_sha256=texts[0].sha256 if texts else None,
    )


def is_as_announced(preview: Document, new: Document) -> bool:
    """Return whether a text is the one that a preview showed."""
    shown, arrived = (
        count_words("\n".join(block.text for block in document.blocks))
        for document in (preview, new)
    )
    return word_similarity(shown, arrived) >= _AS_ANNOUNCED
