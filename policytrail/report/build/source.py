"""SourceHistory -> SourceRecord and SourceLine: how a source was watched, and what was found."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby, pairwise

from policytrail.model import (
    MOST_CONFIRMING,
    Attempt,
    Kind,
    Observation,
    Origin,
    Outcome,
    SourceHistory,
)
from policytrail.report.build.announcement import AnnouncedRecord, announced_record, still_open
from policytrail.report.build.change import (
    change_line,
    recipe_record,
    source_name,
    version_record,
)
from policytrail.report.records import (
    ChangeLine,
    GapRecord,
    Health,
    IndexRecord,
    SourceLine,
    SourceRecord,
    TroubleRecord,
)
from policytrail.significance.classify import find_variants

SOURCE_FORMAT = "policytrail/source/1"
INDEX_FORMAT = "policytrail/index/1"

GAP_INTERVALS = 3
"""A stretch without the policy counts as a gap after so many missed intervals..."""
GAP_AT_LEAST = timedelta(days=7)
"""...and not before a week: a weekly watch is the slowest that people ask for."""

HELD = "held"
"""The cause of a trouble in which most of the text was missing, and no later capture confirmed it."""

_GOOD = (Outcome.CAPTURED, Outcome.CONFIRMED)
_ARCHIVES = (Origin.WARC, Origin.WAYBACK)
_OWN_TEXT = (Kind.SUBSTANTIVE, Kind.EDITORIAL)


def source_record(
    history: SourceHistory,
    changes: Sequence[ChangeLine] | None = None,
    announced: Sequence[AnnouncedRecord] | None = None,
) -> SourceRecord:
    """Return the published record of a source.

    `changes` and `announced`, each in order of time, are those of the history unless they are given:
    then the history may come without its changes.
    """
    if changes is None:
        changes = _change_lines(history)
    if announced is None:
        announced = [
            announced_record(announcement, history.source) for announcement in history.announced
        ]
    seen = _good_observations(history)
    return SourceRecord(
        format=SOURCE_FORMAT,
        source=source_name(history.source),
        recipe=recipe_record(history.source),
        health=source_health(history),
        every_s=history.source.every_s,
        captures=len(seen),
        first_seen=seen[0].captured_at if seen else None,
        last_seen=seen[-1].captured_at if seen else None,
        last_tried=_last_tried(history),
        versions=tuple(version_record(version) for version in history.versions),
        changes=tuple(changes),
        gaps=find_gaps(history),
        troubles=find_troubles(history.attempts, history.observations),
        variants=find_variants(history.versions),
        seen_at=tuple(observation.captured_at for observation in seen),
        announced=tuple(announced),
    )


def _change_lines(history: SourceHistory) -> list[ChangeLine]:
    return [change_line(change) for change in history.changes]


def source_line(history: SourceHistory, changes: Iterable[ChangeLine] | None = None) -> SourceLine:
    """Return a source as lists show it, with these changes or, if not given, those of its history."""
    source, seen, health = history.source, _good_observations(history), source_health(history)
    troubles = find_troubles(history.attempts, history.observations)
    failing = health in (Health.FAILING, Health.HELD, Health.NEVER) and troubles
    return SourceLine(
        source_id=source.source_id,
        service=source.service,
        service_id=source.service_id,
        policy_type=source.policy_type,
        url=source.url,
        health=health,
        captures=len(seen),
        versions=len(history.versions),
        changes=sum(
            change.kind in _OWN_TEXT
            for change in (_change_lines(history) if changes is None else changes)
        ),
        last_seen=seen[-1].captured_at if seen else None,
        last_tried=_last_tried(history),
        trouble=troubles[-1].cause if failing else "",
        tags=source.tags,
        first_tried=min(_times_tried(history), default=None),
        seen_lately=tuple(each.captured_at for each in seen[-(MOST_CONFIRMING + 1) :]),
        confirm_captures=history.source.confirm.captures,
        confirm_s=history.source.confirm.seconds,
    )


def index_record(
    changes: Iterable[ChangeLine],
    sources: Iterable[SourceLine],
    as_of: datetime,
    announced: Iterable[AnnouncedRecord] = (),
) -> IndexRecord:
    """Return the front of the site: changes latest first, sources by name."""
    return IndexRecord(
        format=INDEX_FORMAT,
        as_of=as_of,
        changes=tuple(
            sorted(changes, key=lambda change: (change.not_after, change.change_id))[::-1]
        ),
        sources=tuple(
            sorted(
                sources,
                key=lambda line: (line.service.casefold(), line.policy_type, line.source_id),
            )
        ),
        announced=still_open(announced, as_of.date()),
    )


def source_health(history: SourceHistory) -> Health:
    """Return the health of the source at the history's `as_of`."""
    seen = _good_observations(history)
    if not seen:
        return Health.NEVER
    if _is_archived(history):
        return Health.ARCHIVED
    tried = _last_tried(history)
    troubles = find_troubles(history.attempts, history.observations)
    if troubles and troubles[-1].last_at >= seen[-1].captured_at:
        return Health.HELD if troubles[-1].cause == HELD else Health.FAILING
    late = timedelta(seconds=GAP_INTERVALS * history.source.every_s)
    return Health.LATE if tried and history.as_of - tried > late else Health.CURRENT


