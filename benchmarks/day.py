"""What `policytrail track` costs for a day of 820 policies, and for the next: fetch to reports.

An invented web behind a proxy answers after 20 to 300 ms; nothing paces the requests. The web is a
process of its own, so that its work is not counted; Prefect's server is started by the command and
counted. DAY_SHARE=0.1 plays a tenth of the day.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from zlib import crc32

from benchmarks import ROOT, Row
from benchmarks._invented_day import WHOLE, Size, answers, sources_yaml
from benchmarks.scale import Cost, measured

FIRST_S, NEXT_S = 180, 75
_LATENCY_MS = range(20, 301)
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
        days = [_track(folder, proxy) for proxy in proxies]
    limits = (FIRST_S, NEXT_S)
    whats = (f"track of {size.policies} policies", f"the next day, {size.changed} changed")
    return [
        Row(
            f"{what}, with Prefect and the network",
            f"{day.cost.cpu_s:.0f} s of processor, {day.cost.memory_mb:.0f} MB in the largest process",
            f"{day.wall_s:.0f} s on the clock",
            f"<= {limit} s of processor",
            day.cost.cpu_s <= limit,
        )
        for what, day, limit in zip(whats, days, limits, strict=True)
    ]


def _track(folder: Path, proxy: str) -> _Day:
    settings = {
        "POLICYTRAIL_PROXY": proxy,
        "POLICYTRAIL_ALLOW_PRIVATE": "true",
        "POLICYTRAIL_PACE_S": "0",
        "PREFECT_HOME": str(folder / "prefect"),
    }
    began = time.monotonic()
    cost = measured(folder, ["track", "--now"], settings)
    return _Day(cost, time.monotonic() - began)


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
