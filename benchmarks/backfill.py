"""How few requests give the past of the replay captures, and what faults and kills do to it.

Needs the shared corpus and pywb (`make pywb`).
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from base64 import b32encode
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import groupby
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from benchmarks import ROOT, SHARED, Row
from flows.database import database_opener
from flows.pipeline import Filled, open_archive_session
from flows.pipeline.backfill import BackfillRequest, plan_backfill
from policytrail.fetch.wayback import LEAST_RUN
from policytrail.sources import unnamed_source
from storage import declare_sources, read_observations
from storage.database import open_database
from tests.backfilling import ALL, NOW, backfill, environ
from tests.ills import Ills
from tests.pywb import COLLECTION, PYWB, before, pywb
from tests.server import Exchange, serving
from tests.values import SOURCE

REPLAY = SHARED / "corpus" / "replay"
KILLS = 10
PATIENCE_S = 3.0
"""With an archive that falls silent now and then."""
LINES = 1_000_000
START = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class History:
    """What a database says of all sources, oldest first: (time, document) of each capture."""

    captures: dict[str, list[tuple[str, str | None]]]

    def runs(self) -> list[tuple[str, str, int]]:
        """Return each version: its source, its document, and for how many captures it lasted."""
        found: list[tuple[str, str, int]] = []
        for source_id, captures in self.captures.items():
            documents = [document for _, document in captures if document is not None]
            found += [(source_id, document, len(list(run))) for document, run in groupby(documents)]
        return found


def run() -> list[Row]:
    """Return the figures of the backfill; nothing where the corpus or pywb is missing."""
    rows = [listing_row()]
    if not (REPLAY.is_dir() and (PYWB / "pywb").is_file()):
        return rows
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with pywb(folder, sorted(REPLAY.glob("*.warc.gz"))) as url:
            everything, asked = filled(folder / "all.duckdb", url, 0)
            rows += bisection_rows(folder, url, everything, asked)
            rows.append(fault_row(folder, url, everything))
            rows += kill_rows(folder, url, everything)
    return rows


def filled(
    path: Path, url: str, least_run: int, patience_s: float = 10
) -> tuple[History, list[Filled]]:
    """Return the history that a backfill gives, and what it took."""
    declare(path)
    with open_database(path) as connection:
        request = replace(ALL, least_run=least_run)
        done = backfill(partial(nullcontext, connection), url, request, patience_s)
    return history(path), done


def declare(path: Path) -> None:
    """Make a database that tracks the sources of the replay captures."""
    index = json.loads((REPLAY / "index.json").read_text(encoding="utf-8"))
    urls = sorted({entry["url"] for entry in index})
    with open_database(path) as connection:
        declare_sources(connection, [unnamed_source(url) for url in urls], NOW)


def history(path: Path) -> History:
    """Return what the database holds."""
    with open_database(path) as connection:
        seen = read_observations(connection)
    return History(
        {
            source_id: [(str(each.captured_at), each.document_sha256) for each in of]
            for source_id, of in seen.items()
        }
    )


def bisection_rows(folder: Path, url: str, everything: History, asked: list[Filled]) -> list[Row]:
    """Return how many requests looking between differing captures takes, and what it misses."""
    whole = sum(done.requests for done in asked)
    found, done = filled(folder / "bisection.duckdb", url, LEAST_RUN)
    requests = sum(each.requests for each in done)
    lasted = {run[:2] for run in everything.runs() if run[2] >= LEAST_RUN}
    seen = {run[:2] for run in found.runs()}
    return [
        Row(
            "backfill: requests where documents differ only",
            f"{requests / whole:.1%}",
            f"{requests} of {whole} for all captures",
            "<= 35 %",
            requests <= 0.35 * whole,
        ),
        Row(
            f"backfill: documents that lasted {LEAST_RUN}+ captures, found",
            f"{len(lasted & seen)} of {len(lasted)}",
            limit="all",
            holds=lasted <= seen,
        ),
    ]


def fault_row(folder: Path, url: str, everything: History) -> Row:
    """Return how much an archive that is ill in 20 % of its answers changes."""
    ills = Ills(0.2)
    with before(url, ills) as ill:
        found, _ = filled(folder / "faults.duckdb", f"{ill.url}/{COLLECTION}", 0, PATIENCE_S)
    wrong = len(set(found.runs()) ^ set(everything.runs()))
    given = sum(name != "" for name in ills.given)
    return Row(
        "backfill: versions lost or invented with 20 % faults",
        str(wrong),
        f"{given} faults in {len(ills.given)} requests",
        "0",
        wrong == 0,
    )


def kill_rows(folder: Path, url: str, everything: History) -> list[Row]:
    """Return what is left of a backfill that was killed at ten random moments and resumed."""
    chance = random.Random(5)  # noqa: S311 (moments, no secrets)
    path = folder / "killed.duckdb"
    declare(path)
    with before(url, Ills(0.0)) as front:
        command = [sys.executable, "-m", "tests.backfilling", str(path)]
        command += [f"{front.url}/{COLLECTION}", "0"]
        for _ in range(KILLS):
            moment = len(front.asked) + chance.randint(2, 60)
            with subprocess.Popen(command, cwd=ROOT) as running:
                while len(front.asked) < moment and running.poll() is None:
                    time.sleep(chance.uniform(0.0, 0.02))
                running.kill()
        subprocess.run(command, cwd=ROOT, check=True)
        targets = [asked.target for asked in front.asked]
    wrong = len(set(history(path).runs()) ^ set(everything.runs()))
    again = len(targets) - len(set(targets))
    return [
        Row(
            f"backfill: versions lost or invented by {KILLS} kills", str(wrong), "", "0", not wrong
        ),
        Row(
            f"backfill: requests made again after {KILLS} kills",
            str(again),
            f"{len(targets)} requests",
            f"<= {KILLS}",
            again <= KILLS,
        ),
    ]


def listing_row() -> Row:
    """Return how much memory a process needs to list and plan a million mementos."""
    with serving({}, _million) as archive:
        command = [sys.executable, "-m", "benchmarks.backfill", archive.url]
        done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    count, kilobytes = (int(word) for word in done.stdout.split())
    megabytes = kilobytes / 1024
    return Row(
        f"backfill: memory to plan {count:,} mementos",
        f"{megabytes:.0f} MB",
        limit="<= 300 MB",
        holds=count == LINES and megabytes <= 300,
    )


def _million(exchange: Exchange) -> None:
    """Answer a part of a listing in which no two digests are equal."""
    asked = parse_qs(urlsplit(exchange.path).query)
    start, rows = int(asked.get("resumeKey", ["0"])[0]), int(asked["limit"][0])
    end = min(start + rows, LINES)
    text = "".join(
        f"example,lumen)/terms {START + timedelta(minutes=number):%Y%m%d%H%M%S} "
        f"http://lumen.example/terms text/html 200 {_digest(number)} 4711\n"
        for number in range(start, end)
    )
    exchange.answer((text + (f"\n{end}\n" if end < LINES else "")).encode())


def _digest(number: int) -> str:
    return b32encode(number.to_bytes(20)).decode("ascii")


def plan_million(url: str) -> None:
    """Plan a backfill of everything at the archive, and print how much memory that took."""
    with tempfile.TemporaryDirectory() as name:
        opened = database_opener(Path(name) / "lumen.duckdb")
        with opened() as connection:
            declare_sources(connection, [SOURCE], NOW)
        request = BackfillRequest(START, NOW)
        with open_archive_session(opened, NOW, environ=environ(url)) as session:
            made = plan_backfill(opened, SOURCE, request, session)
    print(made.listed, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


if __name__ == "__main__":
    plan_million(sys.argv[1])
