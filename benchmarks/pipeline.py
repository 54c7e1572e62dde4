"""How much the main job costs: importing the replay captures, again, and tracking what is unchanged."""

import hashlib
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from gzip import open as open_gzip
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from benchmarks import ROOT, SHARED, Row

IMPORT_S, MEMORY_MB, AGAIN_SHARE, FILE_MB, SOURCE_MS = 60, 1000, 0.2, 25, 60
FEW, MANY = 10, 200
PAGE = "".join(
    f"<h2>{number}. Clause</h2><p>We keep the records of clause {number} for thirty days after "
    "the account was closed, and delete them then without being asked.</p>"
    for number in range(1, 40)
)


def run() -> list[Row]:
    """Return what importing, importing again, and tracking cost."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = _imports(folder) if (SHARED / "corpus" / "replay").is_dir() else []
        return [*rows, _tracking(folder)]


def _imports(folder: Path) -> list[Row]:
    files = sorted((SHARED / "corpus" / "replay").glob("*.warc.gz"))
    read_s = _reading_s(files)
    first, again = (_import(folder, files) for _ in range(2))
    size_mb = (folder / "policytrail.duckdb").stat().st_size / 1e6
    warcs_mb = sum(file.stat().st_size for file in files) / 1e6
    share = again.seconds / first.seconds
    return [
        Row(
            "import of 660 real captures with all that follows",
            f"{first.seconds:.1f} s",
            f"{first.seconds / read_s:.0f} x unzipping and hashing them",
            f"<= {IMPORT_S} s",
            first.seconds <= IMPORT_S,
        ),
        Row(
            "its memory, all processes together",
            f"{first.memory_mb:.0f} MB",
            limit=f"<= {MEMORY_MB} MB",
            holds=first.memory_mb <= MEMORY_MB,
        ),
        Row(
            "the same import again",
            f"{again.seconds:.1f} s",
            f"{share:.2f} x the first",
            f"<= {AGAIN_SHARE} x",
            share <= AGAIN_SHARE,
        ),
        Row(
            "the database after it",
            f"{size_mb:.1f} MB",
            f"{size_mb / warcs_mb:.2f} x the WARC files",
            f"<= {FILE_MB} MB",
            size_mb <= FILE_MB,
        ),
    ]


def _reading_s(files: list[Path]) -> float:
    began = time.perf_counter()
    for file in files:
        with open_gzip(file) as content:
            hashlib.sha256(content.read()).hexdigest()
    return time.perf_counter() - began


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command cost."""

    seconds: float
    memory_mb: float
    """The largest sum over the processes of the command, shared pages counted once."""


def _import(folder: Path, files: list[Path]) -> Cost:
    command = [sys.executable, "-m", "flows.cli", "import-warc", *map(str, files)]
    began = time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL
    ) as running:
        most = 0.0
        while running.poll() is None:
            most = max(most, _memory_mb(running.pid))
            time.sleep(0.05)
    if running.returncode:
        raise subprocess.CalledProcessError(running.returncode, command)
    return Cost(time.perf_counter() - began, most)


def _memory_mb(pid: int) -> float:
    """Return the proportional memory of a process and all its children."""
    total = 0.0
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1]) / 1000
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return total  # it ended meanwhile
    return total + sum(_memory_mb(int(child)) for child in children)


def _tracking(folder: Path) -> Row:
    """Return what one more unchanged source costs a run of the flow."""
    with _policies() as address:
        seconds: dict[int, float] = {}
        for count in (FEW, MANY):
            sources = folder / f"{count}.yaml"
            sources.write_text(_sources(count, address), encoding="utf-8")
            seconds[count] = _unchanged_s(folder, sources, count)
    each_ms = (seconds[MANY] - seconds[FEW]) / (MANY - FEW) * 1000
    return Row(
        f"track: one more unchanged source, of {MANY}",
        f"{each_ms:.0f} ms",
        f"{seconds[MANY] / seconds[FEW]:.1f} x a run over {FEW}",
        f"<= {SOURCE_MS} ms",
        each_ms <= SOURCE_MS,
    )


def _sources(count: int, address: str) -> str:
    lines = ["services:"]
    for number in range(count):
        if number % FEW == 0:
            lines += [f"  service{number}:", "    policies:", "      other:", "        sources:"]
        lines.append(f"          - {{id: source{number}, url: '{address}/{number}'}}")
    return "\n".join(lines) + "\n"


_RUNS = """
import sys, time
from datetime import datetime, timedelta
from flows.deployments.prefect_settings import quiet_prefect
quiet_prefect()
from flows.deployments.track import track
sources, db, out, at = sys.argv[1:]
at = datetime.fromisoformat(at)
for day in range(3):
    began = time.perf_counter()
    done = track(db=db, sources=sources, out=out, at=at + timedelta(days=day))
assert all(attempt.outcome == "confirmed" for attempt in done.attempts), done.attempts
print(time.perf_counter() - began)
"""


def _unchanged_s(folder: Path, sources: Path, count: int) -> float:
    """Return how long the third run takes, in which every source answers 304."""
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "POLICYTRAIL_ALLOW_PRIVATE": "true",
        "POLICYTRAIL_PACE_S": "0",
    }
    start = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=count)
    names = (str(sources), str(folder / f"{count}.duckdb"), str(folder / f"{count}"))
    done = subprocess.run(
        [sys.executable, "-c", _RUNS, *names, start.isoformat()],
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return float(done.stdout.split()[-1])


@contextmanager
def _policies() -> Generator[str]:
    """Yield the address of a server with a policy at every path that never changes."""

    class Visit(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = f"<title>Terms</title><h1>Terms {self.path}</h1>{PAGE}".encode()
            is_held = self.headers.get("If-None-Match") == '"held"'
            self.send_response(304 if is_held else 200)
            self.send_header("ETag", '"held"')
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", "0" if is_held else str(len(body)))
            self.end_headers()
            if not is_held:
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the same)
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Visit)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
