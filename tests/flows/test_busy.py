"""Others at the database while `track` runs: nothing that was captured is lost or asked for again."""

import subprocess
import sys
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from storage.captures import stored_captures
from storage.database import open_database
from storage.reading_copy import copy_beside
from storage.sources import tracked_sources
from storage.spool import spool_beside
from tests.commands import policytrail
from tests.flows.conftest import Place

pytestmark = pytest.mark.prefect

HOLD = """
import sys, time, duckdb
held = duckdb.connect(sys.argv[1], read_only=True)
print("held", flush=True)
time.sleep(float(sys.argv[2]))
"""


@pytest.fixture(autouse=True)
def _server(prefect_api: str, place: Place) -> None:
    place.environment["PREFECT_API_URL"] = prefect_api


@contextmanager
def reader(path: Path, seconds: float) -> Generator[None]:
    """Read a database in another process for so long, or until the block ends."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path), str(seconds)], stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        try:
            yield
        finally:
            holder.terminate()


def captures(path: Path) -> int:
    with open_database(path) as connection:
        sources = tracked_sources(connection)
        return sum(len(stored_captures(connection, source.source_id)) for source in sources)


def test_what_a_reader_kept_from_being_written_is_written_by_the_next_run(place: Place) -> None:
    path = place.folder / "policytrail.duckdb"
    with open_database(path):
        pass
    place.environment["POLICYTRAIL_WAIT_S"] = "2"
    with reader(path, 600):
        cut = place.run("track", "kitepost", "mosswell")
    waiting = len(spool_beside(path).waiting_files())

    again = place.run("track", "kitepost", "mosswell")

    assert cut.returncode == 1
    assert "What was captured waits in" in cut.stderr
    assert waiting == 2
    assert "0 sources tried, 0 failed, 0 were not the policy, 5 not due yet" in again.stdout, (
        again.stderr
    )
    assert "5 new documents" in again.stdout
    assert (captures(path), spool_beside(path).waiting_files()) == (5, [])


@pytest.mark.parametrize("held_s", [10, pytest.param(100, marks=pytest.mark.soak)])
def test_a_reader_that_lets_go_in_time_costs_nothing(place: Place, held_s: int) -> None:
    path = place.folder / "policytrail.duckdb"
    with open_database(path):
        pass

    with reader(path, held_s):
        started = time.monotonic()
        done = place.run("track", "kitepost", "mosswell")
        taken_s = time.monotonic() - started

    assert (done.returncode, captures(path)) == (0, 5), done.stderr
    assert taken_s > held_s - 1  # the reader was in its way


def test_readers_are_served_while_a_run_goes_on(place: Place) -> None:
    """`status` and a plain DuckDB, again and again; the first run has left a copy for them."""
    path = place.folder / "policytrail.duckdb"
    place.run("track", "kitepost")
    failed: list[str] = []
    read = 0
    done = threading.Event()

    def run() -> None:
        place.run("track", "kitepost", "mosswell")
        done.set()

    running = threading.Thread(target=run)
    running.start()
    while not done.is_set():
        try:
            with duckdb.connect(str(copy_beside(path)), read_only=True) as connection:
                connection.execute("SELECT count(*) FROM version").fetchone()
        except duckdb.Error as error:
            failed.append(str(error))
        said = policytrail("status", cwd=place.folder, settings=place.environment)
        if "source" not in said.stdout:
            failed.append(said.stderr)
        read += 1
        time.sleep(0.2)
    running.join()

    assert failed == []
    assert (read > 0, captures(path)) == (True, 5)
