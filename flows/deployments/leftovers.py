"""What a former `serve` left on Prefect's server when it was killed: put in order before the next runs."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Final, TypeVar

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import GlobalConcurrencyLimitUpdate
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterExpectedStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.sorting import DeploymentSort, FlowRunSort
from prefect.states import Cancelled, Crashed

T = TypeVar("T")
_MOST: Final = 200
_UNDER_WAY: Final = [StateType.PENDING, StateType.RUNNING, StateType.CANCELLING]


def clear_leftovers(db: str) -> int:
    """Clean up after runs on a database that were cut off; return how many there were.

    Runs that were in progress are `Crashed`, of those that were missed only the newest of each
    deployment is still run, and no deployment counts a run that is dead. The caller holds the
    database's `serve` lock: no other process runs these deployments.
    """
    with get_client(sync_client=True) as client:
        dead = _runs_on(db, _find_runs(client, FlowRunFilterState(type=_any_of(_UNDER_WAY))))
        for run in dead:
            ended = Crashed(message="The process that ran it was killed.")
            client.set_flow_run_state(run.id, ended, force=True)
        late = _find_runs(
            client,
            FlowRunFilterState(type=_any_of([StateType.SCHEDULED])),
            FlowRunFilterExpectedStartTime.model_validate({"before_": datetime.now(UTC)}),
        )
        missed = _covered_runs(_runs_on(db, late))
        for run in missed:
            ended = Cancelled(message="Missed while nothing ran; a later run covers it.")
            client.set_flow_run_state(run.id, ended, force=True)
        _free_slots(client, db)
    return len(dead) + len(missed)


def _any_of(types: list[StateType]) -> FlowRunFilterStateType:
    return FlowRunFilterStateType(any_=types)


def _find_runs(
    client: SyncPrefectClient,
    state: FlowRunFilterState,
    expected: FlowRunFilterExpectedStartTime | None = None,
) -> list[FlowRun]:
    """Return the runs in a state, the newest first."""
    wanted = FlowRunFilter(state=state, expected_start_time=expected)
    return _read_pages(
        lambda offset: client.read_flow_runs(
            flow_run_filter=wanted,
            sort=FlowRunSort.EXPECTED_START_TIME_DESC,
            limit=_MOST,
            offset=offset,
        )
    )


def _read_pages(read_from: Callable[[int], list[T]]) -> list[T]:
    """Return all results of a paged query, `_MOST` a page."""
    items: list[T] = []
    while True:
        page = read_from(len(items))
        items += page
        if len(page) < _MOST:
            return items


def _runs_on(db: str, runs: Iterable[FlowRun]) -> list[FlowRun]:
    """Return the runs of deployments on a database."""
    return [run for run in runs if run.deployment_id and run.parameters.get("db") == db]


def _covered_runs(late: list[FlowRun]) -> list[FlowRun]:
    """Return the scheduled runs that a later one of the same deployment replaces."""
    seen: set[object] = set()
    covered: list[FlowRun] = []
    for run in late:
        if not run.auto_scheduled:
            continue  # somebody asked for it
        if run.deployment_id in seen:
            covered.append(run)
        seen.add(run.deployment_id)
    return covered


def _free_slots(client: SyncPrefectClient, db: str) -> None:
    """Free the concurrency slots of all deployments on a database."""
    deployments = _read_pages(
        lambda offset: client.read_deployments(
            limit=_MOST, offset=offset, sort=DeploymentSort.NAME_ASC
        )
    )
    for deployment in deployments:
        limit = deployment.global_concurrency_limit
        if limit is not None and deployment.parameters.get("db") == db:
            client.update_global_concurrency_limit(
                limit.name, GlobalConcurrencyLimitUpdate(active_slots=0)
            )
