"""Both ways to deploy, `policytrail serve` and `prefect deploy`, give the same deployments."""

from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path

import pytest
import yaml
from prefect.deployments.runner import RunnerDeployment

from flows.deployments.declared import DEPLOYMENTS, DeclaredDeployment
from flows.deployments.serve import Schedule, make_deployment
from policytrail.errors import ConfigurationError

ROOT = Path(__file__).parents[2]
Row = tuple[str, str, str, str, tuple[str, ...]]


def in_prefect_yaml() -> set[Row]:
    found: set[Row] = set()
    for each in yaml.safe_load((ROOT / "prefect.yaml").read_text("utf-8"))["deployments"]:
        place, _, flow = each["entrypoint"].rpartition(".")
        crons = tuple(one["cron"] for one in each.get("schedules", ()))
        assert {one["timezone"] for one in each.get("schedules", ())} <= {"UTC"}
        found.add((flow, place, each["name"], each["description"], crons))
    return found


def make_all(
    paths: dict[str, Path], schedule: Schedule, *, is_watched: bool
) -> dict[str, RunnerDeployment]:
    """Return the deployments by their flows, made in a thread without an event loop.

    Where a browser test has left its loop running, Prefect would hand back coroutines.
    """
    with ThreadPoolExecutor(1) as thread:
        made = {
            each.flow: thread.submit(make_deployment, each, paths, schedule, is_watched=is_watched)
            for each in DEPLOYMENTS
        }
    return {flow: each.result() for flow, each in made.items()}


def test_both_doors_offer_the_same_deployments(tmp_path: Path) -> None:
    paths = {name: tmp_path / name for name in ("db", "sources", "out", "watch")}

    served: set[Row] = set()
    deployments = make_all(paths, Schedule(), is_watched=True)
    for declared in DEPLOYMENTS:
        made = deployments[declared.flow]
        crons = tuple(str(getattr(one.schedule, "cron", "")) for one in made.schedules or ())
        place = f"flows.deployments.{declared.module}"
        served.add((declared.flow, place, made.name, made.description or "", crons))

    assert len(served) == len(DEPLOYMENTS)
    assert served == in_prefect_yaml()


def test_a_schedule_that_is_none_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="--cron noon: is no cron expression"):
        make_all({"db": tmp_path / "db"}, Schedule("noon"), is_watched=True)


def test_a_work_pool_runs_one_at_a_time_what_is_declared_so() -> None:
    limits = {
        each["entrypoint"].rpartition(".")[2]: each.get("concurrency_limit")
        for each in yaml.safe_load((ROOT / "prefect.yaml").read_text("utf-8"))["deployments"]
    }

    one = {"limit": 1, "collision_strategy": "CANCEL_NEW"}
    assert limits == {each.flow: one if each.one_at_a_time else None for each in DEPLOYMENTS}


@pytest.mark.parametrize(
    ("schedule", "seconds"), [(Schedule(every_s=90), [90.0]), (Schedule("5 4 * * *"), [])]
)
def test_the_chosen_schedule_is_that_of_track_alone(
    tmp_path: Path, schedule: Schedule, seconds: list[float]
) -> None:
    paths = {name: tmp_path / name for name in ("db", "sources", "out")}

    made = make_all(paths, schedule, is_watched=False)

    planned = {name: each.schedules for name, each in made.items() if each.schedules}
    assert set(planned) == {"track", "verify", "compact", "backup"}
    (one,) = planned["track"]
    intervals = [getattr(one.schedule, "interval", None)]
    assert [each.total_seconds() for each in intervals if each] == seconds
    assert made["track"].parameters == {name: str(path) for name, path in paths.items()}


@pytest.mark.parametrize("declared", DEPLOYMENTS, ids=lambda each: each.flow)
def test_every_parameter_is_described_on_the_pages_of_prefect(declared: DeclaredDeployment) -> None:
    module = import_module(f"flows.deployments.{declared.module}")
    parameters = getattr(module, declared.flow).parameters.properties

    assert {name for name, each in parameters.items() if not each.get("description")} == set()
