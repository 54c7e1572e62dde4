from dataclasses import replace
from datetime import timedelta

import pytest

from policytrail.model import Attempt, Origin, Outcome, SourceHistory
from policytrail.report.build.source import index_record, source_health, source_line, source_record
from policytrail.report.build.timeline import RowKind, timeline_rows
from policytrail.report.records.source import Health
from tests.report import told, values


def test_a_stretch_in_which_every_try_failed_is_a_gap_and_not_a_quiet_time() -> None:
    record = source_record(told.history())

    (gap,) = record.gaps
    assert (gap.since, gap.until, gap.same_text, gap.tries) == (
        values.day(8),
        values.day(43),
        False,
        11,
    )


def test_a_stretch_that_captures_confirm_has_no_gap() -> None:
    privacy = told.other_histories()[0]

    assert source_record(privacy).gaps == ()


def test_a_stretch_in_which_nobody_tried_says_so() -> None:
    quiet = replace(told.history(), attempts=())

    assert source_record(quiet).gaps[0].tries == 0


def test_a_silence_that_lasts_until_now_is_a_gap_without_end() -> None:
    later = replace(told.history(), as_of=values.day(90))

    last = source_record(later).gaps[-1]

    assert (last.since, last.until, last.same_text) == (values.day(55), None, None)


def test_failed_tries_in_a_row_are_one_trouble_and_a_success_ends_it() -> None:
    troubles = source_record(told.history()).troubles

    assert [(one.cause, one.count) for one in troubles] == [("timed_out", 11), ("bot_challenge", 1)]


def failing(history: SourceHistory) -> SourceHistory:
    attempt = Attempt(values.TERMS.source_id, history.as_of, Outcome.TIMED_OUT)
    return replace(history, attempts=(*history.attempts, attempt))


def archived(history: SourceHistory) -> SourceHistory:
    seen = tuple(replace(one, origin=Origin.WARC) for one in history.observations)
    return replace(history, attempts=(), observations=seen)


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        pytest.param(told.history(), Health.CURRENT, id="looked-today"),
        pytest.param(failing(told.history()), Health.FAILING, id="last-try-failed"),
        pytest.param(
            replace(told.history(), as_of=values.day(55) + timedelta(days=4)),
            Health.LATE,
            id="nobody-tried-for-four-days",
        ),
        pytest.param(archived(told.history()), Health.ARCHIVED, id="out-of-warc-files"),
        pytest.param(told.other_histories()[2], Health.NEVER, id="never-seen"),
    ],
)
def test_the_health_of_a_source(history: SourceHistory, expected: Health) -> None:
    assert source_health(history) == expected


def test_a_failing_source_names_the_cause() -> None:
    assert source_line(failing(told.history())).trouble == "timed_out"


def test_the_timeline_is_told_latest_first_with_the_gap_below_what_happened_in_it() -> None:
    kinds = [row.kind for row in timeline_rows(source_record(told.history()))]

    assert kinds == [
        RowKind.VERSION,
        RowKind.CHANGE,
        RowKind.TROUBLE,
        RowKind.VERSION,
        RowKind.CHANGE,
        RowKind.TROUBLE,
        RowKind.GAP,
        RowKind.VERSION,
        RowKind.CHANGE,
        RowKind.VERSION,
    ]


def test_the_index_orders_changes_by_time_whatever_the_order_they_come_in() -> None:
    lines = source_record(told.history()).changes

    found = index_record(lines, (), values.day(60)).changes

    assert list(found) == sorted(lines, key=lambda line: line.not_after, reverse=True)


def test_a_gap_that_begins_with_a_version_stands_above_it() -> None:
    history = told.history()
    seen = tuple(one for one in history.observations if one.captured_at <= values.day(0))
    later = tuple(one for one in history.observations if one.captured_at >= values.day(55))
    first, *_, last = history.versions
    same = replace(last, document_sha256=first.document_sha256)
    alone = replace(
        history,
        observations=(*seen, *(replace(one, document_sha256=values.sha("one")) for one in later)),
        versions=(replace(first, last=same.last),),
        changes=(),
        attempts=(),
    )

    kinds = [row.kind for row in timeline_rows(source_record(alone))]

    assert kinds == [RowKind.GAP, RowKind.VERSION]


def test_gaps_with_nothing_between_them_are_one_row() -> None:
    history = told.history()
    seen = [one for one in history.observations if one.captured_at in map(values.day, (0, 43, 55))]
    sparse = replace(
        history,
        observations=tuple(replace(one, document_sha256=values.sha("one")) for one in seen),
        versions=history.versions[:1],
        changes=(),
        attempts=(),
    )

    rows = timeline_rows(source_record(sparse))

    assert [len(row.gaps) for row in rows] == [2, 0]


def holding(history: SourceHistory) -> SourceHistory:
    """Return the history with its newest capture held: most of the text was missing from it."""
    *before, last = sorted(history.observations, key=lambda one: one.captured_at)
    return replace(history, observations=(*before, replace(last, is_held=True)))


def test_a_capture_that_waits_for_confirmation_is_a_trouble_of_its_own() -> None:
    history = holding(told.history())

    record, line = source_record(history), source_line(history)

    assert (record.health, record.troubles[-1].cause) == (Health.HELD, "held")
    assert (line.health, line.trouble) == (Health.HELD, "held")
    assert record.captures == source_record(told.history()).captures - 1
