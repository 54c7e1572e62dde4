"""`policytrail serve` end to end: scheduled runs, some triggered by hand, SIGTERM, SIGKILL, and again.

The tests build on one another, since each start takes seconds.
"""

import json
import re
import signal
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from subprocess import Popen
from typing import Self, cast
from urllib.request import urlopen
from uuid import uuid4

import pytest

from flows.deployments.own_server import auth_file
from storage.database import open_database
from tests.flows.conftest import Place, place_in, two_services
from tests.flows.prefect_server import ask_server, wait_for
from tests.server import free_port
from tests.web import InventedWeb

pytestmark = pytest.mark.prefect


@dataclass(slots=True)
class Served:
    """`policytrail serve` on a folder, with a rule of a person who watches."""

    place: Place
    web: InventedWeb
    port: int
    site_port: int
    process: Popen[str]

    @classmethod
    def begin(cls, folder: Path, web: InventedWeb) -> Self:
        """Start it on a fresh folder."""
        place, port, site_port = place_in(folder, web), free_port(), free_port()
        place.environment["PREFECT_HOME"] = str(folder / "prefect")
        place.environment["PREFECT_RUNNER_POLL_FREQUENCY"] = "1"
        place.environment["POLICYTRAIL_SOURCES"] = str(two_services(folder, web))
        place.environment.pop("PREFECT_API_URL", None)
        process = start_serving(place, port, site_port)
        return cls(place, web, port, site_port, process)

    def begin_again(self) -> None:
        """Start it once more, after it has ended."""
        log = self.folder / "serve.log"
        told = log.stat().st_size
        self.process = start_serving(self.place, self.port, self.site_port)
        # The deployments of before are there at once; it is the new ones that end a pause.
        wait_for(lambda: "Serving; runs" in log.read_text("utf-8")[told:])
        self.quieten()

    def quieten(self) -> None:
        """Pause the schedule of `track`, which a start puts in force again, and wait for its runs."""
        self.pause("track/daily")
        wait_for(lambda: self.under_way() == [])

    @property
    def folder(self) -> Path:
        """Return where it works."""
        return self.place.folder

    @property
    def api(self) -> str:
        """Return the address of Prefect's API."""
        return f"http://127.0.0.1:{self.port}/api"

    def read(self, path: str) -> str:
        """Return what the report server sends."""
        url = f"http://127.0.0.1:{self.site_port}/{path}"
        with urlopen(url, timeout=30) as answer:  # noqa: S310 (our own loopback server)
            return answer.read().decode()

    def run_by_hand(self, name: str, parameters: dict[str, object]) -> str:
        """Trigger a run of a deployment through the API and return its id."""
        path = f"/deployments/{self.deployment(name)['id']}/create_flow_run"
        # The key lets an answer that took too long on a busy machine be asked for again.
        body = {"parameters": parameters, "idempotency_key": str(uuid4())}
        run = cast("dict[str, str]", wait_for(lambda: self.ask(path, body)))
        return run["id"]

    def end_of(self, run_id: str) -> str:
        """Wait for the end of a run and return the type of its last state."""
        ends = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")
        wait_for(lambda: self.state_of(run_id) in ends)
        return self.state_of(run_id)

    def ask(self, path: str, body: object | None = None) -> object:
        """Return what the server answers; None while it does not."""
        words = self.words()
        return ask_server(self.api + path, body, words) if words else None

    def ask_root(self, path: str) -> object:
        """Return what the server answers outside its API."""
        return ask_server(f"http://127.0.0.1:{self.port}{path}", None, self.words())

    def words(self) -> str:
        """Return the credentials that the server asks for; empty while there are none."""
        path = auth_file({"PREFECT_HOME": str(self.folder / "prefect")})
        return path.read_text("utf-8").strip() if path.exists() else ""

    def under_way(self) -> list[object]:
        """Return the runs in progress."""
        wanted = {"state": {"type": {"any_": ["PENDING", "RUNNING"]}}}
        return cast("list[object]", self.ask("/flow_runs/filter", {"flow_runs": wanted}))

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
        """Return the last run that a schedule has planned: none that is about to start by itself."""
        wanted = {
            "deployment_id": {"any_": [deployment_id]},
            "state": {"type": {"any_": ["SCHEDULED"]}},
        }
        body = {"flow_runs": wanted, "sort": "EXPECTED_START_TIME_DESC"}
        found = wait_for(lambda: self.ask("/flow_runs/filter", body))
        return cast("list[dict[str, str]]", found)[0]

    def bring_forward(self, run_id: str) -> None:
        """Let a planned run start now, and wait for its end."""
        past = {"scheduled_time": "2026-01-01T00:00:00Z"}
        state = {"type": "SCHEDULED", "name": "Scheduled", "state_details": past}
        self.ask(f"/flow_runs/{run_id}/set_state", {"state": state, "force": True})
        wait_for(lambda: any(each["id"] == run_id for each in self.completed()))


