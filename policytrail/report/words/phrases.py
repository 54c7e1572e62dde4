"""How the interface says times, counts and sentences; `vocabulary` holds its words for values."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from policytrail.model import VariantShare
from policytrail.report.records.source import GapRecord
from policytrail.report.words.vocabulary import (
    CAUSES,
    DATE_KINDS,
    FACTS,
    HEALTHS,
    KINDS,
    OPS,
    ORIGINS,
    REASONS,
    SEVERITIES,
)
from policytrail.report.words.wording import noun, say, wording

__all__ = [
    "CAUSES",
    "DATE_KINDS",
    "FACTS",
    "HEALTHS",
    "KINDS",
    "OPS",
    "ORIGINS",
    "REASONS",
    "SEVERITIES",
    "cadence",
    "cause_of",
    "counted",
    "day",
    "fact_of",
    "gap_sentence",
    "gaps_sentence",
    "interval",
    "moment",
    "month",
    "percent",
    "reason_of",
    "sentence_of",
    "short_url",
    "span",
    "to_the_second",
    "value_of",
    "when",
    "words_of",
]

_LETTERS = {
    "ai": "AI",
    "api": "API",
    "ccpa": "CCPA",
    "gdpr": "GDPR",
    "id": "ID",
    "ip": "IP",
    "url": "URL",
}
"""Words that are written in capitals."""
_DAY_S = 86_400
_HOUR_S = 3_600


def words_of(name: str) -> str:
    """Return a snake-case word as a title.

    >>> words_of("terms_of_service"), words_of("ai_training")
    ('Terms of Service', 'AI Training')
    """
    small = wording()["phrases"]["small_words"]
    parts = name.replace("-", "_").split("_")
    return " ".join(
        _LETTERS.get(part, part if place and part in small else part[:1].upper() + part[1:])
        for place, part in enumerate(parts)
    )


def reason_of(code: str) -> str:
    """Return a reason's fixed word as a sentence's start."""
    return REASONS.get(code) or sentence_of(code)


def fact_of(what: str) -> str:
    """Return what a fact is about, in words."""
    return FACTS.get(what) or sentence_of(what)


def sentence_of(name: str) -> str:
    """Return a snake-case word as the start of a sentence.

    >>> sentence_of("governing_law"), sentence_of("ai_training")
    ('Governing law', 'AI training')
    """
    parts = name.replace("-", "_").split("_")
    words = " ".join(_LETTERS.get(part, part) for part in parts)
    return words[:1].upper() + words[1:]


def value_of(value: bool | float | str) -> str:
    """Return an attribute's value in words.

    >>> value_of(True), value_of(30), value_of("Nordhaven")
    ('yes', '30', 'Nordhaven')
    """
    if isinstance(value, bool):
        return _say_phrase("yes" if value else "no")
    return value if isinstance(value, str) else f"{value:,}"


def percent(share: float) -> str:
    """Return a share of one in per cent.

    >>> percent(0.934)
    '93 %'
    """
    return f"{round(100 * share)} %"


def cause_of(cause: str) -> str:
    """Return why a try gave no policy, in words."""
    return CAUSES.get(cause) or sentence_of(cause).lower()


def day(at: datetime) -> str:
    """Return the day of a time.

    >>> from datetime import UTC
    >>> day(datetime(2026, 7, 9, tzinfo=UTC))
    '9 July 2026'
    """
    return _say_phrase("day", day=at.day, month=_month_text(at), year=at.year)


def month(at: datetime) -> str:
    """Return the month of a time.

    >>> from datetime import UTC
    >>> month(datetime(2026, 7, 9, tzinfo=UTC))
    'July 2026'
    """
    return _say_phrase("month", month=_month_text(at), year=at.year)


def _month_text(at: datetime) -> str:
    return wording()["phrases"]["months"][at.month - 1]


def _say_phrase(name: str, **values: object) -> str:
    return say("phrases", name, **values)


def moment(at: datetime) -> str:
    """Return a time to the minute, as read in UTC.

    >>> from datetime import UTC
    >>> moment(datetime(2026, 7, 9, 6, 2, tzinfo=UTC))
    '9 July 2026, 06:02 UTC'
    """
    return _say_phrase("moment", day=day(at), time=f"{at:%H:%M}")


def to_the_second(at: datetime) -> str:
    """Return a time as evidence names it.

    >>> from datetime import UTC
    >>> to_the_second(datetime(2026, 7, 9, 6, 2, 5, tzinfo=UTC))
    '2026-07-09 06:02:05 UTC'
    """
    return _say_phrase("second", at=f"{at:%Y-%m-%d %H:%M:%S}")


def span(length: timedelta) -> str:
    """Return a length of time as a person would say it.

    >>> span(timedelta(days=61)), span(timedelta(hours=5)), span(timedelta(seconds=40))
    ('61 days', '5 hours', 'less than an hour')
    """
    seconds = int(length.total_seconds())
    if seconds >= 2 * _DAY_S:
        return noun("day", seconds // _DAY_S)
    if seconds >= _HOUR_S:
        return noun("hour", seconds // _HOUR_S)
    return _say_phrase("less_than_an_hour")


def short_url(url: str) -> str:
    """Return where a page is, for people: host and path.

    >>> short_url("https://www.aurora.example/legal/terms/?lang=en")
    'aurora.example/legal/terms'
    """
    bare = url.partition("://")[2] or url
    return bare.partition("?")[0].partition("#")[0].removeprefix("www.").rstrip("/")


def cadence(every_s: int) -> str:
    """Return how often a source is due.

    >>> cadence(86_400), cadence(43_200)
    ('every day', 'every 12 hours')
    """
    if every_s == _DAY_S:
        return _say_phrase("every_day")
    days, rest = divmod(every_s, _DAY_S)
    length = noun("day", days) if days and not rest else span(timedelta(seconds=every_s))
    return _say_phrase("every", span=length)


def counted(count: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun.

    >>> counted(1, "capture"), counted(1200, "capture")
    ('1 capture', '1,200 captures')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def variants(shares: Sequence[VariantShare]) -> str:
    """Return which texts a source serves in turn, each by its document and its share.

    >>> variants([VariantShare("4f2a" * 16, 3, 0.75), VariantShare("09bc" * 16, 1, 0.25)])
    'Serves 2 variants in turn: 4f2a4f2a4f2a 75 %, 09bc09bc09bc 25 % of 4 captures.'
    """
    told = (
        _say_phrase("variant", document=one.document_sha256[:12], share=percent(one.share))
        for one in shares
    )
    captures = noun("capture", sum(one.captures for one in shares))
    return _say_phrase("variants", count=len(shares), variants=", ".join(told), captures=captures)


def interval(not_before: datetime, not_after: datetime) -> str:
    """Return in plain words when a change happened."""
    if not_before.date() == not_after.date():
        first, last = f"{not_before:%H:%M}", f"{not_after:%H:%M}"
        return _say_phrase("interval_of_a_day", day=day(not_after), first=first, last=last)
    length = span(not_after - not_before)
    return _say_phrase("interval", first=moment(not_before), last=moment(not_after), span=length)


def when(not_before: datetime, not_after: datetime) -> str:
    """Return an interval in as few words as honesty allows.

    >>> from datetime import UTC
    >>> when(datetime(2026, 7, 3, tzinfo=UTC), datetime(2026, 7, 4, tzinfo=UTC))
    '3–4 July 2026'
    """
    if not_before.date() == not_after.date():
        return day(not_after)
    if (not_before.year, not_before.month) == (not_after.year, not_after.month):
        return _say_phrase("within_a_month", first=not_before.day, last=day(not_after))
    if not_before.year == not_after.year:
        first = _say_phrase("day_of_year", day=not_before.day, month=_month_text(not_before))
        return _say_phrase("within_a_year", first=first, last=day(not_after))
    return _say_phrase("within_a_year", first=day(not_before), last=day(not_after))


def gap_sentence(gap: GapRecord) -> str:
    """Return what is not known about a gap, in plain words."""
    if gap.until is None:
        return _say_phrase("gap_open", day=day(gap.since), who=_who_tried(gap.tries))
    length, period = span(gap.until - gap.since), when(gap.since, gap.until)
    head = _say_phrase("gap", span=length, period=period, who=_who_tried(gap.tries))
    return f"{head} {_say_phrase('gap_same' if gap.same_text else 'gap_changed')}"


def gaps_sentence(gaps: Sequence[GapRecord]) -> str:
    """Return what several gaps in one text have in common; they come latest first."""
    first, last = gaps[-1].since, gaps[0].until
    period = when(first, last) if last else _say_phrase("since", day=day(first))
    return _say_phrase(
        "gaps", count=len(gaps), period=period, who=_who_tried(sum(gap.tries for gap in gaps))
    )


def _who_tried(tries: int) -> str:
    return (
        _say_phrase("tries_failed", tries=noun("try", tries))
        if tries
        else _say_phrase("nobody_looked")
    )
