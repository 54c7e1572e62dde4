"""Divide a run's sources among runs of the `shard` deployment, and see that each is done."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, cast
from uuid import UUID

from httpx import HTTPError
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import FlowRun
from prefect.deployments import run_deployment
from prefect.logging import get_run_logger
from prefect.runtime import flow_run
from prefect.states import Crashed

from flows.database import reading_database
from flows.deployments.capturing import CapturedDue
from flows.deployments.shard import shard_right
from flows.pipeline import RunTime, SpooledCaptures
from policytrail.errors import DatabaseBusy, PolicyTrailError
from policytrail.model import Source
from policytrail.sources import divide_sources
from storage import recent_attempts, sole_right

DEPLOYMENT: Final = "shard/by-track"
_TRIES: Final = 3
_LOOK_S: Final = 2.0
_STARTED: Final = timedelta(seconds=20)
"""So long after it began, a run has the right that tells that it lives."""
_STARTING: Final = timedelta(seconds=180)
"""A worker that has taken a run begins it within this time."""
_PATIENCE_S: Final = 5 * 3600
"""How long a shard may take with all its tries."""


class ShardFailed(PolicyTrailError):
    """Some sources could not be captured by any run of their shard: they stay due."""


@dataclass(slots=True)
class _Shard:
    number: int
    only: tuple[str, ...]
    tries: int = 0
    run_id: UUID | None = None
    fault: str = ""
    is_done: bool = False


class _Dispatch:
    """The shards of one run."""

    def __init__(self, db: Path, run: RunTime, shards: list[_Shard]) -> None:
        self.db, self.run, self.shards = db, run, shards

    def wait_for_all(self) -> None:
        """Start each shard, and again where its run ended without success, until all are done.

        While Prefect's server is away, nothing is asked of it: the runs go on.
        """
        deadline = time.monotonic() + _PATIENCE_S
        while left := [each for each in self.shards if not each.is_done]:
            if time.monotonic() > deadline:
                for each in left:
                    each.fault, each.is_done = "its run did not end in time", True
                return
            for each in left:
                try:
                    self._follow(each)
                except HTTPError as error:
                    get_run_logger().warning("Prefect's server does not answer: %s", error)
                    break
            time.sleep(_LOOK_S)

    def _follow(self, shard: _Shard) -> None:
        if shard.run_id is None:
            shard.run_id = self._start(shard)
            return
        with get_client(sync_client=True) as client:
            flow_run = client.read_flow_run(shard.run_id)
        state = flow_run.state
        if state is not None and state.is_completed():
            shard.is_done = True
        elif state is not None and state.is_final():
            self._try_again(shard, f"{state.name}: {state.message or ''}")
        elif self._has_died(flow_run):
            self._try_again(shard, "the process that ran it has died")

    def _has_died(self, found: FlowRun) -> bool:
        """Return whether nobody has a run's right any more; it is marked as crashed then.

        Who has the right meanwhile is this process: a run that takes it later sees the mark.
        """
        state = found.state
        if state is None or not (state.is_running() or state.is_pending()):
            return False
        patience = _STARTED if state.is_running() else _STARTING
        if datetime.now(UTC) - state.timestamp < patience:
            return False
        ended = Crashed(message="The process that ran it has died.")
        try:
            with (
                sole_right(self.db, shard_right(found.id), 0),
                get_client(sync_client=True) as client,
            ):
                if (client.read_flow_run(found.id).state or ended).is_final():
                    return False  # it ended just now
                client.set_flow_run_state(found.id, ended, force=True)
        except DatabaseBusy:
            return False  # it lives
        return True

    def _try_again(self, shard: _Shard, fault: str) -> None:
        get_run_logger().warning("shard %d, try %d: %s", shard.number, shard.tries, fault)
        shard.run_id, shard.fault = None, fault
        shard.is_done = shard.tries >= _TRIES
        if not shard.is_done:
            shard.fault = ""

    def _start(self, shard: _Shard) -> UUID:
        started = run_deployment(
            DEPLOYMENT,
            parameters={
                "db": str(self.db),
                "only": list(shard.only),
                "scheduled_at": self.run.scheduled_at.isoformat(),
                "takes_all": self.run.takes_all,
            },
            timeout=0,
            # A request that was sent again, since its answer was lost, starts no second run.
            idempotency_key=f"{flow_run.id} {shard.number} {shard.tries + 1}",
        )
        shard.tries += 1
        return cast("FlowRun", started).id


def capture_in_shards(db: Path, wanted: Sequence[Source], run: RunTime, shards: int) -> CapturedDue:
    """Capture those of the sources that are due in at most so many runs, on whatever machines."""
    captures = SpooledCaptures(db)
    services = captures.sources_due(wanted, run)
    due = [ask.source for asks in services.values() for ask in asks]
    divided = divide_sources(due, shards)
    get_run_logger().info(
        "%d of %d sources are due, in %d shards", len(due), len(wanted), len(divided)
    )
    dispatch = _Dispatch(db, run, [_Shard(number, only) for number, only in enumerate(divided, 1)])
    dispatch.wait_for_all()
    names = {source.source_id for source in due}
    with reading_database(db) as connection:
        attempts = {
            attempt.source_id: attempt
            for attempt in recent_attempts(connection, run.scheduled_at)
            if attempt.source_id in names
        }
    faults = [each for each in dispatch.shards if each.fault]
    bugs = [
        ShardFailed(f"shard {each.number} of {len(each.only)} sources: {each.fault}")
        for each in faults
    ]
    return CapturedDue(len(due), tuple(attempts.values()), tuple(bugs))