def hold_a_run(served: Served) -> str:
    """Return the id of a run that is in progress, waiting for the database."""
    # Another run that waited for the database would keep this one from its turn.
    wait_for(lambda: served.under_way() == [])
    with open_database(served.folder / "policytrail.duckdb"):
        run = served.run_by_hand("track/daily", {"takes_all": True})
        wait_for(lambda: served.state_of(run) == "RUNNING")
        time.sleep(1)
        return run


def is_free(port: int) -> bool:
    """Return whether nobody listens on a port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return probe.connect_ex(("127.0.0.1", port)) != 0


def start_serving(place: Place, port: int, site_port: int) -> Popen[str]:
    """Start the command; what it says goes to a file, which no reader need empty."""
    options = ("--watch", "watch.yaml", "serve", "--every", "15")
    ports = ("--port", str(port), "--port-reports", str(site_port))
    with (place.folder / "serve.log").open("a") as log:
        return Popen(
            [sys.executable, "-m", "flows.cli", *options, *ports],
            cwd=place.folder,
            env=place.environment,
            stdout=log,
            stderr=log,
            text=True,
        )


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    (folder / "watch.yaml").write_text("watch: [{name: all, to: [env:HOOK]}]", "utf-8")
    with InventedWeb() as web:
        served = Served.begin(folder, web)
        try:
            wait_for(served.completed)
            # It would fire again and again, and keep the others waiting.
            served.quieten()
            yield served
        finally:
            served.process.send_signal(signal.SIGTERM)
            served.process.wait(timeout=60)


def test_the_schedule_of_track_fires_and_its_reports_are_served(served: Served) -> None:
    (first, *_) = served.completed(served.deployment("track/daily")["id"])

    assert str(first["name"]).startswith("track 20")
    assert served.read("").startswith("<!doctype html>")
    assert json.loads(served.read("health"))["status"] == "ok"
    assert re.search(r'policytrail_sources{state="ok"} [1-9]', served.read("metrics"))


def test_the_pages_of_prefect_ask_the_server_that_sends_them(served: Served) -> None:
    settings = served.ask_root("/ui-settings")

    assert cast("dict[str, str]", settings)["api_url"] == served.api


def test_a_run_by_hand_finds_a_change_which_is_read_over_http(served: Served) -> None:
    before = json.loads(served.read("index.json"))["changes"]
    served.web.now = served.web.moments[-1]

    ended = served.end_of(served.run_by_hand("track/daily", {"takes_all": True}))

    changes = json.loads(served.read("index.json"))["changes"]
    page = served.read(f"changes/{changes[0]['change_id']}.html")
    assert (ended, before) == ("COMPLETED", [])
    assert changes[0]["service"] in page


def test_a_run_that_names_a_path_elsewhere_fails_and_writes_nothing(
    served: Served, tmp_path: Path
) -> None:
    out = tmp_path / "elsewhere"

    run = served.run_by_hand("track/daily", {"only": ["mosswell"], "out": str(out)})

    assert (served.end_of(run), out.exists()) == ("FAILED", False)


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


@pytest.mark.parametrize("name", ["verify/weekly", "backup/monthly"])
def test_the_store_is_kept_in_order_by_runs_of_their_own(served: Served, name: str) -> None:
    assert served.end_of(served.run_by_hand(name, {})) == "COMPLETED"


def test_a_second_process_on_the_same_database_is_refused(served: Served) -> None:
    done = served.place.run("serve", "--port", str(free_port()), "--no-reports")

    assert done.returncode == 1
    assert f"process {served.process.pid} serves this database already" in done.stderr


def test_stopped_by_a_signal_and_started_again_it_has_lost_nothing(served: Served) -> None:
    runs, page = len(served.completed()), served.read("index.json")
    told = len((served.folder / "serve.log").read_text("utf-8"))

    served.process.send_signal(signal.SIGTERM)
    ended = served.process.wait(timeout=60)
    log = (served.folder / "serve.log").read_text("utf-8")[told:]
    served.begin_again()

    assert (ended, "never awaited" in log, "Traceback" in log) == (0, False, False), log[-3000:]
    assert len(served.completed()) >= runs
    assert json.loads(served.read("index.json"))["changes"] == json.loads(page)["changes"]
    assert served.end_of(served.run_by_hand("publish/by-hand", {})) == "COMPLETED"


def test_a_run_in_progress_is_cancelled_by_the_signal_and_crashed_by_a_kill(
    served: Served,
) -> None:
    ends: list[str] = []
    for number in (signal.SIGTERM, signal.SIGKILL):
        run = hold_a_run(served)
        served.process.send_signal(number)
        served.process.wait(timeout=60)
        wait_for(lambda: is_free(served.port))
        served.begin_again()
        ends.append(served.end_of(run))

    assert ends == ["CANCELLED", "CRASHED"]
    # The slot that the killed run held is free.
    assert served.end_of(served.run_by_hand("track/daily", {"takes_all": True})) == "COMPLETED"
