"""The whole pipeline on the invented web: the flows of a server, played at several points in time."""

import os
import shutil
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from flows.database import open_database
from flows.pipeline import read_histories
from policytrail.errors import ConfigurationError
from policytrail.model import Change
from storage import newest_event

if TYPE_CHECKING:
    from flows.deployments import Tracked


@dataclass(frozen=True, slots=True)
class Played:
    """One run of the flows."""

    at: datetime
    tracked: "Tracked"
    changes: tuple[Change, ...]
    """What it found to have changed since the run before."""


def play_story(folder: Path) -> Iterator[Played]:
    """Run `track` at each moment of the invented web, into `folder`, which is made anew.

    Raises:
        ConfigurationError: the invented web is not here: it comes with a checkout.
    """
    root = Path(__file__).parents[1]
    if not (root / "tests" / "web").is_dir():
        raise ConfigurationError(
            "the demo plays on the invented web in tests/web: run it in a checkout of the project"
        )
    sys.path.insert(0, str(root))
    from tests.web import InventedWeb  # noqa: PLC0415 (only a checkout has it)

    for old in ("policytrail.duckdb", "policytrail.duckdb.wal"):
        (folder / old).unlink(missing_ok=True)
    shutil.rmtree(folder / "reports", ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    with InventedWeb() as web, _demo_environment(folder, web.proxy_url):
        from flows.deployments import track_flow  # noqa: PLC0415 (Prefect reads the environment)

        for moment in web.moments:
            web.now = moment
            tracked = track_flow(
                db=str(folder / "policytrail.duckdb"),
                sources=str(web.sources_yaml),
                out=str(folder / "reports"),
                at=moment,
            )
            new = [
                change
                for change in recorded_changes(folder)
                if change.transition.not_after == moment
            ]
            yield Played(moment, tracked, tuple(new))


def recorded_changes(folder: Path) -> tuple[Change, ...]:
    """Return every change that the demo has found so far."""
    with open_database(folder / "policytrail.duckdb") as connection:
        as_of = newest_event(connection)
        histories = read_histories(connection, as_of) if as_of else ()
        return tuple(change for history in histories for change in history.changes)


@contextmanager
def _demo_environment(folder: Path, proxy: str) -> Generator[None]:
    """Allow access to the invented web only, with a Prefect server for the demo alone."""
    before = dict(os.environ)
    os.environ.pop("PREFECT_API_URL", None)
    os.environ |= {
        "PREFECT_HOME": str((folder / "prefect").resolve()),
        "POLICYTRAIL_PROXY": proxy,
        "POLICYTRAIL_ALLOW_PRIVATE": "true",
        "POLICYTRAIL_PACE_S": "0",
        "POLICYTRAIL_BACKOFF_S": "0",
    }
    try:
        yield
    finally:
        os.environ.clear()
        os.environ |= before
