"""What one more capture costs on much stored, against little; on a year, against a month.

The invented web is replayed into the store; then one more capture comes in as a user would bring it:
by `policytrail import-warc`, with all that follows and the reports. SCALE_CAPTURES=500000 adds the
derivation of at least so many captures, by copies of a store of 5,800.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from benchmarks import ROOT, Row
from flows.database import database_opener
from flows.pipeline import derive_in_turns
from policytrail.evidence import warc_records
from storage.database import open_database
from tests.web.replayed import (
    START,
    Replay,
    fill,
    multiply,
    replayed_sources,
    sources_yaml,
)

RATIO = 1.5
LARGEST_MB = 2_000
LITTLE, MUCH = Replay(5, 30), Replay(45, 13_000)
MONTH, YEAR = Replay(20, 20 * 60), Replay(20, 20 * 730)
COPIED = Replay(20, 5_780)
SIZE = os.environ.get("SCALE_CAPTURES", "")
# Says at the end what this process and its workers took.
_MEASURED = """
import atexit, resource, sys
def tell():
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    lines = open("/proc/self/io").read().splitlines()
    written = dict(line.split(": ") for line in lines)["wchar"]
    print("cost", sum(one.ru_utime + one.ru_stime for one in spent), written,
          max(one.ru_maxrss for one in spent), file=sys.stderr)
atexit.register(tell)
"""
_COMMAND = "from flows.cli.app import main; main()"


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took."""

    cpu_s: float
    written_mb: float
    memory_mb: float
    """Of the largest of its processes."""


def run() -> list[Row]:
    """Return what one more capture costs."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        little, much = (one_more(folder / str(one.captures), one) for one in (LITTLE, MUCH))
        month, year = (one_more(folder / str(one.captures), one) for one in (MONTH, YEAR))
        rows = [
            *ratios("one more capture on 13,000 stored", much, "one on 30", little),
            *ratios("one more capture after a year", year, "one after a month", month),
        ]
        return [*rows, _derived(folder / "many", int(SIZE))] if SIZE else rows


def ratios(what: str, cost: Cost, baseline: str, base: Cost) -> list[Row]:
    """Return a row for the processor and one for the bytes written."""
    pairs = (
        ("processor", "s", cost.cpu_s, base.cpu_s),
        ("written", "MB", cost.written_mb, base.written_mb),
    )
    return [
        Row(
            f"{what}: {kind}",
            f"{much:.1f} {unit}",
            f"{much / little:.2f} x {baseline}",
            f"<= {RATIO} x",
            much <= RATIO * little,
        )
        for kind, unit, much, little in pairs
    ]


def one_more(folder: Path, replay: Replay) -> Cost:
    """Return what one more capture takes on a store with reports.

    It is the third: the first two make the two files of the copy for readers.
    """
    folder.mkdir()
    path = folder / "policytrail.duckdb"
    with open_database(path) as connection:
        fill(connection, replay)
    derive_in_turns(database_opener(path), START)
    (folder / "sources.yaml").write_text(sources_yaml(replay.sources), encoding="utf-8")
    measured(folder, ["report"])
    return [_import(folder, replay, number) for number in range(3)][2]


def _import(folder: Path, replay: Replay, number: int) -> Cost:
    capture = replay.capture_of(replayed_sources(1)[0], replay.each + number)
    content = b"".join(warc_records([capture], "benchmark", START))
    (folder / "one.warc.gz").write_bytes(content)
    return measured(folder, ["import-warc", "one.warc.gz"])


def measured(
    folder: Path,
    command: Sequence[str],
    settings: Mapping[str, str] = MappingProxyType({}),
    program: str = _COMMAND,
) -> Cost:
    """Run a command of policytrail, or another program, in a folder; return what it took."""
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED + program, *command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **settings},
        check=True,
        capture_output=True,
        text=True,
    )
    _, cpu_s, written, memory_kb = done.stderr.splitlines()[-1].split()
    return Cost(float(cpu_s), int(written) / 1e6, int(memory_kb) / 1e3)


def _derived(folder: Path, captures: int) -> Row:
    folder.mkdir()
    copies = -(-captures // COPIED.captures)
    with open_database(folder / "policytrail.duckdb") as connection:
        fill(connection, COPIED)
        multiply(connection, copies - 1)
    cost = measured(folder, ["derive"])
    return Row(
        f"derive of {copies * COPIED.captures:,} captures of {copies * COPIED.sources} sources",
        f"{cost.memory_mb:.0f} MB, {cost.cpu_s:.0f} s of processor",
        limit=f"<= {LARGEST_MB} MB",
        holds=cost.memory_mb <= LARGEST_MB,
    )
