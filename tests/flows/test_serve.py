"""`policytrail serve`: scheduled runs, one triggered by hand, and the end by SIGTERM."""

import signal
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from subprocess import Popen
from typing import cast
from urllib.request import urlopen

import pytest
import yaml

from flows.deployments.serve import auth_file
from tests.flows.conftest import place_in
from tests.flows.prefect_server import ask_server, wait_for
from tests.server import free_port
from tests.web import InventedWeb

pytestmark = pytest.mark.prefect


@dataclass(frozen=True, slots=True)
class Served:
    """A running `policytrail serve`, with a rule of a person who watches."""

    api: str
    site: str
    folder: Path
    process: Popen[str]

    def ask(self, path: str, body: object | None = None) -> object:
        """Return what the server answers; None while it does not."""
        words = auth_file({"PREFECT_HOME": str(self.folder / "prefect")})
        if not words.exists():
            return None
        return ask_server(self.api + path, body, words.read_text("utf-8").strip())

    def completed(self, deployment_id: str | None = None) -> list[dict[str, object]]:
        """Return the finished runs of a deployment, or of all."""
        wanted: dict[str, object] = {"state": {"type": {"any_": ["COMPLETED"]}}}
        if deployment_id:
            wanted["deployment_id"] = {"any_": [deployment_id]}
        found = self.ask("/flow_runs/filter", {"flow_runs": wanted})
        return cast("list[dict[str, object]]", found or [])

    def deployment(self, name: str) -> dict[str, str]:
        """Return a deployment by the names of its flow and its own."""
        found = wait_for(lambda: self.ask(f"/deployments/name/{name}"))
        return cast("dict[str, str]", found)

    def pause(self, name: str) -> None:
        """Let the schedule of a deployment fire no more."""
        self.ask(f"/deployments/{self.deployment(name)['id']}/pause_deployment", {})

    def state_of(self, run_id: str) -> str:
        """Return the type of a run's state."""
        return str(cast("dict[str, str]", self.ask(f"/flow_runs/{run_id}") or {}).get("state_type"))

    def planned(self, deployment_id: str) -> dict[str, str]:
        """Return the next run that a schedule has planned."""
        wanted = {
            "deployment_id": {"any_": [deployment_id]},
            "state": {"type": {"any_": ["SCHEDULED"]}},
        }
        body = {"flow_runs": wanted, "sort": "EXPECTED_START_TIME_ASC"}
        found = wait_for(lambda: self.ask("/flow_runs/filter", body))
        return cast("list[dict[str, str]]", found)[0]

    def bring_forward(self, run_id: str) -> None:
        """Let a planned run start now, and wait for its end."""
        past = {"scheduled_time": "2026-01-01T00:00:00Z"}
        state = {"type": "SCHEDULED", "name": "Scheduled", "state_details": past}
        self.ask(f"/flow_runs/{run_id}/set_state", {"state": state, "force": True})
        wait_for(lambda: any(each["id"] == run_id for each in self.completed()))


def two_services(folder: Path, web: InventedWeb) -> Path:
    """Write a file that declares a part of the invented web, which is tracked in less time."""
    declared = yaml.safe_load(web.sources_yaml.read_text("utf-8"))
    services = {name: declared["services"][name] for name in ("kitepost", "mosswell")}
    path = folder / "sources.yaml"
    path.write_text(yaml.safe_dump({**declared, "services": services}), "utf-8")
    return path


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    port, site_port = free_port(), free_port()
    folder = tmp_path_factory.mktemp("served")
    (folder / "watch.yaml").write_text("watch: [{name: all, to: [env:HOOK]}]", "utf-8")
    options = ("--watch", "watch.yaml", "serve", "--every", "15", "--reports")
    ports = ("--port", str(port), "--port-reports", str(site_port))
    with InventedWeb() as web:
        place = place_in(folder, web)
        place.environment["PREFECT_HOME"] = str(folder / "prefect")
        place.environment["PREFECT_RUNNER_POLL_FREQUENCY"] = "1"
        place.environment["POLICYTRAIL_SOURCES"] = str(two_services(folder, web))
        place.environment.pop("PREFECT_API_URL", None)
        process = place.start(*options, *ports)
        try:
            api = f"http://127.0.0.1:{port}/api"
            served = Served(api, f"http://127.0.0.1:{site_port}/", folder, process)
            wait_for(served.completed)
            # It would fire again and again, and keep the others waiting.
            served.pause("track/daily")
            yield served
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=60)


def test_the_schedule_of_track_fires_and_its_reports_are_served(served: Served) -> None:
    assert served.completed()
    assert (served.folder / "reports" / "index.html").is_file()
    with urlopen(served.site, timeout=10) as answer:  # noqa: S310 (our own loopback server)
        assert answer.read().startswith(b"<!doctype html>")


def test_a_run_may_be_triggered_by_hand(served: Served) -> None:
    daily, out = served.deployment("track/daily"), served.folder / "by-hand"
    parameters = {"only": ["mosswell"], "out": str(out)}

    run = cast(
        "dict[str, str]",
        served.ask(f"/deployments/{daily['id']}/create_flow_run", {"parameters": parameters}),
    )
    wait_for(lambda: any(each["id"] == run["id"] for each in served.completed(daily["id"])))

    assert (out / "index.html").is_file()


def test_a_run_that_names_a_path_elsewhere_fails_and_writes_nothing(
    served: Served, tmp_path: Path
) -> None:
    daily, out = served.deployment("track/daily"), tmp_path / "elsewhere"
    parameters = {"only": ["mosswell"], "out": str(out)}

    run = cast(
        "dict[str, str]",
        served.ask(f"/deployments/{daily['id']}/create_flow_run", {"parameters": parameters}),
    )
    ended = wait_for(lambda: served.state_of(run["id"]) in ("FAILED", "CRASHED", "COMPLETED"))

    assert (ended, served.state_of(run["id"]), out.exists()) == (True, "FAILED", False)


def test_digests_are_planned_for_mondays_and_what_is_planned_writes_them(served: Served) -> None:
    run = served.planned(served.deployment("digest/weekly")["id"])
    due = datetime.fromisoformat(run["expected_start_time"])

    served.bring_forward(run["id"])

    assert (due.weekday(), due.hour, due.minute, due.utcoffset()) == (0, 7, 0, timedelta(0))
    assert {path.suffix for path in (served.folder / "reports" / "digests").iterdir()} == {
        ".html",
        ".json",
        ".md",
        ".txt",
    }


def test_what_is_due_is_sent_every_quarter_of_an_hour(served: Served) -> None:
    run = served.planned(served.deployment("tell/due")["id"])
    due = datetime.fromisoformat(run["expected_start_time"])

    served.bring_forward(run["id"])

    assert (due.minute % 15, due.second) == (0, 0)


def test_a_signal_ends_it_in_order(served: Served) -> None:
    served.process.send_signal(signal.SIGTERM)
    _, errors = served.process.communicate(timeout=60)

    assert served.process.returncode == 0, errors