def _is_archived(history: SourceHistory) -> bool:
    """Return whether all captures come from archives, and no live attempt failed."""
    return all(observation.origin in _ARCHIVES for observation in history.observations) and all(
        map(_is_good, history.attempts)
    )


def find_troubles(
    attempts: Sequence[Attempt], observations: Sequence[Observation]
) -> tuple[TroubleRecord, ...]:
    """Return the runs of failed attempts, in chronological order; a success ends a run."""
    marks = [
        (attempt.attempted_at, str(attempt.outcome), attempt.detail)
        for attempt in attempts
        if not _is_good(attempt)
    ]
    for observation in observations:
        cause, _, detail = (observation.failure or (HELD if observation.is_held else "")).partition(
            ": "
        )
        marks.append((observation.captured_at, cause, detail))
    runs = [(cause, list(run)) for cause, run in groupby(sorted(marks), key=lambda mark: mark[1])]
    return tuple(
        TroubleRecord(run[0][0], run[-1][0], cause, len(run), run[-1][2])
        for cause, run in runs
        if cause
    )


def _is_good(attempt: Attempt) -> bool:
    return attempt.outcome in _GOOD


def _good_observations(history: SourceHistory) -> list[Observation]:
    return [
        observation
        for observation in history.observations
        if observation.document_sha256 and not observation.is_held
    ]


def _last_tried(history: SourceHistory) -> datetime | None:
    return max(_times_tried(history), default=None)


def _times_tried(history: SourceHistory) -> list[datetime]:
    times = [attempt.attempted_at for attempt in history.attempts]
    return times + [observation.captured_at for observation in history.observations]


def find_gaps(history: SourceHistory) -> tuple[GapRecord, ...]:
    """Return the periods in which the policy was not captured, in order of time."""
    seen = _good_observations(history)
    longest = max(GAP_AT_LEAST, timedelta(seconds=GAP_INTERVALS * history.source.every_s))
    misses = [attempt.attempted_at for attempt in history.attempts if not _is_good(attempt)]
    misses += [
        observation.captured_at
        for observation in history.observations
        if observation.is_held or not observation.document_sha256
    ]
    gaps = [
        GapRecord(
            before.captured_at,
            after.captured_at,
            before.document_sha256 == after.document_sha256,
            sum(before.captured_at < miss < after.captured_at for miss in misses),
        )
        for before, after in pairwise(seen)
        if after.captured_at - before.captured_at > longest
    ]
    if seen and history.as_of - seen[-1].captured_at > longest:
        last = seen[-1].captured_at
        gaps.append(GapRecord(last, None, None, sum(miss > last for miss in misses)))
    return tuple(gaps)
