"""Serve the folder of reports over HTTP, for a browser or a reverse proxy."""

import asyncio
import socket
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, cast

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from flows.web.site import Compare, ServedSite, site_app
from policytrail.errors import PolicyTrailError

MOST_CONNECTIONS: Final = 600
"""Further ones are told 503; each takes a few kilobytes and no thread."""
REQUEST_S: Final = 10.0
"""Within so long, a connection must have sent its first whole request, and each next one."""


class PortTaken(PolicyTrailError):
    """The reports cannot be served: name another port."""


class _PatientProtocol(H11Protocol):
    """HTTP/1.1 that also closes connections without a complete request.

    Uvicorn's own timeout starts after the first response and stops at the next byte.
    """

    _due: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the timeout for the first request."""
        super().connection_made(transport)
        self._await_request()

    def connection_lost(self, exc: Exception | None) -> None:
        """Cancel the timeout."""
        self._stop_waiting()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        """Start the timeout for the next request."""
        super().on_response_complete()
        if not self.transport.is_closing():
            self._await_request()

    def _await_request(self) -> None:
        self._stop_waiting()
        self._due = self.loop.call_later(REQUEST_S, self._end_waiting)

    def _stop_waiting(self) -> None:
        if self._due is not None:
            self._due.cancel()

    def _end_waiting(self) -> None:
        cycle = cast("RequestResponseCycle | None", self.cycle)
        is_answering = cycle is not None and not cycle.response_complete
        if not is_answering and not self.transport.is_closing():
            self.transport.close()


@contextmanager
def serving_reports(
    root: Path, port: int, compare: Compare | None = None, host: str = "127.0.0.1"
) -> Generator[str]:
    """Serve the folder for the block; yield the URL. Port 0 takes any free one.

    With `compare`, any two versions of a source are compared when a reader asks.

    Raises:
        PortTaken: another program listens there.
    """
    with serving_site(ServedSite(root, compare), port, host) as url:
        yield url


@contextmanager
def serving_site(site: ServedSite, port: int, host: str = "127.0.0.1") -> Generator[str]:
    """Serve a site for the block; yield the URL. Port 0 takes any free one.

    Raises:
        PortTaken: another program listens there, or `host` is no address of this machine.
    """
    try:
        listening = socket.create_server((host, port), backlog=512)
    except OSError as error:
        raise PortTaken(
            f"port {port}: the reports cannot be served there ({_cause_of(error)}); name another one "
            "with --port-reports, or another address of this machine with --bind"
        ) from error
    config = uvicorn.Config(
        site_app(site),
        http=_PatientProtocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,  # no record of who reads what
        proxy_headers=False,
        server_header=False,
        headers=[("Server", "policytrail")],
        limit_concurrency=MOST_CONNECTIONS,
        timeout_keep_alive=int(REQUEST_S),
        timeout_graceful_shutdown=5,
        h11_max_incomplete_event_size=16 * 1024,
    )
    server = uvicorn.Server(config)
    # Not `run`: in a thread of its own it leaves signals to the program.
    thread = threading.Thread(
        target=asyncio.run, args=(server.serve(sockets=[listening]),), daemon=True
    )
    with listening:
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        finally:
            server.should_exit = True
            thread.join(timeout=10)


def _cause_of(error: OSError) -> str:
    """Return why an address cannot be taken; asyncio adds which, and so does the sentence around it."""
    return str(error.strerror).partition(" (while ")[0]
