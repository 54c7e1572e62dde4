"""A source's history as rows of a timeline, latest first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby, zip_longest

from policytrail.report.records import (
    ChangeLine,
    GapRecord,
    SourceRecord,
    TroubleRecord,
    VersionRecord,
)


class RowKind(StrEnum):
    """What a row of the timeline shows."""

    VERSION = "version"
    CHANGE = "change"
    GAP = "gap"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One row of the timeline; the field that `kind` names is set."""

    kind: RowKind
    at: datetime
    """What the row is ordered by."""
    number: int = 0
    """Of a version, counting from 1 in order of time."""
    version: VersionRecord | None = None
    change: ChangeLine | None = None
    gaps: tuple[GapRecord, ...] = ()
    """Gaps with nothing else between them, latest first."""
    trouble: TroubleRecord | None = None


# At equal times, from below to above: a gap begins with the capture that came before it.
_RANK = {RowKind.CHANGE: 0, RowKind.VERSION: 1, RowKind.GAP: 2, RowKind.TROUBLE: 3}


def timeline_rows(record: SourceRecord) -> tuple[TimelineRow, ...]:
    """Return the rows, latest first; a version stands above the change that led to it.

    A gap stands at its own start: below the change that happened in it.
    """
    rows: list[TimelineRow] = []
    for place, (version, change) in enumerate(
        zip_longest(record.versions, (None, *record.changes)), start=1
    ):
        if version:
            first_seen = version.first.captured_at
            rows.append(TimelineRow(RowKind.VERSION, first_seen, number=place, version=version))
        if change:
            rows.append(TimelineRow(RowKind.CHANGE, change.not_after, change=change))
    rows += [TimelineRow(RowKind.GAP, gap.since, gaps=(gap,)) for gap in record.gaps]
    rows += [
        TimelineRow(RowKind.TROUBLE, trouble.first_at, trouble=trouble)
        for trouble in record.troubles
    ]
    rows.sort(key=lambda row: (row.at, _RANK[row.kind]), reverse=True)
    return tuple(_join_gaps(rows))


def _join_gaps(rows: Iterable[TimelineRow]) -> Iterator[TimelineRow]:
    """Yield the rows, adjacent gaps merged."""
    for kind, group in groupby(rows, key=lambda row: row.kind):
        some = tuple(group)
        if kind is RowKind.GAP:
            yield TimelineRow(kind, some[0].at, gaps=tuple(gap for row in some for gap in row.gaps))
        else:
            yield from some
