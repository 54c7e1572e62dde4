"""The `track` flow: capture what is due, derive what is missing, publish what changed."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from prefect import flow
from prefect.artifacts import create_table_artifact
from prefect.futures import PrefectFuture
from prefect.runtime import flow_run
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.database import database_opener, renew_copy
from flows.deployments.capturing import RUN_TIMEOUT_S, SERVICES_AT_ONCE, capture_due
from flows.deployments.change_links import leave_change_links
from flows.deployments.dispatch import capture_in_shards
from flows.deployments.events import emit_changes
from flows.deployments.path_parameters import DEFAULT_DB, confine_paths
from flows.deployments.rate_limits import request_admission
from flows.deployments.run_names import run_namer
from flows.deployments.steps import derive_step, publish_step, send_alerts
from flows.pipeline import (
    Alerted,
    Derived,
    Published,
    RunTime,
    admit_all,
    choose_sources,
    reported_watch,
    save_copies,
    watch_beside,
)
from policytrail.alerts import fresh_changes
from policytrail.fetch import from_environment
from policytrail.model import Attempt
from policytrail.report.records import ChangeLine
from policytrail.sources import parse_sources


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
    changes: tuple[ChangeLine, ...] = ()
    """What is new on the site, and young enough to be news."""


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
    db: str = DEFAULT_DB,
    sources: str = "sources.yaml",
    out: str = "reports",
    only: list[str] | None = None,
    tags: list[str] | None = None,
    at: datetime | None = None,
    archive: bool = False,
    watch: str | None = None,
    takes_all: bool = False,
    shards: int = 1,
) -> Tracked:
    """Capture every due source (or those of `only` and `tags`), derive, and write the reports.

    Args:
        db: The database; by default that of POLICYTRAIL_DB.
        sources: The file that lists what is tracked.
        out: The folder of the reports.
        only: Sources or services by id; all if none is named.
        tags: Only sources with one of these tags.
        at: Plays the run at another time: due sources, captures and reports are of that time.
        archive: Whether the Wayback Machine is asked to keep a copy of what changed.
        watch: The file of watch rules; by default `watch.yaml` next to the sources file.
        takes_all: Whether sources are captured that are not due yet.
        shards: Among how many runs of `shard/by-track` the sources are divided; with 1, this run
            captures them itself.
    """
    confine_paths(db=db, sources=sources, out=out, watch=watch)
    path, now = Path(db), at or datetime.now(UTC)
    wanted = choose_sources(
        parse_sources(Path(sources).read_text(encoding="utf-8"), sources), only or [], tags or []
    )
    run = RunTime(at or _scheduled_at(now), now, takes_all)
    captured = (
        capture_due(path, wanted, run, at)
        if shards == 1
        else capture_in_shards(path, wanted, run, shards)
    )
    opened = database_opener(path)
    derived = derive_step(path, now)
    archived = [
        source for source in wanted if (archive or source.archive) and not source.access.pages
    ]
    admit = request_admission(from_environment(os.environ)) if archived else admit_all
    if save_copies(opened, archived, captured.attempts, now, admit=admit):
        derive_step(path, now)
    renew_copy(path)
    watched = watch_beside(Path(sources), watch)
    published = publish_step(path, Path(out), reported_watch(watched))
    fresh = fresh_changes(published.changes_before, published.changes, now)
    emit_changes(fresh)
    leave_change_links(fresh)
    # What was captured is kept and published before a fault in watch.yaml ends the run.
    alerted = send_alerts(path, watched, published.entries, now)
    renew_copy(path)
    _leave_summary(captured.attempts)
    if captured.bugs:
        # What the other services gave is kept; the run ends with the error.
        raise captured.bugs[0]
    return Tracked(
        captured.attempts,
        len(wanted) - captured.due,
        captured.due - len(captured.attempts),
        derived,
        published,
        alerted,
        fresh,
    )


def _scheduled_at(now: datetime) -> datetime:
    """Return when the run was to begin: now, for one that nobody scheduled."""
    planned: datetime = flow_run.scheduled_start_time
    # A plain value: the arithmetic of Prefect's own is not that of `datetime`.
    return min(datetime.fromtimestamp(planned.timestamp(), UTC), now)


def _leave_summary(attempts: Sequence[Attempt]) -> None:
    """Publish the run's summary as an artifact in Prefect's UI."""
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
