"""One run on several machines: PostgreSQL, a Prefect server on it, a store in DuckLake, and workers.

One worker is killed and the server restarted in the middle. The machines are folders of this one.
"""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from urllib.request import urlopen

import pytest

from flows.deployments.prefect_settings import SETTINGS
from flows.deployments.server_guard import guard_settings, new_auth
from flows.pipeline.verify import verify_database
from storage.database import open_database
from tests.flows.prefect_server import wait_for
from tests.pipeline.every_row import write_every_row
from tests.policies import policy
from tests.postgres import Postgres, needs_extension, needs_postgres, running_postgres
from tests.server import Exchange, free_port, serving

pytestmark = [pytest.mark.prefect, needs_extension, needs_postgres]

ROOT = Path(__file__).parents[2]
MANUAL = (ROOT / "docs" / "operations.md").read_text("utf-8")
LAKE = "ducklake:postgres:dbname=lake host=db.example user=policytrail"
MODULES = {"prefect": "prefect", "policytrail": "flows.cli"}
KEYS = {
    "body": "body_sha256",
    "capture": "capture_id",
    "document": "document_sha256",
    "block": "block_sha256",
    "extraction": "(body_sha256, media_type, recipe_sha256)",
    "finding": "(document_sha256, reader_version)",
    "document_block": "(document_sha256, position)",
    "ledger": "position",
}


@dataclass(slots=True)
class Machines:
    """A Prefect server and workers, each in a folder of its own."""

    folder: Path
    environment: dict[str, str]
    port: int
    server: subprocess.Popen[bytes] | None = None
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list[subprocess.Popen[bytes]])

    def start_server(self) -> None:
        """Start the server and wait until it answers."""
        place = ("--host", "0.0.0.0", "--port", str(self.port))  # noqa: S104 (as the manual says)
        self.server = self._start("server", "server", "start", *place)
        wait_for(self._answers)

    def restart_server(self) -> None:
        """End the server as a machine that fails, and start it again."""
        assert self.server is not None
        os.kill(self.server.pid, signal.SIGKILL)
        self.server.wait()
        self.start_server()

    def start_workers(self, count: int) -> None:
        """Start workers that take one run each at a time."""
        for number in range(count):
            options = ("--pool", "policytrail", "--limit", "1")
            self.workers.append(self._start(f"worker-{number}", "worker", "start", *options))

    def kill_a_worker(self) -> None:
        """Kill a worker that has a run, and its run, as a machine that fails."""
        wait_for(lambda: any(descendants_of(worker.pid) for worker in self.workers))
        victim = next(worker for worker in self.workers if descendants_of(worker.pid))
        for pid in (victim.pid, *descendants_of(victim.pid)):
            os.kill(pid, signal.SIGKILL)
        victim.wait()

    def run_command(self, module: str, *arguments: str, cwd: Path = ROOT) -> None:
        """Run a command of the manual to its end."""
        self._check_manual(module, arguments)
        with (self.folder / "commands.log").open("ab") as log:
            subprocess.run(
                [sys.executable, "-m", MODULES[module], *arguments],
                cwd=cwd,
                env=self.environment,
                stdout=log,
                stderr=log,
                check=True,
            )

    def end_all(self) -> None:
        """End whatever is still running."""
        for process in (*self.workers, *([self.server] if self.server else [])):
            if process.poll() is None:
                for pid in (process.pid, *descendants_of(process.pid)):
                    with suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
                process.wait()

    def _check_manual(self, program: str, arguments: Sequence[str]) -> None:
        """Hold a command against docs/operations.md, which has places of its own."""
        lake = self.environment["POLICYTRAIL_DB"]
        told = " ".join((program, *arguments)).replace(lake, f'"{LAKE}"')
        assert told.replace(str(self.port), "4200") in MANUAL

    def _start(self, name: str, *arguments: str) -> subprocess.Popen[bytes]:
        self._check_manual("prefect", arguments)
        home = self.folder / name
        home.mkdir(exist_ok=True)
        with (self.folder / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "prefect", *arguments],
                cwd=home,
                env=self.environment | {"POLICYTRAIL_HOME": str(home)},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _answers(self) -> bool:
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/api/health", timeout=5) as answer:
                return answer.status == HTTPStatus.OK
        except OSError:
            return False


def descendants_of(pid: int) -> list[int]:
    """Return the processes that a process has started, and those that they have."""
    found: list[int] = []
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in file.read_text("utf-8").split():
            found += [int(child), *descendants_of(int(child))]
    return found


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    with running_postgres() as server:
        yield server


