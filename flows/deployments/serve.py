"""Serve the deployments with their schedules from one process, until it is stopped."""

import os
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from flows.bound_process import PARENT
from flows.deployments.declared import DAILY, DEPLOYMENTS, DeclaredDeployment
from policytrail.errors import ConfigurationError, PolicyTrailError
from storage import absolute_store, is_lake

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment

_LOOK_S = 0.5


class ServingEnded(PolicyTrailError):
    """Runs can no longer be started: start `serve` again."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """When `track` runs by itself."""

    cron: str | None = DAILY
    every_s: float | None = None
    """Seconds from one run to the next, instead of the cron expression."""


@dataclass(frozen=True, slots=True)
class ServedPlaces:
    """The files that served runs read and write."""

    db: Path
    sources: Path
    out: Path
    watch: Path | None = None


@contextmanager
def serving_runs(places: ServedPlaces, schedule: Schedule) -> Generator[Callable[[], str]]:
    """Serve `track` on its schedule and the other flows for the block; yield what tells a fault.

    What the former process left behind is put in order first. At the end, runs in progress are
    cancelled: what they captured is stored by the next ones.
    """
    # The server's address is set before these imports.
    from flows.deployments.leftovers import clear_leftovers  # noqa: PLC0415
    from flows.deployments.path_parameters import DB, HOME  # noqa: PLC0415
    from flows.deployments.run_starter import starting_runs  # noqa: PLC0415
    from flows.pipeline import watch_beside  # noqa: PLC0415

    watch = places.watch
    paths = {"db": places.db, "sources": places.sources, "out": places.out}
    paths |= {"watch": watch} if watch else {}
    # Runs whose parameters somebody else chose name no other paths than those around these.
    folders = (
        *(() if is_lake(places.db) else (places.db.parent,)),
        places.sources.parent,
        places.out,
        *([watch.parent] if watch else []),
    )
    homes = dict.fromkeys(str(folder.resolve()) for folder in folders)
    os.environ.setdefault(HOME, os.pathsep.join(homes))
    if is_lake(places.db):
        os.environ.setdefault(DB, absolute_store(places.db))
    os.environ[PARENT] = str(os.getpid())
    watched = watch_beside(places.sources, str(watch) if watch else None) is not None
    clear_leftovers(absolute_store(places.db))
    deployments = [
        make_deployment(each, paths, schedule, is_watched=watched) for each in DEPLOYMENTS
    ]
    with starting_runs(deployments) as find_fault:
        yield find_fault


def wait_for_fault(find_fault: Callable[[], str]) -> None:
    """Wait until runs can no longer be started.

    Raises:
        ServingEnded: always, with the reason; a signal ends the wait otherwise.
    """
    while not (fault := find_fault()):
        time.sleep(_LOOK_S)
    raise ServingEnded(fault)


def make_deployment(
    declared: DeclaredDeployment,
    paths: Mapping[str, Path],
    schedule: Schedule,
    *,
    is_watched: bool,
) -> "RunnerDeployment":
    """Return what Prefect serves for a declared deployment.

    Args:
        declared: the deployment.
        paths: the value of each parameter that is a path; one that is missing is not set.
        schedule: when `track` runs, instead of the time declared.
        is_watched: whether anybody has watch rules; without, runs for them would come to nothing.

    Raises:
        ConfigurationError: the schedule is no cron expression.
    """
    from prefect.client.schemas.objects import (  # noqa: PLC0415 (the same)
        ConcurrencyLimitConfig,
        ConcurrencyLimitStrategy,
    )
    from pydantic import ValidationError  # noqa: PLC0415 (the same)

    flow = getattr(import_module(f"flows.deployments.{declared.module}"), declared.flow)
    chosen = schedule if declared.flow == "track" else Schedule(declared.cron)
    is_scheduled = is_watched or not declared.needs_watch
    try:
        return flow.to_deployment(
            declared.name,
            description=declared.description,
            parameters={
                name: absolute_store(paths[name]) for name in declared.parameters if name in paths
            },
            cron=chosen.cron if is_scheduled and chosen.every_s is None else None,
            interval=chosen.every_s,
            tags=["policytrail", declared.flow],
            concurrency_limit=ConcurrencyLimitConfig(
                limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW
            )
            if declared.one_at_a_time
            else None,
        )
    except ValidationError as error:  # nothing else of it is the user's
        raise ConfigurationError(
            f"--cron {schedule.cron}: is no cron expression, e.g. '{DAILY}' for daily at 06:00 UTC"
        ) from error
