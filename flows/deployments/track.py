"""The `track` flow: capture what is due, derive what is missing, publish what changed."""

import os
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture, as_completed
from prefect.logging import get_run_logger
from prefect.runtime import flow_run
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.database import database_opener, reading_database, renew_copy
from flows.deployments.change_links import leave_change_links
from flows.deployments.events import emit_changes
from flows.deployments.path_parameters import confine_paths
from flows.deployments.rate_limits import request_admission
from flows.deployments.run_names import run_namer
from flows.pipeline import (
    LISTENER,
    Alerted,
    CaptureRequest,
    Derived,
    Published,
    RunTime,
    SpooledCaptures,
    admit_all,
    alert_in_turns,
    capture_all,
    choose_sources,
    derive_in_turns,
    feeds_in,
    publish_reports,
    rules_in,
    save_copies,
    watch_beside,
)
from policytrail.alerts import WatchRule, fresh_changes
from policytrail.fetch import from_environment
from policytrail.model import Attempt
from policytrail.sources import parse_sources
from storage import Spool, Spooled

SERVICES_AT_ONCE = 8
"""Services asked at the same time; each host is asked by one of them at a time."""
RUN_TIMEOUT_S = 6 * 3600
"""Each request has its own limits; this one ends a run that hangs all the same."""


@dataclass(frozen=True, slots=True)
class Tracked:
    """What a run did."""

    attempts: tuple[Attempt, ...]
    not_due: int
    not_reached: int
    """Sources that were due, and whose turn had not come when the run's deadline passed."""
    derived: Derived
    published: Published
    alerted: Alerted


@dataclass(frozen=True, slots=True)
class _ServiceTask:
    """What a service's task needs."""

    asks: tuple[CaptureRequest, ...]
    spool: Spool
    at: datetime | None
    stop_at_s: float


@task(
    name="capture",
    task_run_name="capture {service_id}",
    retries=1,
    retry_delay_seconds=5,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def capture_service(service_id: str, task: _ServiceTask) -> list[Attempt]:
    """Try each of a service's sources once until the run's deadline; what came is in the spool."""
    got = capture_all(task.asks, task.at, stop_at_s=task.stop_at_s)
    task.spool.keep_captures(Spooled(tuple(ask.source for ask in task.asks), tuple(got)))
    outcomes = ", ".join(f"{each.attempt.source_id} {each.attempt.outcome}" for each in got)
    get_run_logger().info("%s: %s", service_id, outcomes)
    return [each.attempt for each in got]


@flow(
    name="track",
    flow_run_name=run_namer("track"),
    # Prefect declares the parameter of its runners' type invariant, so that none of them fits.
    task_runner=cast(
        "TaskRunner[PrefectFuture[object]]", ThreadPoolTaskRunner(max_workers=SERVICES_AT_ONCE)
    ),
    timeout_seconds=RUN_TIMEOUT_S,
    persist_result=False,
)
def track(  # noqa: PLR0913 (the parameters of a deployment, each by name)
    db: str = "policytrail.duckdb",
    sources: str = "sources.yaml",
    out: str = "reports",
    only: list[str] | None = None,
    tags: list[str] | None = None,
    at: datetime | None = None,
    archive: bool = False,
    watch: str | None = None,
    takes_all: bool = False,
) -> Tracked:
    """Capture every due source (or those of `only` and `tags`), derive, and write the reports.

    Args:
        db: The database file.
        sources: The file that lists what is tracked.
        out: The folder of the reports.
        only: Sources or services by id; all if none is named.
        tags: Only sources with one of these tags.
        at: Plays the run at another time: due sources, captures and reports are of that time.
        archive: Whether the Wayback Machine is asked to keep a copy of what changed.
        watch: The file of watch rules; by default `watch.yaml` next to the sources file.
        takes_all: Whether sources are captured that are not due yet.
    """
    confine_paths(db=db, sources=sources, out=out, watch=watch)
    path, now = Path(db), at or datetime.now(UTC)
    wanted = choose_sources(
        parse_sources(Path(sources).read_text(encoding="utf-8"), sources), only or [], tags or []
    )
    run = RunTime(at or _scheduled_at(now), now, takes_all)
    captures = SpooledCaptures(path)
    services = captures.sources_due(wanted, run)
    stop_at_s = time.monotonic() + from_environment(os.environ).run_deadline_s
    log = get_run_logger()
    due = sum(map(len, services.values()))
    log.info("%d of %d sources are due", due, len(wanted))
    tasks = [
        _submit_service(service_id, _ServiceTask(asks, captures.spool, at, stop_at_s))
        for service_id, asks in services.items()
    ]
    attempts, bugs = _gather_attempts(tasks, captures, due)
    captures.write_rest(wanted, run)
    opened = database_opener(path)
    derived = derive_in_turns(opened, now, LISTENER.get())
    archived = [source for source in wanted if archive or source.archive]
    admit = request_admission(from_environment(os.environ)) if archived else admit_all
    if save_copies(opened, archived, attempts, now, admit=admit):
        derive_in_turns(opened, now)
    renew_copy(path)
    published = _publish(path, Path(out), feeds_in(watch_beside(Path(sources), watch)))
    log.info("%d documents and %d changes derived", derived.documents, derived.changes)
    fresh = fresh_changes(published.changes_before, published.changes, now)
    emit_changes(fresh)
    leave_change_links(fresh)
    # What was captured is kept and published before a fault in watch.yaml ends the run.
    rules = rules_in(watch_beside(Path(sources), watch))
    alerted = alert_in_turns(path, rules, published.entries, now)
    renew_copy(path)
    attempts.sort(key=lambda attempt: attempt.source_id)
    _leave_summary(attempts)
    if bugs:
        # What the other services gave is kept; the run ends with the error.
        raise bugs[0]
    return Tracked(
        tuple(attempts),
        len(wanted) - due,
        due - len(attempts),
        derived,
        published,
        alerted,
    )


def _publish(db: Path, out: Path, rules: tuple[WatchRule, ...]) -> Published:
    """Write the reports and log what was written."""
    with reading_database(db) as connection:
        published = publish_reports(connection, out, LISTENER.get(), rules)
    get_run_logger().info("%d pages written", published.written)
    if published.warning:
        get_run_logger().warning(published.warning)
    return published


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


def _scheduled_at(now: datetime) -> datetime:
    """Return when the run was to begin: now, for one that nobody scheduled."""
    planned: datetime = flow_run.scheduled_start_time
    # A plain value: the arithmetic of Prefect's own is not that of `datetime`.
    return min(datetime.fromtimestamp(planned.timestamp(), UTC), now)


def _submit_service(service_id: str, task: _ServiceTask) -> PrefectFuture[list[Attempt]]:
    return capture_service.submit(  # pyright: ignore[reportUnknownMemberType] (its **kwargs are untyped)
        service_id, task
    )


def _leave_summary(attempts: list[Attempt]) -> None:
    """Leave the run's summary where Prefect's pages show it."""
    create_table_artifact(
        key="track",
        description="What came of each source in this run.",
        table=[
            {
                "source": attempt.source_id,
                "outcome": str(attempt.outcome),
                "status": attempt.status,
                "detail": attempt.detail,
            }
            for attempt in attempts
        ],
    )
