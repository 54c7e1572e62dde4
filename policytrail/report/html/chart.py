"""Histories on a time axis: captured periods are solid, gaps are hatched.

A gap with the same text on both sides is tinted: nothing is claimed about it, but it is likely.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from policytrail.report.build import OWN_TEXT
from policytrail.report.paths import change_path, source_path
from policytrail.report.records import ChangeLine, SourceRecord
from policytrail.report.words import count_with_noun, phrases, say_text

WIDTH = 1000
"""Units of the drawing from its first day to its last; it is stretched to the screen."""
TICKS = 4
_NARROWEST = {"seen": 2, "gap": 2, "same": 2, "trouble": 8}
"""Smallest width of a failed attempt, so that it stays visible."""
_APART = 5
"""Looks that are closer than this are drawn as one."""
_LAST_DAY = datetime.max.replace(tzinfo=UTC) - timedelta(days=1)
_KEYS = ("seen", "same", "gap", "trouble", "change", "noise")


@dataclass(frozen=True, slots=True)
class Bar:
    """A period of time on a lane."""

    kind: str
    """`seen`, `same` (a gap with one text on both sides), `gap` or `trouble`."""
    x: int
    width: int
    title: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A change on a lane, at the time at which the new text was first seen."""

    x: int
    width: int
    """Of the interval in which the change happened, to the left of `x`."""
    look: str
    """The severity of a change of the text, or `noise`."""
    path: str
    title: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One source."""

    name: str
    path: str
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    looks: tuple[int, ...] = ()
    """Where captures gave the policy, as close as can be drawn apart."""


@dataclass(frozen=True, slots=True)
class Chart:
    """Lanes over one axis of time."""

    lanes: tuple[Lane, ...]
    days: tuple[datetime, ...]
    """The times named on the axis, evenly apart, the first and the last of the chart."""

    @property
    def labels(self) -> tuple[str, ...]:
        """Return the days on the axis in words; empty where the day is still that of the label before."""
        names = [phrases.format_day(day) for day in self.days]
        return tuple(
            "" if number and name == names[number - 1] else name
            for number, name in enumerate(names)
        )

    @property
    def legend(self) -> tuple[str, ...]:
        """Return the marks that the legend explains, in order."""
        bars = {bar.kind for lane in self.lanes for bar in lane.bars}
        marks = {mark.look == "noise" for lane in self.lanes for mark in lane.marks}
        shown = bars | {"noise" if is_noise else "change" for is_noise in marks}
        return tuple(key for key in _KEYS if key in shown)


@dataclass(frozen=True, slots=True)
class _Axis:
    start: datetime
    end: datetime

    def position(self, moment: datetime) -> int:
        """Return the position of a time on the axis, clamped to its ends."""
        share = (moment - self.start) / (self.end - self.start)
        return round(min(max(share, 0), 1) * WIDTH)

    def build_bar(self, kind: str, since: datetime, until: datetime, title: str) -> Bar:
        x = self.position(since)
        width = max(self.position(until) - x, _NARROWEST[kind])
        return Bar(kind, min(x, WIDTH - width), width, title)


def build_chart(records: Sequence[SourceRecord]) -> Chart | None:
    """Return the sources' histories on one axis; None if there was no attempt."""
    times = [
        moment
        for record in records
        for moment in (record.first_seen, record.last_seen, record.last_tried)
        if moment
    ]
    times += [trouble.first_at for record in records for trouble in record.troubles]
    return _draw_chart(records, min(times), max(times)) if times else None


def settled_chart(records: Sequence[SourceRecord], as_of: datetime) -> Chart | None:
    """Return the histories up to the newest thing that they tell, or the beginning of the month.

    A capture that confirms what was there leaves this chart as it is, so that the page with it need
    not be written again each day. None if nothing was ever tried.
    """
    month = as_of.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    news = [moment for record in records for moment in _news_times(record)]
    if not news:
        return None
    until = max(month, *news)
    shown = [
        replace(record, seen_at=(), last_seen=_first_after(record.last_seen, until))
        for record in records
    ]
    return _draw_chart(shown, min(news), until)


def _news_times(record: SourceRecord) -> Iterator[datetime]:
    yield from (version.first.captured_at for version in record.versions)
    yield from (gap.until for gap in record.gaps if gap.until)
    for trouble in record.troubles:
        yield from (trouble.first_at, trouble.last_at)


def _first_after(moment: datetime | None, until: datetime) -> datetime | None:
    return min(moment, until) if moment else None


def _draw_chart(records: Sequence[SourceRecord], start: datetime, end: datetime) -> Chart:
    axis = _Axis(min(start, _LAST_DAY), max(end, min(start, _LAST_DAY) + timedelta(days=1)))
    days = tuple(
        axis.start + (axis.end - axis.start) * number / TICKS for number in range(TICKS + 1)
    )
    types = [record.source.policy_type for record in records]
    alone = {name for name in types if types.count(name) == 1}
    return Chart(tuple(_source_lane(record, axis, alone) for record in records), days)


def _source_lane(record: SourceRecord, axis: _Axis, alone: Collection[str]) -> Lane:
    """Return a source's lane; where two policies are of one type, the address tells them apart."""
    name = phrases.title_words(record.source.policy_type)
    where = "" if record.source.policy_type in alone else phrases.short_url(record.source.url)
    return Lane(
        f"{name} · {where}" if where else name,
        source_path(record.source.source_id),
        (*_seen_bars(record, axis), *_unseen_bars(record, axis)),
        tuple(_change_mark(change, axis) for change in record.changes),
        tuple(sorted({axis.position(seen_at) // _APART * _APART for seen_at in record.seen_at})),
    )


def _seen_bars(record: SourceRecord, axis: _Axis) -> tuple[Bar, ...]:
    """Return the stretch from the first capture to the last; the gaps are drawn over it."""
    if record.first_seen is None or record.last_seen is None:
        return ()
    first, last = phrases.format_day(record.first_seen), phrases.format_day(record.last_seen)
    times = count_with_noun("time", record.captures)
    title = (
        say_text("chart", "seen_title", times=times, first=first, last=last)
        if record.seen_at
        else say_text("chart", "seen_since", first=first)
    )
    return (axis.build_bar("seen", record.first_seen, record.last_seen, title),)


def _unseen_bars(record: SourceRecord, axis: _Axis) -> tuple[Bar, ...]:
    gaps = [
        axis.build_bar(
            "same" if gap.same_text else "gap",
            gap.since,
            gap.until or axis.end,
            phrases.gap_sentence(gap),
        )
        for gap in record.gaps
    ]
    troubles = [
        axis.build_bar(
            "trouble",
            trouble.first_at,
            trouble.last_at,
            say_text(
                "chart",
                "trouble_title",
                tries=count_with_noun("try", trouble.count),
                cause=phrases.cause_words(trouble.cause),
            ),
        )
        for trouble in record.troubles
    ]
    return (*gaps, *troubles)


def _change_mark(change: ChangeLine, axis: _Axis) -> Mark:
    x, since = axis.position(change.not_after), axis.position(change.not_before)
    look = str(change.severity) if change.kind in OWN_TEXT else "noise"
    kind = phrases.KINDS[change.kind][0]
    when = phrases.short_interval(change.not_before, change.not_after)
    title = say_text("chart", "mark_title", when=when, kind=kind, summary=change.summary)
    return Mark(x, x - since, look, change_path(change.change_id), title)
