"""`policytrail backfill` as a Prefect flow, against an archive on this machine."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from subprocess import CompletedProcess
from typing import cast

import pytest

from flows.cli.app import app
from flows.cli.backfill import backfill
from policytrail.errors import PolicyTrailError
from storage.database import open_database
from storage.timelines import read_timelines
from tests.archive import LONG, archiving
from tests.backfilling import environ
from tests.flows.conftest import ROOT, Place
from tests.flows.prefect_server import ask_server
from tests.server import Exchange, Loopback, Route, sending
from tests.values import SOURCE

SOURCES = f"""
services:
  lumen:
    name: Lumen
    policies:
      terms_of_service: {{id: {SOURCE.source_id}, url: "{SOURCE.url}"}}
"""
DAYS = ("--from", "2026-01-01", "--to", "2026-03-01")
TO_COME_BACK = "asks for a pause: come back in 10 minutes"

assert backfill  # importing it adds the command

Run = Callable[..., int]


@pytest.fixture(scope="module")
def archive() -> Iterator[Loopback]:
    with archiving(LONG) as running:
        yield running


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return what runs the command up to its plan in this process, and gives its exit code."""
    (tmp_path / "sources.yaml").write_text(SOURCES, encoding="utf-8")

    def running(archive: Loopback, *arguments: str) -> int:
        for name, value in environ(archive.url).items():
            monkeypatch.setenv(name, value)
        monkeypatch.delenv("PREFECT_API_URL", raising=False)
        monkeypatch.chdir(tmp_path)
        with pytest.raises(SystemExit) as end:
            app(["backfill", *arguments], standalone_mode=False)
        return int(end.value.code or 0)

    return running


def test_a_dry_run_prints_the_plan_and_asks_for_no_memento(
    run: Run, archive: Loopback, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(archive, *DAYS, "--dry-run")

    said = capsys.readouterr().out
    assert (code, "lumen-terms\t34\t34\t2-34" in said) == (0, True)
    assert "34 captures listed, of which 2 to 34 are to be fetched: 1 s at" in said
    assert not any("id_" in asked.target for asked in archive.asked)


def test_a_period_makes_the_plan_exact(
    run: Run, archive: Loopback, capsys: pytest.CaptureFixture[str]
) -> None:
    run(archive, *DAYS, "--every", "7d", "--dry-run")

    assert "34 captures listed, of which 5 are to be fetched" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--from", "yesterday"), "--from yesterday: expected a day"),
        (("--from", "2026-02-01", "--to", "2026-01-01"), "is before"),
        (("--from", "2026-01-01", "--every", "weekly"), "--every weekly: expected"),
        (("nobody", "--from", "2026-01-01"), "nobody: no source"),
    ],
    ids=["no day", "wrong order", "no period", "no source"],
)
def test_wrong_usage_is_told(
    run: Run, archive: Loopback, arguments: tuple[str, ...], told: str
) -> None:
    with pytest.raises(PolicyTrailError, match=told):
        run(archive, *arguments)


def test_an_archive_that_does_not_answer_is_no_empty_past(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    with archiving([], lambda _: sending(b"<html>Offline</html>", 503)) as ill:
        code = run(ill, *DAYS, "--dry-run")

    assert (code, "503" in capsys.readouterr().out) == (1, True)


def test_an_archive_that_holds_nothing_is_said_to(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    with archiving([]) as empty:
        code = run(empty, *DAYS, "--dry-run")

    assert (code, "0 captures listed" in capsys.readouterr().out) == (0, True)


def place_at(folder: Path, archive: Loopback, prefect_api: str) -> Place:
    (folder / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    settings = environ(archive.url) | {"PYTHONPATH": str(ROOT), "PREFECT_API_URL": prefect_api}
    return Place(folder, dict(os.environ) | settings)


Ran = tuple[Path, CompletedProcess[str]]


@pytest.fixture(scope="module")
def whole(archive: Loopback, prefect_api: str, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """Return the folder of a run to its end, and what the run said."""
    place = place_at(tmp_path_factory.mktemp("whole"), archive, prefect_api)
    return place.folder, place.run("backfill", *DAYS)


@pytest.mark.prefect
def test_a_source_gets_its_past_and_a_report(whole: Ran) -> None:
    folder, done = whole

    assert done.returncode == 0, done.stderr
    with open_database(folder / "policytrail.duckdb") as connection:
        assert len(read_timelines(connection)[SOURCE.source_id].versions) == 4
    assert (folder / "reports" / "index.html").is_file()


@pytest.mark.prefect
def test_the_run_shows_its_progress_on_prefects_pages(whole: Ran, prefect_api: str) -> None:
    assert whole[1].returncode == 0

    kinds = {"artifacts": {"key": {"any_": ["backfill"]}, "type": {"any_": ["progress"]}}}
    found = [each["data"] for each in asked(f"{prefect_api}/artifacts/filter", kinds)]
    assert found == [100.0]


@pytest.mark.prefect
def test_the_plan_is_shown_on_prefects_pages(whole: Ran, prefect_api: str) -> None:
    assert whole[1].returncode == 0

    plans = {"artifacts": {"key": {"any_": ["backfill-plan"]}}}
    rows = json.loads(str(asked(f"{prefect_api}/artifacts/filter", plans)[0]["data"]))
    assert [(row["source"], row["listed"], row["at most"]) for row in rows] == [
        (SOURCE.source_id, len(LONG), len(LONG))
    ]


@pytest.mark.prefect
def test_a_dry_run_of_the_flow_asks_for_no_memento(tmp_path: Path, prefect_api: str) -> None:
    flow = "from flows.deployments.backfill import backfill; from datetime import date; "
    with archiving(LONG) as archive:
        place = place_at(tmp_path, archive, prefect_api)
        subprocess.run(
            [sys.executable, "-c", flow + "backfill(date(2026, 1, 1), dry_run=True)"],
            cwd=place.folder,
            env=place.environment,
            check=True,
        )
        targets = [each.target for each in archive.asked]

    assert (len(targets), "id_" in targets[0]) == (1, False)


@pytest.mark.prefect
def test_the_server_holds_the_rate_of_all_workers(whole: Ran, prefect_api: str) -> None:
    assert whole[1].returncode == 0

    limits = asked(f"{prefect_api}/v2/concurrency_limits/filter", {})
    found = {each["name"]: each["slot_decay_per_second"] for each in limits}
    assert found == {
        "wayback-listing": 1e6,
        "wayback-playback": 1e6,
        "wayback-saving": 1e6,
    }


def asked(url: str, what: Mapping[str, object]) -> list[dict[str, object]]:
    """Return what Prefect's server answers to a filter."""
    return cast("list[dict[str, object]]", ask_server(url, what))


def test_a_ban_at_the_listing_is_told_with_the_time_to_come_back(run: Run) -> None:
    banned = sending(b"", 429, {"Retry-After": "600"})

    with archiving(LONG, lambda _: banned) as archive, pytest.raises(PolicyTrailError) as caught:
        run(archive, *DAYS)

    assert TO_COME_BACK in str(caught.value)


@pytest.mark.prefect
def test_a_ban_in_the_middle_keeps_what_is_there(tmp_path: Path, prefect_api: str) -> None:
    answered = iter(range(1000))

    def banned(_: Exchange) -> Route | None:
        return sending(b"", 429, {"Retry-After": "600"}) if next(answered) > 5 else None

    with archiving(LONG, banned) as archive:
        done = place_at(tmp_path, archive, prefect_api).run("backfill", *DAYS)

    assert (done.returncode, TO_COME_BACK in done.stderr) == (1, True), done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "reports" / "index.html").is_file()
