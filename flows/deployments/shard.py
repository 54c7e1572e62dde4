"""The `shard` flow: capture and derive some of the sources of a `track` run, on any machine."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import cast
from uuid import UUID

from prefect import flow
from prefect.client.orchestration import get_client
from prefect.futures import PrefectFuture
from prefect.runtime import flow_run
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.database import reading_database, store_settings
from flows.deployments.capturing import RUN_TIMEOUT_S, SERVICES_AT_ONCE, capture_due
from flows.deployments.path_parameters import DEFAULT_DB, confine_paths
from flows.deployments.run_names import run_namer
from flows.deployments.steps import derive_step
from flows.pipeline import RunTime
from policytrail.errors import PolicyTrailError
from storage import sole_right, tracked_sources


class ShardGivenUp(PolicyTrailError):
    """The run that asked for this one has given it up meanwhile: another one has its sources."""


def shard_right(run_id: object) -> str:
    """Return the right that a run of a shard has for as long as it lives."""
    return f"capturing-{run_id}"


@flow(
    name="shard",
    flow_run_name=run_namer("shard"),
    # Prefect declares the parameter of its runners' type invariant, so that none of them fits.
    task_runner=cast(
        "TaskRunner[PrefectFuture[object]]", ThreadPoolTaskRunner(max_workers=SERVICES_AT_ONCE)
    ),
    timeout_seconds=RUN_TIMEOUT_S,
    persist_result=False,
)
def shard(
    only: list[str],
    scheduled_at: datetime,
    db: str = DEFAULT_DB,
    takes_all: bool = False,
) -> None:
    """Capture those of some sources that are due, and derive what is new of their services.

    The `track` run that starts this one has declared the sources in the database.

    Args:
        only: The sources by id: whole hosts, so that no other run asks them at the same time.
        scheduled_at: When the `track` run was to begin.
        db: The database; by default that of POLICYTRAIL_DB.
        takes_all: Whether sources are captured that are not due yet.
    """
    confine_paths(db=db)
    path, now = Path(db), datetime.now(UTC)
    own_id = UUID(str(flow_run.id))
    with sole_right(path, shard_right(own_id), store_settings(os.environ).wait_s):
        with get_client(sync_client=True) as client:
            state = client.read_flow_run(own_id).state
        if state is not None and state.is_final():
            raise ShardGivenUp("another run has the sources of this one by now")
        with reading_database(path) as connection:
            wanted = [each for each in tracked_sources(connection) if each.source_id in set(only)]
        captured = capture_due(path, wanted, RunTime(scheduled_at, now, takes_all), None)
        derive_step(path, now, only)
    if captured.bugs:
        raise captured.bugs[0]
