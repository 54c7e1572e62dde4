"""`policytrail demo`: the same story, to the byte, each time it is told."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from tests.flows.conftest import Place

pytestmark = pytest.mark.prefect


def hashes(folder: Path) -> dict[str, str]:
    """Return the hash of every file by its path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


SHORT = """
from flows.cli import main
from tests.web import server

timeline = server.timeline()
server.timeline = lambda: timeline.model_copy(update={"moments": timeline.moments[2:4]})
main()
"""
"""The command with two moments of the story, between which six policies change."""


def play_demo(place: Place, *, short: bool) -> str:
    """Run the demo in a process of its own; return what it prints."""
    program = ["-c", SHORT] if short else ["-m", "flows.cli"]
    done = subprocess.run(
        [sys.executable, *program, "demo"],
        cwd=place.folder,
        env=place.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(
    ("short", "runs"),
    [(True, 2), pytest.param(False, 8, marks=pytest.mark.soak)],
    ids=["short", "whole"],
)
def test_the_demo_twice_writes_the_same_bytes(place: Place, short: bool, runs: int) -> None:
    first = play_demo(place, short=short)
    reports = hashes(place.folder / ".demo" / "reports")

    again = play_demo(place, short=short)

    assert hashes(place.folder / ".demo" / "reports") == reports
    assert first == again
    assert [" captured" in line for line in first.splitlines()[:runs]] == [True] * runs
    assert "The most important changes:" in first
