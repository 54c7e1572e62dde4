"""`policytrail track` as a Prefect flow, on the invented web."""

import json
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess
from typing import cast

import pytest

from storage.captures import read_attempts
from storage.database import open_database
from storage.sources import tracked_sources
from storage.spool import spool_beside
from tests.flows.conftest import Place, place_in
from tests.flows.prefect_server import ask_server
from tests.stored_rows import rows
from tests.web import InventedWeb

pytestmark = pytest.mark.prefect


Ran = tuple[Path, CompletedProcess[str]]
Named = tuple[Place, CompletedProcess[str]]


@pytest.fixture(autouse=True)
def _server(prefect_api: str, place: Place) -> None:
    place.environment["PREFECT_API_URL"] = prefect_api


@pytest.fixture(scope="module")
def whole(prefect_api: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ran]:
    """Yield the folder of a first run of everything, and what the run said."""
    with InventedWeb() as web:
        place = place_in(tmp_path_factory.mktemp("whole"), web)
        place.environment["PREFECT_API_URL"] = prefect_api
        yield place.folder, place.run("track")


def test_a_run_captures_derives_and_reports(whole: Ran) -> None:
    folder, done = whole

    assert done.returncode == 0, done.stderr
    assert "24 sources tried, 0 failed" in done.stdout
    assert (folder / "reports" / "index.html").is_file()


def test_a_failed_source_is_told_and_stops_no_other(place: Place, web: InventedWeb) -> None:
    web.now = web.moments[3]

    done = place.run("track", "tidepool", "mosswell")

    failed = [line for line in done.stdout.splitlines() if "http_status" in line]
    assert (done.returncode, len(failed)) == (1, 1)
    assert "5 sources tried, 1 failed" in done.stdout
    assert "Traceback" not in done.stderr


@pytest.fixture(scope="module")
def kitepost(prefect_api: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Named]:
    """Yield a place where one service was tracked by its name, and what that run said."""
    with InventedWeb() as web:
        place = place_in(tmp_path_factory.mktemp("kitepost"), web)
        place.environment["PREFECT_API_URL"] = prefect_api
        yield place, place.run("track", "kitepost")


def test_one_service_may_be_named_and_a_source_that_is_not_due_is_left_alone(
    kitepost: Named,
) -> None:
    place, done = kitepost
    again = place.run("track", "kitepost")

    assert "3 sources tried, 0 failed" in done.stdout
    assert again.returncode == 0
    assert again.stdout.endswith(
        "nothing is due yet; use `policytrail track --now` to capture anyway\n"
    )


def test_a_source_that_is_not_due_is_looked_at_again_when_asked(kitepost: Named) -> None:
    again = kitepost[0].run("track", "--now", "kitepost")

    assert "3 sources tried, 0 failed" in again.stdout


@pytest.mark.usefixtures("kitepost")
def test_a_run_leaves_its_summary_where_prefect_shows_it(prefect_api: str) -> None:
    of_runs = {"artifacts": {"key": {"any_": ["track"]}}}

    summaries = cast("list[dict[str, str]]", ask_server(f"{prefect_api}/artifacts/filter", of_runs))
    sources = [{row["source"] for row in json.loads(each["data"])} for each in summaries]
    assert {"kitepost-terms", "kitepost-privacy", "kitepost-dpa"} in sources


def test_a_killed_run_is_made_good_by_the_next(place: Place, kitepost: Named) -> None:
    cut = place.folder / "cut.duckdb"
    running = place.start("--db", "cut.duckdb", "track", "kitepost")
    # What was captured waits in the spool until the run has written it, for some tens of milliseconds.
    while running.poll() is None and not spool_beside(cut).waiting_files():
        time.sleep(0.005)
    running.kill()
    running.communicate()

    done = place.run("--db", "cut.duckdb", "track", "kitepost")

    assert running.returncode == -signal.SIGKILL
    assert done.returncode == 0, done.stderr
    with open_database(kitepost[0].folder / "policytrail.duckdb") as uncut:
        wanted = rows(uncut)
    with open_database(cut) as again:
        found = rows(again)
        names = [source.source_id for source in tracked_sources(again)]
        assert all(read_attempts(again, name) for name in names)
    assert len(names) == 3
    for table in ("body", "extraction", "document_block", "change", "source"):
        assert found[table] == wanted[table]
