"""A source's history as rows of a timeline, latest first."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import zip_longest

from policytrail.report.histories import GapRecord, SourceRecord, TroubleRecord
from policytrail.report.records import ChangeLine, VersionRecord


class RowKind(StrEnum):
    """What a row of the timeline shows."""

    VERSION = "version"
    CHANGE = "change"
    GAP = "gap"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the timeline; the field that `kind` names is set."""

    kind: RowKind
    at: datetime
    """What the row is ordered by."""
    number: int = 0
    """Of a version, counting from 1 in order of time."""
    version: VersionRecord | None = None
    change: ChangeLine | None = None
    gap: GapRecord | None = None
    trouble: TroubleRecord | None = None


_RANK = {RowKind.TROUBLE: 0, RowKind.GAP: 1, RowKind.CHANGE: 2, RowKind.VERSION: 3}


def rows_of(record: SourceRecord) -> tuple[Row, ...]:
    """Return the rows, latest first; a version stands above the change that led to it.

    A gap between two versions stands below the change that happened in it, at its own start.
    """
    rows: list[Row] = []
    for place, (version, change) in enumerate(
        zip_longest(record.versions, (None, *record.changes)), start=1
    ):
        if version:
            at = version.first.captured_at
            rows.append(Row(RowKind.VERSION, at, number=place, version=version))
        if change:
            rows.append(Row(RowKind.CHANGE, change.not_after, change=change))
    rows += [Row(RowKind.GAP, gap.since, gap=gap) for gap in record.gaps]
    rows += [Row(RowKind.TROUBLE, one.first_at, trouble=one) for one in record.troubles]
    return tuple(sorted(rows, key=lambda row: (row.at, _RANK[row.kind]), reverse=True))
