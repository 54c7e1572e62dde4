"""Serve the deployments with their schedules from one process, until it is stopped."""

import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.error import URLError
from urllib.request import urlopen

from policytrail.errors import PolicyTrailError

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment

DAILY = "0 6 * * *"
"""Every day at 06:00 UTC."""
WEEKLY = "0 7 * * 1"
"""Every Monday at 07:00 UTC."""
OFTEN = "*/15 * * * *"
"""Every quarter of an hour: no alert that is due, nor a second try, waits longer."""
_START_S = 180.0


class ServerDidNotStart(PolicyTrailError):
    """Prefect's server did not answer in time: is the port taken?"""


@dataclass(frozen=True, slots=True)
class Schedule:
    """When `track` runs by itself."""

    cron: str = DAILY
    every_s: float | None = None
    """Seconds from one run to the next, instead of the cron expression."""


@contextmanager
def own_server(port: int) -> Generator[str]:
    """Yield the API's address of a Prefect server on this machine that lives as long as we do.

    Raises:
        ServerDidNotStart: it ended, or did not answer within three minutes.
    """
    command = [sys.executable, "-m", "prefect", "server", "start"]
    command += ["--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(command, stdout=sys.stderr) as server:  # noqa: S603 (Prefect's own)
        try:
            url = f"http://127.0.0.1:{port}/api"
            _wait_for(url, server, port)
            yield url
        finally:
            server.terminate()


def _wait_for(url: str, server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + _START_S
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise ServerDidNotStart(
                f"Prefect's server ended with {server.returncode}; is port {port} taken? "
                "Name another one with --port, or a running server with PREFECT_API_URL."
            )
        try:
            with urlopen(f"{url}/health", timeout=5) as answer:  # noqa: S310 (our own http address)
                if answer.status == HTTPStatus.OK:
                    return
        except (URLError, OSError):
            time.sleep(0.2)
    raise ServerDidNotStart(f"Prefect's server did not answer at {url} within {_START_S:g} s.")


def serve_deployments(
    db: Path, sources: Path, out: Path, schedule: Schedule, watch: Path | None = None
) -> None:
    """Serve `track` on its schedule, and the other flows by hand, until SIGTERM."""
    from prefect import serve  # noqa: PLC0415 (the server's address is set before this import)

    from flows.deployments.backfill import backfill  # noqa: PLC0415
    from flows.deployments.derive import derive  # noqa: PLC0415
    from flows.deployments.manual import digest  # noqa: PLC0415
    from flows.deployments.publish import publish  # noqa: PLC0415
    from flows.deployments.tell import tell  # noqa: PLC0415
    from flows.deployments.track import track  # noqa: PLC0415
    from flows.pipeline.alert import watch_beside  # noqa: PLC0415

    base, target = {"db": str(db.resolve())}, {"out": str(out.resolve())}
    declared = {"sources": str(sources.resolve())}
    heard = declared | ({"watch": str(watch.resolve())} if watch else {})
    cron = schedule.cron if schedule.every_s is None else None
    watched = watch_beside(sources, str(watch) if watch else None) is not None
    deployments = (
        track.to_deployment(
            "daily",
            parameters=base | target | heard,
            cron=cron,
            interval=schedule.every_s,
        ),
        # Nobody watches without rules: their runs would come to nothing, or fail.
        digest.to_deployment("weekly", parameters=target | heard, cron=WEEKLY if watched else None),
        tell.to_deployment(
            "due", parameters=base | target | heard, cron=OFTEN if watched else None
        ),
        # Prefect's pages ask for the days.
        backfill.to_deployment("by-hand", parameters=base | target | declared),
        derive.to_deployment("by-hand", parameters=base),
        publish.to_deployment("by-hand", parameters=base | target | heard),
    )
    serve(
        # Typed as awaitable too, which they are only where an event loop runs.
        *cast("tuple[RunnerDeployment, ...]", deployments),
        # A restart of this process must not switch the schedule off.
        pause_on_shutdown=False,
        # One run at a time: they would only wait for one another at the database.
        limit=1,
    )
