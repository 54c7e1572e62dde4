"""How much sooner four processes are done than one, on a store in DuckLake, where servers are slow.

Each process does what a run of `shard` does, without Prefect: captures its share of the sources, eight
at a time, writes them in turns with the others, and derives them. Each server answers after some
seconds, so that waiting is most of it; the times are of the clock. Needs PostgreSQL and
`policytrail[lake]`.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import ROOT, Row
from benchmarks.day import capture_alone
from flows.database import database_opener, open_database
from flows.pipeline import RunTime, derive_in_turns
from policytrail.sources import divide_sources, parse_sources
from tests.policies import policy
from tests.postgres import Postgres, running_postgres
from tests.server import Exchange, serving

SOURCES, LATENCY_S = 160, 6.0
PROCESSES = 4
SPEED_UP = 1.5
_PROGRAM = "from benchmarks.machines import capture_share; capture_share()"


def run() -> list[Row]:
    """Return how long one process and four take."""
    with (
        tempfile.TemporaryDirectory() as name,
        running_postgres() as postgres,
        serving({}, fallback=_answer_late, host="0.0.0.0") as web,  # noqa: S104 (hosts of our own: 127.0.0.y)
    ):
        folder = Path(name)
        services = {
            f"source-{number}": {
                "name": f"source-{number}",
                "policies": {
                    "terms_of_service": {
                        "id": f"source-{number}",
                        "url": f"http://127.0.0.{number + 1}:{web.port}/{number}",
                    }
                },
            }
            for number in range(SOURCES)
        }
        (folder / "sources.yaml").write_text(json.dumps({"services": services}), encoding="utf-8")
        alone_s, together_s = (
            _captured(folder, postgres, processes) for processes in (1, PROCESSES)
        )
    return [
        Row(
            f"{SOURCES} sources that answer after {LATENCY_S:g} s, {PROCESSES} processes on a lake",
            f"{together_s:.0f} s on the clock",
            f"{alone_s / together_s:.1f} x as fast as one ({alone_s:.0f} s)",
            f">= {SPEED_UP} x",
            alone_s / together_s >= SPEED_UP,
        )
    ]


def _captured(folder: Path, postgres: Postgres, processes: int) -> float:
    """Capture and derive all sources in a new lake by so many processes; return the seconds."""
    lake = f"lake{processes}"
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "POLICYTRAIL_DB": f"ducklake:postgres:{postgres.new_database(lake)}",
        "POLICYTRAIL_LAKE_DATA": str(folder / lake),
        "POLICYTRAIL_ALLOW_PRIVATE": "true",
        "POLICYTRAIL_PACE_S": "0",
    }
    os.environ["POLICYTRAIL_LAKE_DATA"] = environment["POLICYTRAIL_LAKE_DATA"]
    store = Path(environment["POLICYTRAIL_DB"])
    with open_database(store):
        pass  # makes the tables
    began = time.monotonic()
    running: list[subprocess.Popen[bytes]] = []
    for number in range(processes):
        own = folder / f"{lake}-{number}"
        own.mkdir()
        command = [sys.executable, "-c", _PROGRAM, str(number), str(processes)]
        running.append(subprocess.Popen(command, cwd=own, env=environment))
    codes = [process.wait() for process in running]
    seconds = time.monotonic() - began
    with open_database(store, read_only=True) as connection:
        row = connection.execute(
            "SELECT count(*), count(DISTINCT source_id), (SELECT count(*) FROM version) FROM capture"
        ).fetchone()
    if any(codes) or row != (SOURCES, SOURCES, SOURCES):
        raise RuntimeError(f"{processes} processes ended with {codes} and left {row}")
    return seconds


def capture_share() -> None:
    """Capture and derive the share of the sources that the command line names."""
    number, processes = map(int, sys.argv[1:])
    store, now = Path(os.environ["POLICYTRAIL_DB"]), datetime.now(UTC)  # noqa: TID251 (a run is played)
    declared = Path("..") / "sources.yaml"
    sources = parse_sources(declared.read_text(encoding="utf-8"), str(declared)).entries
    share = divide_sources(sources, processes)[number]
    wanted = [source for source in sources if source.source_id in share]
    capture_alone(store, wanted, RunTime(now, now, takes_all=True))
    derive_in_turns(database_opener(store), now, only=share)


def _answer_late(exchange: Exchange) -> None:
    time.sleep(LATENCY_S)
    text = policy(f"Fees rise to {exchange.path.removeprefix('/')} euros.")
    exchange.answer(text, headers={"Content-Type": "text/html; charset=utf-8"})
