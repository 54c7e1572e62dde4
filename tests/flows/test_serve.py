"""`policytrail serve`: scheduled runs, one triggered by hand, and the end by SIGTERM."""

import json
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from subprocess import Popen
from typing import cast
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest

from tests.flows.conftest import free_port, place_in
from tests.web import InventedWeb

pytestmark = pytest.mark.prefect

WAIT_S = 120


def ask(url: str, body: object | None = None) -> object:
    """Return what the server answers; None while it does not."""
    content = None if body is None else json.dumps(body).encode()
    asked = Request(url, data=content, headers={"Content-Type": "application/json"})  # noqa: S310
    try:
        with urlopen(asked, timeout=10) as answer:  # noqa: S310 (our own loopback server)
            return json.load(answer)
    except URLError:
        return None


def wait_for(found: Callable[[], object]) -> object:
    """Return what is found once it is there."""
    deadline = time.monotonic() + WAIT_S
    while time.monotonic() < deadline:
        if thing := found():
            return thing
        time.sleep(0.3)
    raise TimeoutError


def completed(api: str, deployment_id: str | None = None) -> list[dict[str, object]]:
    """Return the finished runs of a deployment, or of all."""
    wanted = {"state": {"type": {"any_": ["COMPLETED"]}}}
    if deployment_id:
        wanted["deployment_id"] = {"any_": [deployment_id]}  # pyright: ignore[reportArgumentType]
    found = ask(f"{api}/flow_runs/filter", {"flow_runs": wanted})
    return cast("list[dict[str, object]]", found or [])


@dataclass(frozen=True, slots=True)
class Served:
    """A running `policytrail serve`, with a rule of a person who watches."""

    api: str
    site: str
    folder: Path
    process: Popen[str]

    def deployment(self, name: str) -> dict[str, str]:
        """Return a deployment by the names of its flow and its own."""
        found = wait_for(lambda: ask(f"{self.api}/deployments/name/{name}"))
        return cast("dict[str, str]", found)

    def pause(self, name: str) -> None:
        """Let the schedule of a deployment fire no more."""
        address = f"{self.api}/deployments/{self.deployment(name)['id']}/pause_deployment"
        with urlopen(Request(address, data=b"", method="POST"), timeout=10):  # noqa: S310
            return

    def planned(self, deployment_id: str) -> dict[str, str]:
        """Return the next run that a schedule has planned."""
        wanted = {
            "deployment_id": {"any_": [deployment_id]},
            "state": {"type": {"any_": ["SCHEDULED"]}},
        }
        body = {"flow_runs": wanted, "sort": "EXPECTED_START_TIME_ASC"}
        found = wait_for(lambda: ask(f"{self.api}/flow_runs/filter", body))
        return cast("list[dict[str, str]]", found)[0]

    def bring_forward(self, run_id: str) -> None:
        """Let a planned run start now, and wait for its end."""
        past = {"scheduled_time": "2026-01-01T00:00:00Z"}
        state = {"type": "SCHEDULED", "name": "Scheduled", "state_details": past}
        ask(f"{self.api}/flow_runs/{run_id}/set_state", {"state": state, "force": True})
        wait_for(lambda: any(each["id"] == run_id for each in completed(self.api)))


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
        place.environment.pop("PREFECT_API_URL", None)
        process = place.start(*options, *ports)
        try:
            api = f"http://127.0.0.1:{port}/api"
            served = Served(api, f"http://127.0.0.1:{site_port}/", folder, process)
            wait_for(lambda: completed(api))
            # It would fire again and again, and keep the others waiting.
            served.pause("track/daily")
            yield served
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=60)


def test_the_schedule_of_track_fires_and_its_reports_are_served(served: Served) -> None:
    assert completed(served.api)
    assert (served.folder / "reports" / "index.html").is_file()
    with urlopen(served.site, timeout=10) as answer:  # noqa: S310 (our own loopback server)
        assert answer.read().startswith(b"<!doctype html>")


def test_a_run_may_be_triggered_by_hand(served: Served) -> None:
    daily, out = served.deployment("track/daily"), served.folder / "by-hand"
    parameters = {"only": ["mosswell"], "out": str(out)}

    run = cast(
        "dict[str, str]",
        ask(f"{served.api}/deployments/{daily['id']}/create_flow_run", {"parameters": parameters}),
    )
    wait_for(lambda: any(each["id"] == run["id"] for each in completed(served.api, daily["id"])))

    assert (out / "index.html").is_file()


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
