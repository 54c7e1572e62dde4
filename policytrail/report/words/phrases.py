"""Phrases of the interface for times, counts and sentences; `vocabulary` has the names of values."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from policytrail.model import VariantShare
from policytrail.report.words.value_names import (
    cause_words,
    fact_words,
    group_words,
    lower_first,
    move_words,
    reason_words,
    sentence_words,
    title_words,
    value_words,
)
from policytrail.report.words.vocabulary import (
    CAUSES,
    DATE_KINDS,
    FACTS,
    HEALTHS,
    KINDS,
    LEVELS,
    OPS,
    ORIGINS,
    REASONS,
    REVIEWED,
    SEVERITIES,
    SHARES,
)
from policytrail.report.words.wording import all_wording, count_with_noun, format_count, say_text

if TYPE_CHECKING:
    # The records need these phrases.
    from policytrail.report.records import GapRecord

__all__ = [
    "CAUSES",
    "DATE_KINDS",
    "FACTS",
    "HEALTHS",
    "KINDS",
    "LEVELS",
    "OPS",
    "ORIGINS",
    "REASONS",
    "REVIEWED",
    "SEVERITIES",
    "SHARES",
    "cause_words",
    "describe_interval",
    "fact_words",
    "format_cadence",
    "format_count",
    "format_day",
    "format_moment",
    "format_month",
    "format_span",
    "gap_sentence",
    "gaps_sentence",
    "group_words",
    "label_colon",
    "lower_first",
    "move_words",
    "per_cent",
    "quote_text",
    "reason_words",
    "sentence_words",
    "short_interval",
    "short_url",
    "title_words",
    "to_the_second",
    "value_words",
]

_DAY_S = 86_400
_HOUR_S = 3_600


def per_cent(share: float) -> str:
    """Return a share of one in per cent.

    >>> per_cent(0.934)
    '93 %'
    """
    return f"{round(100 * share)} %"


def format_day(moment: datetime) -> str:
    """Return the day of a time.

    >>> from datetime import UTC
    >>> format_day(datetime(2026, 7, 9, tzinfo=UTC))
    '9 July 2026'
    """
    return _say_phrase("day", day=_day_text(moment), month=_month_text(moment), year=moment.year)


def format_month(moment: datetime) -> str:
    """Return the month of a time.

    >>> from datetime import UTC
    >>> format_month(datetime(2026, 7, 9, tzinfo=UTC))
    'July 2026'
    """
    return _say_phrase("month", month=_month_text(moment), year=moment.year)


def _day_text(moment: datetime) -> str:
    """Return a day of the month; French writes only the first as an ordinal."""
    return _say_phrase("first_day") if moment.day == 1 else str(moment.day)


def _month_text(moment: datetime) -> str:
    return all_wording()["phrases"]["months"][moment.month - 1]


def _say_phrase(name: str, **values: object) -> str:
    return say_text("phrases", name, **values)


def format_moment(moment: datetime) -> str:
    """Return a time to the minute, as read in UTC.

    >>> from datetime import UTC
    >>> format_moment(datetime(2026, 7, 9, 6, 2, tzinfo=UTC))
    '9 July 2026, 06:02 UTC'
    """
    return _say_phrase("moment", day=format_day(moment), time=f"{moment:%H:%M}")


def to_the_second(moment: datetime) -> str:
    """Return a time as evidence names it.

    >>> from datetime import UTC
    >>> to_the_second(datetime(2026, 7, 9, 6, 2, 5, tzinfo=UTC))
    '2026-07-09 06:02:05 UTC'
    """
    return _say_phrase("second", at=f"{moment:%Y-%m-%d %H:%M:%S}")


def label_colon() -> str:
    """Return the colon between a label and its value, with the spaces of the language."""
    return _say_phrase("colon")


def quote_text(text: str) -> str:
    """Return a text in the quotation marks of the language.

    >>> quote_text("You agree.")
    '“You agree.”'
    """
    return _say_phrase("quoted", text=text)


def format_span(length: timedelta) -> str:
    """Return a length of time as a person would say it.

    >>> format_span(timedelta(days=61)), format_span(timedelta(hours=5)), format_span(timedelta(seconds=40))
    ('61 days', '5 hours', 'less than an hour')
    """
    seconds = int(length.total_seconds())
    if seconds >= 2 * _DAY_S:
        return count_with_noun("day", seconds // _DAY_S)
    if seconds >= _HOUR_S:
        return count_with_noun("hour", seconds // _HOUR_S)
    return _say_phrase("less_than_an_hour")


def short_url(url: str) -> str:
    """Return where a page is, for people: host and path.

    >>> short_url("https://www.aurora.example/legal/terms/?lang=en")
    'aurora.example/legal/terms'
    """
    bare = url.partition("://")[2] or url
    return bare.partition("?")[0].partition("#")[0].removeprefix("www.").rstrip("/")


def format_cadence(every_s: int) -> str:
    """Return how often a source is due.

    >>> format_cadence(86_400), format_cadence(43_200)
    ('every day', 'every 12 hours')
    """
    if every_s == _DAY_S:
        return _say_phrase("every_day")
    days, rest = divmod(every_s, _DAY_S)
    length = (
        count_with_noun("day", days)
        if days and not rest
        else format_span(timedelta(seconds=every_s))
    )
    return _say_phrase("every", span=length)


def describe_variants(shares: Sequence[VariantShare]) -> str:
    """Return which texts a source serves in turn, each by its document and its share.

    >>> describe_variants([VariantShare("4f2a" * 16, 3, 0.75), VariantShare("09bc" * 16, 1, 0.25)])
    'Serves 2 variants alternately: 4f2a4f2a4f2a 75 %, 09bc09bc09bc 25 % of 4 captures.'
    """
    shares_text = (
        _say_phrase("variant", document=share.document_sha256[:12], share=per_cent(share.share))
        for share in shares
    )
    captures = count_with_noun("capture", sum(share.captures for share in shares))
    return _say_phrase(
        "variants", count=len(shares), variants=", ".join(shares_text), captures=captures
    )


def describe_interval(not_before: datetime, not_after: datetime) -> str:
    """Return in words when a change happened."""
    if not_before.date() == not_after.date():
        first, last = f"{not_before:%H:%M}", f"{not_after:%H:%M}"
        return _say_phrase("interval_of_a_day", day=format_day(not_after), first=first, last=last)
    length = format_span(not_after - not_before)
    return _say_phrase(
        "interval", first=format_moment(not_before), last=format_moment(not_after), span=length
    )


def short_interval(not_before: datetime, not_after: datetime) -> str:
    """Return an interval in the shortest accurate form.

    >>> from datetime import UTC
    >>> short_interval(datetime(2026, 7, 3, tzinfo=UTC), datetime(2026, 7, 4, tzinfo=UTC))
    '3–4 July 2026'
    """
    if not_before.date() == not_after.date():
        return format_day(not_after)
    if (not_before.year, not_before.month) == (not_after.year, not_after.month):
        return _say_phrase(
            "within_a_month", first=_day_text(not_before), last=format_day(not_after)
        )
    if not_before.year == not_after.year:
        first = _say_phrase("day_of_year", day=_day_text(not_before), month=_month_text(not_before))
        return _say_phrase("within_a_year", first=first, last=format_day(not_after))
    return _say_phrase("within_a_year", first=format_day(not_before), last=format_day(not_after))


def gap_sentence(gap: "GapRecord") -> str:
    """Return a sentence about a gap, saying what is unknown."""
    if gap.until is None:
        return _say_phrase("gap_open", day=format_day(gap.since), who=_who_tried(gap.tries))
    length, period = format_span(gap.until - gap.since), short_interval(gap.since, gap.until)
    head = _say_phrase("gap", span=length, period=period, who=_who_tried(gap.tries))
    return f"{head} {_say_phrase('gap_same' if gap.same_text else 'gap_changed')}"


def gaps_sentence(gaps: Sequence["GapRecord"]) -> str:
    """Return a sentence about several gaps with the same text, given latest first."""
    first, last = gaps[-1].since, gaps[0].until
    period = short_interval(first, last) if last else _say_phrase("since", day=format_day(first))
    return _say_phrase(
        "gaps", count=len(gaps), period=period, who=_who_tried(sum(gap.tries for gap in gaps))
    )


def _who_tried(tries: int) -> str:
    return (
        _say_phrase("tries_failed", tries=count_with_noun("try", tries))
        if tries
        else _say_phrase("nobody_looked")
    )
