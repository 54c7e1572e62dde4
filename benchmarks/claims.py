"""How much of what change reports claim is false: on the demo, the replay corpus and the timeline.

`BENCH_REPORTS` names folders of reports that are there already, `name=folder` with `:` between them;
without it they are made, which takes minutes. The corpora are left out where they are missing.
"""

import lzma
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import SHARED, Row
from benchmarks._claims_check import Checked, check_reports

LIMIT = 0.005
"""Share of claims that may be false; of headlines none may."""
_SHOWN = 20


def run() -> list[Row]:
    """Return for each set of reports how many claims they make and how many are false."""
    given = os.environ.get("BENCH_REPORTS", "")
    if given:
        parts = [one.partition("=") for one in given.split(":")]
        return [row for name, _, folder in parts for row in _rows(name, Path(folder))]
    with tempfile.TemporaryDirectory() as name:
        return [row for of, reports in _made(Path(name)) for row in _rows(of, reports)]


def _made(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the demo and the corpora that are there, each with its reports."""
    demo = folder / "demo"
    _policytrail(folder, "demo", "--out", str(demo))
    yield "demo", next(folder.rglob("manifest.json")).parent
    replay = sorted((SHARED / "corpus/replay").glob("*.warc.gz"))
    timeline = [
        _unpacked(path, folder) for path in sorted((SHARED / "corpus/timeline").glob("*.warc.xz"))
    ]
    for of, warcs in (("replay", replay), ("timeline", timeline)):
        if warcs:
            out = folder / of
            database = str(folder / f"{of}.duckdb")
            files = map(str, warcs)
            _policytrail(folder, "--db", database, "--out", str(out), "import-warc", *files)
            yield of, out


def _unpacked(path: Path, folder: Path) -> Path:
    target = folder / path.stem
    with lzma.open(path) as packed:
        target.write_bytes(packed.read())
    return target


def _policytrail(folder: Path, *words: str) -> None:
    command: Sequence[str] = (str(Path(sys.executable).with_name("policytrail")), *words)
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr[-2000:])


def _rows(name: str, reports: Path) -> Iterator[Row]:
    found = check_reports(reports)
    for fault in found.faults[:_SHOWN]:
        print(*fault, sep=" | ", file=sys.stderr)
    yield _row(f"{name}: claims of {found.alerts} alerts", found, "")
    yield _row(f"{name}: headlines", found, "headline")


def _row(what: str, found: Checked, kind: str) -> Row:
    claims = found.claims[kind] if kind else found.claims.total()
    false = found.false(kind)
    most = 0.0 if kind else LIMIT
    share = false / max(1, claims)
    return Row(what, f"{claims}, {false} false", f"{share:.2%}", f"<= {most:.1%}", share <= most)
