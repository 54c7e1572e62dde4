"""Prefect's own server on this machine, started with access control and ended in order."""

import os
import subprocess
import sys
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Final
from urllib.error import URLError
from urllib.request import urlopen

from flows.bound_process import PARENT
from flows.deployments.server_guard import (
    ServerNotGuarded,
    guard_environment,
    new_auth,
    prefect_home,
    weaknesses_of_server,
)
from policytrail.errors import PolicyTrailError

_START_S = 180.0
_END_S = 30.0
_SETTINGS: Final = {
    # A slot that a killed run held is given back; leases in memory would be lost with the server.
    "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
    # A busy machine holds SQLite's lock for longer than Prefect's 10 s.
    "PREFECT_SERVER_DATABASE_TIMEOUT": "60",
    # Old runs and events are deleted: a day of `tell` alone adds 96 runs.
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
}
_DATABASE: Final = "PREFECT_SERVER_DATABASE_CONNECTION_URL"


class ServerDidNotStart(PolicyTrailError):
    """Prefect's server did not answer in time: is the port taken?"""


def server_environment(
    environ: Mapping[str, str], origin: str, kept_in: Path | None
) -> dict[str, str]:
    """Return the environment of a server of ours.

    Args:
        environ: that of this process; what the user has set stays.
        origin: the server's own address, at which its pages ask for data.
        kept_in: the SQLite file for its runs and logs, if the user has named no database.
    """
    chosen = dict(_SETTINGS) | {"PREFECT_UI_API_URL": f"{origin}/api"}
    if kept_in is not None and not environ.get("PREFECT_API_DATABASE_CONNECTION_URL"):
        chosen[_DATABASE] = f"sqlite+aiosqlite:///{kept_in.resolve()}"
    return chosen | dict(environ) | {PARENT: str(os.getpid())}


@contextmanager
def own_server(port: int, kept_in: Path | None = None) -> Generator[str]:
    """Yield the API's address of a Prefect server on this machine that lives as long as we do.

    It keeps its runs and logs in the SQLite file `kept_in`; by default in Prefect's folder.

    It asks for words that are made anew each time. They stand in the environment of this process,
    for its own clients, and in a file for this user alone (`auth_file`).

    Raises:
        ServerDidNotStart: it ended, or did not answer within three minutes.
        ServerNotGuarded: the server on this port is open to others.
    """
    command = [sys.executable, "-m", "flows.bound_process", "prefect", "server", "start"]
    command += ["--host", "127.0.0.1", "--port", str(port)]
    auth, origin = new_auth(), f"http://127.0.0.1:{port}"
    guard_environment(auth, origin)
    with (
        kept_for_user(auth_file(os.environ), auth),
        subprocess.Popen(  # noqa: S603 (Prefect's own)
            command,
            stdout=subprocess.DEVNULL,  # a banner with advice for other set-ups; faults go to stderr
            env=server_environment(os.environ, origin, kept_in),
            start_new_session=True,  # Ctrl-C at the terminal ends us first, and then the server
        ) as server,
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
            try:
                server.wait(_END_S)
            except subprocess.TimeoutExpired:
                server.kill()


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
