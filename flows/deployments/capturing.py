"""Capture the sources that are due, one task per service, and store the results."""

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture, as_completed
from prefect.logging import get_run_logger

from flows.pipeline import LISTENER, CaptureRequest, RunTime, SpooledCaptures, capture_all
from policytrail.fetch import from_environment
from policytrail.model import Attempt, Source
from policytrail.sources import start_delays
from storage import Spool, Spooled

SERVICES_AT_ONCE = 16
"""Services asked at the same time; each host is asked by one of them at a time.

Ten servers that never finish their answers leave six turns to all others, and end together.
"""
RUN_TIMEOUT_S = 6 * 3600
"""Each request has its own limits; this one ends a run that hangs all the same."""


@dataclass(frozen=True, slots=True)
class ServiceTask:
    """What a service's task needs."""

    asks: tuple[CaptureRequest, ...]
    spool: Spool
    at: datetime | None
    stop_at_s: float
    start_at_s: float
    """Both are times of the monotonic clock."""


@dataclass(frozen=True, slots=True)
class CapturedDue:
    """What came of the sources that were due."""

    due: int
    attempts: tuple[Attempt, ...]
    """By source."""
    bugs: tuple[Exception, ...] = ()
    """Errors of this program that ended the tasks of some services."""


@task(
    name="capture",
    task_run_name="capture {service_id}",
    retries=1,
    retry_delay_seconds=5,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def capture_service(service_id: str, task: ServiceTask) -> list[Attempt]:
    """Try each source of a service once, until the run's deadline; captures go to the spool."""
    time.sleep(max(task.start_at_s - time.monotonic(), 0))
    got = capture_all(task.asks, task.at, stop_at_s=task.stop_at_s)
    task.spool.keep_captures(Spooled(tuple(ask.source for ask in task.asks), tuple(got)))
    outcomes = ", ".join(f"{each.attempt.source_id} {each.attempt.outcome}" for each in got)
    get_run_logger().info("%s: %s", service_id, outcomes)
    return [each.attempt for each in got]


def capture_due(
    db: Path, wanted: Sequence[Source], run: RunTime, at: datetime | None
) -> CapturedDue:
    """Capture those of the sources that are due, from within a flow, and write them to the store."""
    captures = SpooledCaptures(db)
    services = captures.sources_due(wanted, run)
    settings = from_environment(os.environ)
    began_at_s = time.monotonic()
    stop_at_s = began_at_s + settings.run_deadline_s
    delays = start_delays(services, 0 if run.takes_all else settings.spread_s)
    due = sum(map(len, services.values()))
    get_run_logger().info("%d of %d sources are due", due, len(wanted))
    tasks = [
        _submit_service(
            service_id,
            ServiceTask(services[service_id], captures.spool, at, stop_at_s, began_at_s + delay_s),
        )
        for service_id, delay_s in delays.items()
    ]
    attempts, bugs = _gather_attempts(tasks, captures, due)
    captures.write_rest(wanted, run)
    attempts.sort(key=lambda attempt: attempt.source_id)
    return CapturedDue(due, tuple(attempts), tuple(bugs))


def _submit_service(service_id: str, task: ServiceTask) -> PrefectFuture[list[Attempt]]:
    return capture_service.submit(  # pyright: ignore[reportUnknownMemberType] (its **kwargs are untyped)
        service_id, task
    )


def _gather_attempts(
    tasks: list[PrefectFuture[list[Attempt]]], captures: SpooledCaptures, due: int
) -> tuple[list[Attempt], list[Exception]]:
    """Return what came of the tasks and the bugs that ended some; write captures as they come."""
    attempts: list[Attempt] = []
    bugs: list[Exception] = []
    for done in as_completed(tasks):
        got: list[Attempt] | Exception = done.result(raise_on_failure=False)
        if isinstance(got, Exception):
            bugs.append(got)
            continue
        attempts += got
        LISTENER.get()("capturing", len(attempts), due)
        captures.write_batch()
    return attempts, bugs
