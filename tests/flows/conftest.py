"""One real Prefect server for all tests of flows, and the invented web."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from flows.deployments.own_server import own_server
from flows.deployments.prefect_settings import SETTINGS
from tests.alerts.conftest import webhook
from tests.server import free_port
from tests.web import InventedWeb

__all__ = ["webhook"]

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def prefect_api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of a Prefect server that knows nothing yet."""
    before = dict(os.environ)
    os.environ |= SETTINGS | {"PREFECT_HOME": str(tmp_path_factory.mktemp("prefect"))}
    try:
        with own_server(free_port()) as url:
            yield url
    finally:
        os.environ.clear()
        os.environ |= before


@pytest.fixture
def web() -> Iterator[InventedWeb]:
    with InventedWeb() as web:
        yield web


@dataclass(frozen=True, slots=True)
class Place:
    """A fresh folder from which the command is run against the invented web."""

    folder: Path
    environment: dict[str, str]

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start the command."""
        return subprocess.Popen(
            [sys.executable, "-m", "flows.cli", *arguments],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the command to its end."""
        with self.start(*arguments) as running:
            out, errors = running.communicate()
        return subprocess.CompletedProcess(arguments, running.returncode, out, errors)


@pytest.fixture
def place(tmp_path: Path, web: InventedWeb) -> Place:
    return place_in(tmp_path, web)


def place_in(folder: Path, web: InventedWeb) -> Place:
    """Return a folder as a place from which the invented web is all that can be reached."""
    settings = {
        "PYTHONPATH": str(ROOT),
        "POLICYTRAIL_SOURCES": str(web.sources_yaml),
        "POLICYTRAIL_PROXY": web.proxy_url,
        "POLICYTRAIL_ALLOW_PRIVATE": "true",
        "POLICYTRAIL_PACE_S": "0",
        "POLICYTRAIL_BACKOFF_S": "0",
    }
    return Place(folder, dict(os.environ) | settings)


def two_services(folder: Path, web: InventedWeb) -> Path:
    """Write a file that declares a part of the invented web, which is tracked in less time."""
    declared = yaml.safe_load(web.sources_yaml.read_text("utf-8"))
    services = {name: declared["services"][name] for name in ("kitepost", "mosswell")}
    path = folder / "sources.yaml"
    path.write_text(yaml.safe_dump({**declared, "services": services}), "utf-8")
    return path
