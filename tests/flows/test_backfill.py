"""`policytrail backfill` as a Prefect flow, against an archive on this machine."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.database import open_database
from storage.timelines import timelines
from tests.archive import archiving
from tests.backfilling import environ
from tests.flows.conftest import ROOT, Place
from tests.server import Exchange, Loopback, Route, sending
from tests.steps.test_backfill import LONG
from tests.values import SOURCE

SOURCES = f"""
services:
  lumen:
    name: Lumen
    policies:
      terms_of_service: {{id: {SOURCE.source_id}, url: "{SOURCE.url}"}}
"""
DAYS = ("--from", "2026-01-01", "--to", "2026-03-01")


def place_at(folder: Path, archive: Loopback) -> Place:
    (folder / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    return Place(folder, dict(os.environ) | environ(archive.url) | {"PYTHONPATH": str(ROOT)})


@pytest.fixture(scope="module")
def archive() -> Iterator[Loopback]:
    with archiving(LONG) as running:
        yield running


def test_a_dry_run_prints_the_plan_and_asks_for_no_memento(
    tmp_path: Path, archive: Loopback
) -> None:
    done = place_at(tmp_path, archive).run("backfill", *DAYS, "--dry-run")

    assert done.returncode == 0, done.stderr
    assert "lumen-terms\t34\t34\t2-34" in done.stdout
    assert not any("id_" in asked.target for asked in archive.asked)


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
    tmp_path: Path, archive: Loopback, arguments: tuple[str, ...], told: str
) -> None:
    done = place_at(tmp_path, archive).run("backfill", *arguments)

    assert (done.returncode, told in done.stderr) == (2, True), done.stderr


def test_an_archive_that_does_not_answer_is_no_empty_past(tmp_path: Path) -> None:
    with archiving([], lambda _: sending(b"<html>Offline</html>", 503)) as ill:
        done = place_at(tmp_path, ill).run("backfill", *DAYS, "--dry-run")

    assert (done.returncode, "503" in done.stdout) == (1, True)


@pytest.mark.prefect
def test_a_source_gets_its_past_and_a_report(
    tmp_path: Path, archive: Loopback, prefect_api: str
) -> None:
    place = place_at(tmp_path, archive)
    place.environment["PREFECT_API_URL"] = prefect_api

    done = place.run("backfill", *DAYS)

    assert done.returncode == 0, done.stderr
    with open_database(tmp_path / "policytrail.duckdb") as connection:
        assert len(timelines(connection)[SOURCE.source_id].versions) == 4
    assert (tmp_path / "reports" / "index.html").is_file()


@pytest.mark.prefect
def test_a_ban_is_told_with_the_time_to_come_back(tmp_path: Path, prefect_api: str) -> None:
    answered = iter(range(1000))

    def banned(_: Exchange) -> Route | None:
        return sending(b"", 429, {"Retry-After": "600"}) if next(answered) > 5 else None

    with archiving(LONG, banned) as archive:
        place = place_at(tmp_path, archive)
        place.environment["PREFECT_API_URL"] = prefect_api
        done = place.run("backfill", *DAYS)

    assert (done.returncode, "come back in 10 minutes" in done.stderr) == (1, True)
    assert "Traceback" not in done.stderr
