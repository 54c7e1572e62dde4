"""What keeps a flow from beginning is one sentence, before Prefect is loaded."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from flows.deployments.prefect_settings import quiet_prefect
from tests.commands import policytrail
from tests.server import Exchange, sending, serving

ROOT = Path(__file__).parents[2]
SOURCES = "services:\n  a:\n    policies:\n      imprint: {url: https://a.example/imprint}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sources.yaml").write_text(SOURCES)
    return tmp_path


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"PREFECT_API_URL": "http://127.0.0.1:9/api"}, "does not answer: start it, or name"),
        ({"PREFECT_HOME": "/proc/nowhere"}, "set PREFECT_HOME to a folder of this user"),
    ],
)
def test_a_server_or_folder_that_cannot_be_used_is_told(
    folder: Path, settings: dict[str, str], said: str
) -> None:
    done = policytrail("track", "--now", cwd=folder, settings=settings)

    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert said in done.stderr


def test_a_server_that_is_gone_once_the_run_begins_is_told_without_a_traceback(
    folder: Path,
) -> None:
    """Prefect itself says it in a hundred lines."""
    healthy = {"/api/health": sending(b"true")}
    with serving(healthy, Exchange.hang_up) as server:
        settings = {
            "PREFECT_API_URL": f"{server.url}/api",
            "PREFECT_HOME": str(folder),
            "PREFECT_CLIENT_MAX_RETRIES": "0",
        }
        # In a process of its own: Prefect takes its settings when it is loaded.
        done = subprocess.run(
            [sys.executable, "-m", "flows.cli", "track", "--now"],
            cwd=folder,
            env=dict(os.environ) | settings | {"PYTHONPATH": str(ROOT)},
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    assert done.returncode == 2
    assert done.stderr.strip() == (
        f"policytrail: Prefect's server at {server.url}/api does not answer: start it, or name another "
        "one with PREFECT_API_URL. What was captured is kept; the next run goes on."
    )


def test_a_lake_that_cannot_be_opened_is_told_before_a_server_starts(folder: Path) -> None:
    (folder / "lake").write_text("notes")

    done = policytrail(
        "--db",
        "ducklake:lake",
        "track",
        "--now",
        cwd=folder,
        settings={"PREFECT_HOME": str(folder)},
    )

    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "Starting" not in done.stderr


@pytest.mark.parametrize("command", [("track", "--now"), ("status",)])
def test_a_file_that_is_no_database_is_told_before_a_server_starts(
    folder: Path, command: tuple[str, ...]
) -> None:
    (folder / "policytrail.duckdb").write_text("notes")

    done = policytrail(*command, cwd=folder, settings={"PREFECT_HOME": str(folder)})

    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "not a valid DuckDB database file" in done.stderr


def test_a_proxy_is_not_asked_for_servers_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "intranet.example")
    monkeypatch.setenv("no_proxy", "")

    quiet_prefect()

    assert os.environ["NO_PROXY"] == "intranet.example,127.0.0.1,localhost,::1"
    assert os.environ["no_proxy"] == "127.0.0.1,localhost,::1"
