"""A backfill that is killed goes on where it was."""

import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from storage.database import open_database
from storage.sources import declare_sources
from storage.timelines import read_timelines
from tests.archive import ArchivedPage, archiving
from tests.backfilling import ALL, NOW
from tests.policies import page
from tests.server import Loopback
from tests.values import SOURCE

ROOT = Path(__file__).parents[2]
LONG = [
    ArchivedPage(ALL.since + timedelta(days=day), SOURCE.url, page(day // 7, day))
    for day in range(30)
]


def killed_after(requests: int, archive: Loopback, command: list[str]) -> None:
    """Run the program and kill it as soon as the archive has had so many requests."""
    enough = len(archive.asked) + requests
    with subprocess.Popen(command, cwd=ROOT) as running:
        while len(archive.asked) < enough and running.poll() is None:
            time.sleep(0.001)
        running.kill()


@pytest.mark.parametrize("moments", [(1, 9)], ids=str)
def test_a_kill_loses_nothing_and_repeats_one_request_at_most(
    tmp_path: Path, moments: tuple[int, ...]
) -> None:
    database = tmp_path / "lumen.duckdb"
    with open_database(database) as connection:
        declare_sources(connection, [SOURCE], NOW)
    with archiving(LONG) as archive:
        command = [sys.executable, "-m", "tests.backfilling", str(database), archive.url, "0"]
        for requests in moments:
            killed_after(requests, archive, command)
        subprocess.run(command, cwd=ROOT, check=True)
        targets = [asked.target for asked in archive.asked]

    with open_database(database) as connection:
        versions = read_timelines(connection)[SOURCE.source_id].versions
    assert (len(versions), sum(version.captures for version in versions)) == (5, len(LONG))
    assert len(targets) - len(set(targets)) <= len(moments)
