"""Serve the deployments with their schedules from one process, until it is stopped."""

import os
import subprocess
import sys
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

from flows.deployments.declared import DAILY, DEPLOYMENTS, DeclaredDeployment
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

_START_S = 180.0


class ServerDidNotStart(PolicyTrailError):
    """Prefect's server did not answer in time: is the port taken?"""


@dataclass(frozen=True, slots=True)
class Schedule:
    """When `track` runs by itself."""

    cron: str | None = DAILY
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

    from flows.deployments.path_parameters import HOME  # noqa: PLC0415
    from flows.pipeline.alert import watch_beside  # noqa: PLC0415

    paths = {"db": db, "sources": sources, "out": out} | ({"watch": watch} if watch else {})
    # Runs whose parameters somebody else chose name no other paths than those around these.
    folders = (db.parent, sources.parent, out, *([watch.parent] if watch else []))
    homes = dict.fromkeys(str(folder.resolve()) for folder in folders)
    os.environ.setdefault(HOME, os.pathsep.join(homes))
    watched = watch_beside(sources, str(watch) if watch else None) is not None
    serve(
        *(make_deployment(each, paths, schedule, is_watched=watched) for each in DEPLOYMENTS),
        # A restart of this process must not switch the schedule off.
        pause_on_shutdown=False,
        # One run at a time: they would only wait for one another at the database.
        limit=1,
    )


def make_deployment(
    declared: DeclaredDeployment,
    paths: Mapping[str, Path],
    schedule: Schedule,
    *,
    is_watched: bool,
) -> "RunnerDeployment":
    """Return what Prefect serves for a declared deployment.

    Args:
        declared: the deployment.
        paths: the value of each parameter that is a path; one that is missing is not set.
        schedule: when `track` runs, instead of the time declared.
        is_watched: whether anybody has watch rules; without, runs for them would come to nothing.
    """
    flow = getattr(import_module(f"flows.deployments.{declared.module}"), declared.flow)
    chosen = schedule if declared.flow == "track" else Schedule(declared.cron)
    is_scheduled = is_watched or not declared.needs_watch
    return flow.to_deployment(
        declared.name,
        description=declared.description,
        parameters={
            name: str(paths[name].resolve()) for name in declared.parameters if name in paths
        },
        cron=chosen.cron if is_scheduled and chosen.every_s is None else None,
        interval=chosen.every_s,
    )
