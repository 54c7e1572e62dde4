"""A database for each test that asks for one, and how `make test` spreads the tests over the cores.

Property tests try 50 examples each, always the same, and 2,000 in `make soak`.
"""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from storage.database import Connection, open_database
from tests.reliability import PAGE, ReliabilityPlugin

if TYPE_CHECKING:
    from playwright.sync_api import Playwright

LONG = ("prefect", "browser")
"""Marks of the tests that take longest: begun last, one would run alone at the end."""
SHARING = (
    "tests/flows/test_alerts.py",
    "tests/flows/test_backfill.py",
    "tests/flows/test_busy.py",
    "tests/flows/test_hostile_servers.py",
    "tests/flows/test_track.py",
)
"""Files whose tests ask one Prefect server, which takes ten seconds to start."""

settings.register_profile("short", deadline=None, max_examples=50, derandomize=True)
settings.register_profile("soak", deadline=None, max_examples=2_000)
settings.load_profile("short")


@pytest.fixture(scope="session")
def is_whole(pytestconfig: pytest.Config) -> bool:
    """Return whether tests marked `sampled` try all of their inputs: in `make soak` and `make reliability`."""
    return bool(pytestconfig.getoption("--reliability"))


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    """Yield an empty database, `policytrail.duckdb` in the test's folder."""
    with open_database(tmp_path / "policytrail.duckdb") as connection:
        yield connection


@pytest.fixture(scope="session")
def driver() -> Iterator["Playwright"]:
    """Yield what starts browsers: a thread can have one of it, whichever files it runs tests of."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (few tests need it)

    with sync_playwright() as started:
        yield started


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run write the page of what held."""
    parser.addoption("--reliability", action="store_true", help=f"write {PAGE.name}")


class ExampleFiles:
    """Keeps pytest from loading modules that hold neither tests nor examples."""

    @staticmethod
    def pytest_ignore_collect(collection_path: Path) -> bool | None:
        """Return True for a module without a line of an example; None leaves it to pytest."""
        if collection_path.suffix != ".py" or collection_path.name.startswith("test_"):
            return None
        return b">>>" not in collection_path.read_bytes() or None


def pytest_configure(config: pytest.Config) -> None:
    """Note which cases there are of those that the page lists, and look for examples by text."""
    config.pluginmanager.register(ExampleFiles(), "examples")
    is_one_of_many = hasattr(config, "workerinput")
    path = PAGE if config.getoption("--reliability") and not is_one_of_many else None
    config.pluginmanager.register(ReliabilityPlugin(path), "reliability")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files whose tests take longest."""
    long = {item.path for item in items if any(map(item.get_closest_marker, LONG))}
    items.sort(key=lambda item: item.path not in long)


def pytest_xdist_auto_num_workers() -> int:
    """Return how many processes `--numprocesses auto` starts: while one waits, the others work."""
    return len(os.sched_getaffinity(0)) + 1


class Spread(LoadScopeScheduling):
    """Keeps the tests of a file together, since they share what the file started."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return SHARING[0] if file in SHARING else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadScopeScheduling:
    """Return what hands the tests to the cores."""
    return Spread(config, log)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in the closing lines what was not tested, and why."""
    skipped: list[pytest.TestReport] = terminalreporter.stats.get("skipped", [])
    reasons = Counter(map(_skip_reason, skipped))
    for reason, count in reasons.most_common():
        terminalreporter.write_line(f"not tested here: {count} tests: {reason}", yellow=True)


def _skip_reason(report: pytest.TestReport) -> str:
    skipped = report.longrepr
    words = str(skipped[2]) if isinstance(skipped, tuple) else str(skipped)
    return words.removeprefix("Skipped: ")
