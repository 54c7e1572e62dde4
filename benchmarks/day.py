"""What `policytrail track` costs for a day of 820 policies, and for the next: fetch to reports.

An invented web behind a proxy answers after 20 to 300 ms; nothing paces the requests. The web is a
process of its own, so that its work is not counted; Prefect's server is started by the command and
counted. The first day is played once more by the same steps without Prefect: the difference is
Prefect's share. The limits are of the clock, on a machine that does nothing else. DAY_SHARE=0.1
plays a tenth of the day.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from zlib import crc32

from benchmarks import ROOT, Row
from benchmarks._invented_day import WHOLE, Size, answers, sources_yaml
from benchmarks.scale import Cost, measured
from flows.database import database_opener, reading_database, renew_copy
from flows.pipeline import (
    CaptureRequest,
    RunTime,
    SpooledCaptures,
    alert_in_turns,
    capture_all,
    derive_in_turns,
    publish_reports,
)
from policytrail.model import Source
from policytrail.sources import parse_sources
from storage import Spooled

FIRST_S, NEXT_S = 180, 75
PREFECT_SHARE = 0.25
_LATENCY_MS = range(20, 301)
_AT_ONCE = 8
"""Services asked at the same time, as by `track`."""
_ALONE = "from benchmarks.day import track_alone; track_alone()"
_SERVED = "from benchmarks.day import serve_days; serve_days({share})"


@dataclass(frozen=True, slots=True)
class _Day:
    """What a run took."""

    cost: Cost
    wall_s: float


def run() -> list[Row]:
    """Return what the first day and the next take."""
    share = float(os.environ.get("DAY_SHARE", "1"))
    size = WHOLE.part(share) if share < 1 else WHOLE
    with tempfile.TemporaryDirectory() as name, _served_days(share) as proxies:
        folder = Path(name)
        (folder / "sources.yaml").write_text(sources_yaml(size), encoding="utf-8")
        days = [_played(folder, proxy) for proxy in proxies]
        alone = folder / "alone"
        alone.mkdir()
        (folder / "sources.yaml").rename(alone / "sources.yaml")
        without = _played(alone, proxies[0], _ALONE)
    limits = (FIRST_S, NEXT_S)
    whats = (f"track of {size.policies} policies", f"the next day, {size.changed} changed")
    return [
        *(
            Row(
                f"{what}, with Prefect and the network",
                f"{day.wall_s:.0f} s on the clock",
                f"{day.cost.cpu_s:.0f} s of processor, {day.cost.memory_mb:.0f} MB in the largest process",
                f"<= {limit} s on the clock",
                day.wall_s <= limit,
            )
            for what, day, limit in zip(whats, days, limits, strict=True)
        ),
        _prefect_row(days[0].cost.cpu_s, without.cost.cpu_s),
    ]


def _prefect_row(cpu_s: float, alone_s: float) -> Row:
    share = 1 - alone_s / cpu_s
    return Row(
        "Prefect's share of the first day's processor",
        f"{share:.0%}",
        f"{alone_s:.0f} s without it",
        f"<= {PREFECT_SHARE:.0%}",
        share <= PREFECT_SHARE,
    )


def _played(folder: Path, proxy: str, program: str | None = None) -> _Day:
    """Play a day by `track`, or by another program; return what it took."""
    settings = {
        "POLICYTRAIL_PROXY": proxy,
        "POLICYTRAIL_ALLOW_PRIVATE": "true",
        "POLICYTRAIL_PACE_S": "0",
        "PREFECT_HOME": str(folder / "prefect"),
    }
    began = time.monotonic()
    if program:
        cost = measured(folder, [], settings, program)
    else:
        cost = measured(folder, ["track", "--now"], settings)
    return _Day(cost, time.monotonic() - began)


def track_alone() -> None:
    """Do in this folder what `track --now` does there, without Prefect."""
    path, now = Path("policytrail.duckdb"), datetime.now(UTC)  # noqa: TID251 (a run is played)
    declared = Path("sources.yaml")
    wanted = parse_sources(declared.read_text(encoding="utf-8"), str(declared)).entries
    run = RunTime(now, now, takes_all=True)
    capture_alone(path, wanted, run)
    derive_in_turns(database_opener(path), now)
    renew_copy(path)
    with reading_database(path) as connection:
        published = publish_reports(connection, Path("reports"))
    alert_in_turns(path, (), published.entries, now)
    renew_copy(path)


def capture_alone(path: Path, wanted: Sequence[Source], run: RunTime) -> None:
    """Capture what is due of the sources as a run does, without Prefect."""
    captures = SpooledCaptures(path)
    services = captures.sources_due(wanted, run)

    def capture(asks: tuple[CaptureRequest, ...]) -> None:
        got = tuple(capture_all(asks, None))
        captures.spool.keep_captures(Spooled(tuple(ask.source for ask in asks), got))

    with ThreadPoolExecutor(_AT_ONCE) as threads:
        for done in as_completed([threads.submit(capture, asks) for asks in services.values()]):
            done.result()
            captures.write_batch()
    captures.write_rest(wanted, run)


@contextmanager
def _served_days(share: float) -> Generator[list[str]]:
    """Run the web of both days in a process of its own; yield the proxy of each day."""
    command = [sys.executable, "-c", _SERVED.format(share=share)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as web:
        if web.stdin is None or web.stdout is None:
            raise RuntimeError("a process that was started with pipes has none")
        try:
            yield web.stdout.readline().split()
        finally:
            web.stdin.close()


def serve_days(share: float) -> None:
    """Serve both days until the standard input ends; write the address of each day's proxy."""
    size = WHOLE.part(share) if share < 1 else WHOLE
    servers = [_DayServer(size, day) for day in range(2)]
    with servers[0], servers[1]:
        for server in servers:
            Thread(target=server.serve_forever, daemon=True).start()
        print(*(f"http://127.0.0.1:{server.server_port}" for server in servers), flush=True)
        sys.stdin.read()


class _DayServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, size: Size, day: int) -> None:
        self.bodies = {
            answer.capture.url.replace("https:", "http:"): answer.body
            for of_service in answers(day, size)
            for answer in of_service
        }
        super().__init__(("127.0.0.1", 0), _Exchange)


class _Exchange(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _DayServer  # pyright: ignore[reportIncompatibleVariableOverride] (the one that made it)

    def do_GET(self) -> None:
        """Answer as the web does: late, and with the page of the address."""
        body = self.server.bodies[self.path]
        time.sleep(_LATENCY_MS[crc32(self.path.encode()) % len(_LATENCY_MS)] / 1000)
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (http.server's name)
        """Say nothing."""