@contextmanager
def many_machines(folder: Path, postgres: Postgres) -> Generator[Machines]:
    """Yield a server on PostgreSQL with our deployments in a pool, and no worker yet."""
    port, auth = free_port(), new_auth()
    runs = postgres.new_database("runs").split()
    place = dict(word.split("=") for word in runs)
    (folder / "lake").mkdir()
    environment = (
        dict(os.environ)
        | SETTINGS
        | guard_settings(auth, f"http://127.0.0.1:{port}")
        | {
            "PYTHONPATH": str(ROOT),
            "PREFECT_HOME": str(folder / "home"),
            "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
            "PREFECT_SERVER_DATABASE_CONNECTION_URL": (
                f"postgresql+asyncpg://postgres@127.0.0.1:{place['port']}/runs"
            ),
            "PREFECT_WORKER_QUERY_SECONDS": "1",
            "PREFECT_LOGGING_LEVEL": "INFO",
            "POLICYTRAIL_DB": f"ducklake:postgres:{postgres.new_database('lake')}",
            "POLICYTRAIL_LAKE_DATA": str(folder / "lake"),
            "POLICYTRAIL_ALLOW_PRIVATE": "true",
            "POLICYTRAIL_PACE_S": "0",
        }
    )
    machines = Machines(folder, environment, port)
    try:
        machines.start_server()
        machines.run_command("prefect", "work-pool", "create", "policytrail", "--type", "process")
        machines.run_command("prefect", "--no-prompt", "deploy", "--all")
        write_every_row(folder / "policytrail.duckdb")
        lake = environment["POLICYTRAIL_DB"]
        machines.run_command("policytrail", "copy", "policytrail.duckdb", lake, cwd=folder)
        yield machines
    finally:
        machines.end_all()


def declare_all(path: Path, urls: dict[str, str]) -> None:
    """Write the file that declares the sources, each of a service of its own."""
    services = {
        name: {"name": name, "policies": {"terms_of_service": {"id": name, "url": url}}}
        for name, url in urls.items()
    }
    path.write_text(json.dumps({"services": services}), encoding="utf-8")


@pytest.mark.parametrize(
    ("sources", "workers"),
    [(12, 2), pytest.param(500, 4, marks=pytest.mark.soak)],
    ids=["short", "whole"],
)
def test_every_source_is_captured_once_though_a_worker_is_killed_and_the_server_restarted(
    postgres: Postgres, tmp_path: Path, sources: int, workers: int
) -> None:
    gate = threading.Event()

    def answer(exchange: Exchange) -> None:
        number = int(exchange.path.removeprefix("/"))
        if number % 2:
            gate.wait(600)  # half of the answers come only after the worker was killed
        text = policy(f"Fees rise to {number} euros.")
        exchange.answer(text, headers={"Content-Type": "text/html; charset=utf-8"})

    with ExitStack() as stack:
        server = stack.enter_context(serving({}, fallback=answer, host="0.0.0.0"))  # noqa: S104 (hosts of our own: 127.0.x.y)
        urls = {
            f"source-{number}": f"http://127.0.{number // 200 + 1}.{number % 200 + 1}:{server.port}/{number}"
            for number in range(sources)
        }
        declare_all(tmp_path / "sources.yaml", urls)
        machines = stack.enter_context(many_machines(tmp_path, postgres))
        machines.start_workers(workers)
        track = subprocess.Popen(
            [sys.executable, "-m", "flows.cli", "track", "--shards", str(workers)],
            cwd=tmp_path,
            env=machines.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        wait_for(lambda: len(server.asked) >= 3 * workers)
        machines.kill_a_worker()
        machines.restart_server()
        gate.set()
        said, _ = track.communicate(timeout=900)

    # An alert that the store held before still has no receiver: somebody should look at it.
    assert (track.returncode, "0 alerts sent, 1 waiting" in said) == (1, True), said[-3000:]
    assert f"{sources} sources tried, 0 failed" in said
    assert "try 1: the process that ran it has died" in said
    with open_database(Path(machines.environment["POLICYTRAIL_DB"]), read_only=True) as connection:
        captured = connection.execute(
            "SELECT source_id, count(*) FROM capture WHERE source_id LIKE 'source-%' GROUP BY ALL ORDER BY 1"
        ).fetchall()
        doubled = {
            table: connection.execute(
                f"SELECT count(*) - count(DISTINCT {key}) FROM {table}"  # noqa: S608 (our own tables)
            ).fetchone()
            for table, key in KEYS.items()
        }
        wrong = verify_database(connection).wrong
    assert captured == sorted((name, 1) for name in urls)
    assert doubled == dict.fromkeys(KEYS, (0,))
    assert wrong == ()
    assert len(list((tmp_path / "reports" / "sources").glob("*.html"))) >= sources
