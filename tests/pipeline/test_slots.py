"""When a source is due: by the times at which runs were to begin, not by those of its captures."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from flows.pipeline.capture import RunTime, sources_due
from policytrail.model import Attempt, Outcome, Source
from storage.captures import put_captures
from storage.database import Connection
from tests.values import SOURCE, capture_at, hour

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def played(
    connection: Connection, source: Source, runs: Sequence[RunTime], lag: timedelta
) -> list[datetime]:
    """Play runs; return when the source was captured: `lag` after the run began."""
    captured: list[datetime] = []
    for run in runs:
        for ask in (
            ask for asks in sources_due(connection, [source], run).values() for ask in asks
        ):
            at = run.began_at + lag
            _keep(connection, at, ask.scheduled_at)
            captured.append(at)
    return captured


def _keep(connection: Connection, at: datetime, scheduled_at: datetime | None) -> None:
    made, body = capture_at(0, f"text of {at}".encode())
    made = replace(made, captured_at=at, fetched_at=at)
    attempt = Attempt(
        made.source_id, at, Outcome.CAPTURED, "", 200, made.capture_id, scheduled_at=scheduled_at
    )
    put_captures(connection, [(made, body)], [attempt])


def every(period: timedelta) -> Source:
    return replace(SOURCE, every_s=int(period.total_seconds()))


def test_runs_a_minute_apart_capture_each_minute_for_an_hour(connection: Connection) -> None:
    drawn = random.Random(11)  # noqa: S311 (delays, no secret)
    runs = [
        RunTime(
            hour(0) + at * MINUTE, hour(0) + at * MINUTE + timedelta(seconds=drawn.random() * 20)
        )
        for at in range(60)
    ]

    captured = played(connection, every(MINUTE), runs, timedelta(seconds=15))

    assert len(captured) == 60


def test_a_scheduler_that_only_starts_us_may_be_some_seconds_early(connection: Connection) -> None:
    drawn = random.Random(12)  # noqa: S311 (the same)
    began = [hour(0) + at * MINUTE + timedelta(seconds=drawn.random() * 8) for at in range(60)]

    captured = played(
        connection, every(MINUTE), [RunTime(at, at) for at in began], timedelta(seconds=15)
    )

    assert len(captured) == 60


def test_a_daily_source_whose_capture_takes_two_hours_is_captured_daily(
    connection: Connection,
) -> None:
    runs = [RunTime(hour(24 * at), hour(24 * at)) for at in range(14)]

    captured = played(connection, every(DAY), runs, timedelta(hours=2))

    assert len(captured) == 14


def test_a_source_of_every_ten_days_is_captured_every_ten_days_by_daily_runs(
    connection: Connection,
) -> None:
    runs = [RunTime(hour(24 * at), hour(24 * at)) for at in range(31)]

    captured = played(connection, every(10 * DAY), runs, timedelta())

    assert captured == [hour(0), hour(240), hour(480), hour(720)]


def test_runs_that_piled_up_capture_once_and_keep_the_cadence(connection: Connection) -> None:
    late = [RunTime(hour(24 * at), hour(73)) for at in range(4)]
    next_day = RunTime(hour(96), hour(96))

    captured = played(connection, every(DAY), [*late, next_day], timedelta())

    assert captured == [hour(73), hour(96)]


def test_a_run_by_hand_an_hour_later_captures_nothing_again(connection: Connection) -> None:
    runs = [RunTime(hour(0), hour(0)), RunTime(hour(1), hour(1))]

    assert played(connection, every(DAY), runs, timedelta()) == [hour(0)]


@pytest.mark.parametrize("scheduled", [True, False])
def test_a_capture_dated_in_the_future_stops_nothing(
    scheduled: bool, connection: Connection
) -> None:
    wrong = hour(24 * 365 * 70)
    _keep(connection, wrong, wrong if scheduled else None)
    runs = [RunTime(hour(24 * at), hour(24 * at)) for at in range(3)]

    captured = played(connection, every(DAY), runs, timedelta(minutes=1))

    assert len(captured) == 3


def test_a_source_that_failed_is_due_again(connection: Connection) -> None:
    failed = Attempt(SOURCE.source_id, hour(0), Outcome.TIMED_OUT, "slow", scheduled_at=hour(0))
    put_captures(connection, [], [failed])

    due = sources_due(connection, [SOURCE], RunTime(hour(1), hour(1)))

    assert [ask.source for asks in due.values() for ask in asks] == [SOURCE]
