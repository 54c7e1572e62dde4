"""Serve the deployments with their schedules from one process, until it is stopped."""

import os
import subprocess
import sys
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.error import URLError
from urllib.request import urlopen

from flows.deployments.server_guard import (
    ServerNotGuarded,
    guard_environment,
    new_auth,
    prefect_home,
    weaknesses_of_server,
)
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

    It asks for words that are made anew each time. They stand in the environment of this process,
    for its own clients, and in a file for this user alone (`auth_file`).

    Raises:
        ServerDidNotStart: it ended, or did not answer within three minutes.
        ServerNotGuarded: the server on this port is open to others.
    """
    command = [sys.executable, "-m", "prefect", "server", "start"]
    command += ["--host", "127.0.0.1", "--port", str(port)]
    auth, origin = new_auth(), f"http://127.0.0.1:{port}"
    guard_environment(auth, origin)
    with (
        kept_for_user(auth_file(os.environ), auth),
        subprocess.Popen(command, stdout=sys.stderr) as server,  # noqa: S603 (Prefect's own)
    ):
        try:
            url = f"{origin}/api"
            wait_for_server(url, server, port)
            weaknesses = weaknesses_of_server(url, os.environ)
            if weaknesses:
                raise ServerNotGuarded(f"Prefect's server at {url}: {'; '.join(weaknesses)}")
            yield url
        finally:
            server.terminate()


def auth_file(environ: Mapping[str, str]) -> Path:
    """Return the file that holds what a running server of ours asks for: for its pages and `prefect`."""
    return prefect_home(environ) / "policytrail-auth"


@contextmanager
def kept_for_user(path: Path, words: str) -> Generator[None]:
    """Store credentials for the block in a file that only this user can read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(f"{words}\n")
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def wait_for_server(url: str, server: subprocess.Popen[bytes], port: int) -> None:
    """Wait until a server that was started answers.

    Raises:
        ServerDidNotStart: it ended, or did not answer within three minutes.
    """
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
    from flows.deployments.path_parameters import HOME  # noqa: PLC0415
    from flows.deployments.publish import publish  # noqa: PLC0415
    from flows.deployments.tell import tell  # noqa: PLC0415
    from flows.deployments.track import track  # noqa: PLC0415
    from flows.pipeline.alert import watch_beside  # noqa: PLC0415

    base, target = {"db": str(db.resolve())}, {"out": str(out.resolve())}
    declared = {"sources": str(sources.resolve())}
    heard = declared | ({"watch": str(watch.resolve())} if watch else {})
    cron = schedule.cron if schedule.every_s is None else None
    # Runs whose parameters somebody else chose name no other paths than those around these.
    folders = (db.parent, sources.parent, out, *([watch.parent] if watch else []))
    homes = dict.fromkeys(str(folder.resolve()) for folder in folders)
    os.environ.setdefault(HOME, os.pathsep.join(homes))
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
