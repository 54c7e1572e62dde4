"""The gate between a browser and the network: it connects to public addresses only.

A page can make its browser ask anything, and what a browser resolves or redirects to is not shown
beforehand. So the browser is given this proxy for everything, and what is looked at is the address
that a connection really goes to.
"""

import contextlib
import selectors
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from socketserver import BaseRequestHandler, ThreadingTCPServer
from types import TracebackType
from typing import Final, Self
from urllib.parse import urlsplit

from policytrail.fetch.addresses import is_public

_MAX_HEAD_BYTES: Final = 64 * 1024
_STEP_BYTES: Final = 64 * 1024
_CONNECT_TIMEOUT_S: Final = 10.0
_IDLE_TIMEOUT_S: Final = 60.0

_OPENED: Final = b"HTTP/1.1 200 Connection established\r\n\r\n"
_REFUSED: Final = b"HTTP/1.1 403 Refused\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_FAILED: Final = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_HOP_BY_HOP: Final = (b"connection", b"proxy-connection", b"keep-alive", b"proxy-authorization")


class Gate:
    """A proxy on a loopback port while it is open."""

    def __init__(self, is_allowed: Callable[[str], bool] = is_public) -> None:
        self.is_allowed = is_allowed
        """Tells of an IP address whether it may be connected to."""
        self.refused: set[str] = set()
        """The hosts that were asked for and lead to a private address."""
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def url(self) -> str:
        """Return the address that a browser is given as its proxy."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False  # a tunnel that idles must not hold up the end

    def __init__(self, gate: Gate) -> None:
        self.gate = gate
        super().__init__(("127.0.0.1", 0), _Passage)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: what fails in a page's subresources is the page's affair."""


@dataclass(frozen=True, slots=True)
class _Head:
    method: str
    host: str
    port: int
    path: str
    fields: list[bytes]
    rest: bytes
    """What came after the head."""

    @property
    def body_bytes(self) -> int:
        """Return the length of the request's body."""
        for line in self.fields:
            name, _, value = line.partition(b":")
            if name.strip().lower() == b"content-length" and value.strip().isdigit():
                return int(value)
        return 0

    @property
    def forwarded(self) -> bytes:
        """Return the head as the origin is to see it."""
        kept = [
            line
            for line in self.fields
            if line.partition(b":")[0].strip().lower() not in _HOP_BY_HOP
        ]
        start = f"{self.method} {self.path} HTTP/1.1".encode("latin-1")
        return b"\r\n".join([start, *kept, b"Connection: close", b"", b""])


class _Passage(BaseRequestHandler):
    """One connection of the browser; one request, or one tunnel."""

    def handle(self) -> None:
        browser: socket.socket = self.request
        browser.settimeout(_IDLE_TIMEOUT_S)
        with contextlib.suppress(OSError, ValueError):
            head = _read_head(browser)
            if head:
                self._pass(browser, head)

    def _pass(self, browser: socket.socket, head: _Head) -> None:
        server = self.server
        assert isinstance(server, _Server)  # noqa: S101 (for the type: the one that made it)
        try:
            addresses = socket.getaddrinfo(head.host, head.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            browser.sendall(_FAILED)
            return
        found = (str(each[4][0]) for each in addresses)
        allowed = next(filter(server.gate.is_allowed, found), None)
        if allowed is None:
            server.gate.refused.add(head.host)
            browser.sendall(_REFUSED)
            return
        try:
            origin = socket.create_connection((allowed, head.port), _CONNECT_TIMEOUT_S)
        except OSError:
            browser.sendall(_FAILED)
            return
        with origin:
            if head.method == "CONNECT":
                browser.sendall(_OPENED)
                _tunnel(browser, origin)
            else:
                _exchange(browser, origin, head)


def _read_head(browser: socket.socket) -> _Head | None:
    received = b""
    while b"\r\n\r\n" not in received:
        step = browser.recv(_STEP_BYTES)
        received += step
        if not step or len(received) > _MAX_HEAD_BYTES:
            return None
    head, _, rest = received.partition(b"\r\n\r\n")
    first, *fields = head.split(b"\r\n")
    method, target, _version = first.decode("latin-1").split(" ")
    parts = urlsplit(f"//{target}" if method == "CONNECT" else target)
    if not parts.hostname:
        return None
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return _Head(method, parts.hostname, parts.port or 80, path, fields, rest)


def _exchange(browser: socket.socket, origin: socket.socket, head: _Head) -> None:
    """Pass one request on and its response back; nothing that the browser sends after it."""
    left = head.body_bytes
    origin.sendall(head.forwarded + head.rest[:left])
    left -= len(head.rest)
    while left > 0 and (step := browser.recv(min(left, _STEP_BYTES))):
        origin.sendall(step)
        left -= len(step)
    origin.settimeout(_IDLE_TIMEOUT_S)
    while step := origin.recv(_STEP_BYTES):
        browser.sendall(step)


def _tunnel(browser: socket.socket, origin: socket.socket) -> None:
    """Pass bytes both ways until one side ends or both are silent for long."""
    other = {browser: origin, origin: browser}
    with selectors.DefaultSelector() as waiting:
        for side in other:
            waiting.register(side, selectors.EVENT_READ)
        while ready := waiting.select(_IDLE_TIMEOUT_S):
            for key, _ in ready:
                side: object = key.fileobj
                assert isinstance(side, socket.socket)  # noqa: S101 (for the type: registered above)
                step = side.recv(_STEP_BYTES)
                if not step:
                    return
                other[side].sendall(step)
