"""The gate between a browser and the network: it connects to public addresses only.

A page can make its browser ask anything, and what a browser resolves or redirects to is not shown
beforehand. So the browser is given this proxy for everything, and what is looked at is the address
that a connection really goes to.
"""

import contextlib
import selectors
import socket
import ssl
import threading
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from socketserver import BaseRequestHandler, ThreadingTCPServer
from types import TracebackType
from typing import Final, Self
from urllib.parse import unquote, urlsplit

from policytrail.fetch.addresses import address_in_name, is_loopback, is_not_loopback, is_public
from policytrail.fetch.settings import FetchSettings

_MAX_HEAD_BYTES: Final = 64 * 1024
_STEP_BYTES: Final = 64 * 1024
_CONNECT_TIMEOUT_S: Final = 10.0
_IDLE_TIMEOUT_S: Final = 60.0
_RESOLVE_S: Final = 2.0
"""A name server that takes longer does not hold up what the proxy is to resolve anyway."""

_OPENED: Final = b"HTTP/1.1 200 Connection established\r\n\r\n"
_REFUSED: Final = b"HTTP/1.1 403 Refused\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_FAILED: Final = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_HOP_BY_HOP: Final = (b"connection", b"proxy-connection", b"keep-alive", b"proxy-authorization")


class Gate:
    """A proxy on a loopback port while it is open."""

    def __init__(
        self, is_allowed: Callable[[str], bool] = is_public, upstream: str | None = None
    ) -> None:
        self.is_allowed = is_allowed
        """Tells of an IP address whether it may be connected to."""
        self.upstream = upstream
        """The proxy behind the gate; it is trusted to resolve names, but not to ask this machine."""
        self.refused: set[str] = set()
        """The hosts that were asked for and lead to an address that is not allowed."""
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def refuses_name(self, host: str) -> bool:
        """Tell whether a host spells out an address that is not allowed."""
        address = address_in_name(host)
        return address is not None and not self.is_allowed(address)

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


def gate_for(settings: FetchSettings) -> Gate:
    """Return the gate that the settings ask for: none of them opens loopback to a browser.

    What listens there trusts the people of this machine, and not the pages that they track.
    """
    return Gate(is_not_loopback if settings.allow_private else is_public, settings.proxy)


class _Server(ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False  # a tunnel that idles must not hold up the end

    def __init__(self, gate: Gate) -> None:
        self.gate = gate
        super().__init__(("127.0.0.1", 0), _Passage)

    def handle_error(self, request: object, client_address: object) -> None:
        """Log nothing: failures of a page's subresources do not matter here."""


@dataclass(frozen=True, slots=True)
class _RequestHead:
    method: str
    target: str
    """What was asked for: a URL, or host and port."""
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
    def kept(self) -> list[bytes]:
        """Return the headers that are passed on."""
        return [
            line
            for line in self.fields
            if line.partition(b":")[0].strip().lower() not in _HOP_BY_HOP
        ]

    @property
    def forwarded(self) -> bytes:
        """Return the head as the origin is to see it."""
        start = f"{self.method} {self.path} HTTP/1.1".encode("latin-1")
        return b"\r\n".join([start, *self.kept, b"Connection: close", b"", b""])

    def for_proxy(self, credentials: bytes) -> bytes:
        """Return the head as a proxy is to see it."""
        if self.method == "CONNECT":
            start = f"CONNECT {self.target} HTTP/1.1\r\nHost: {self.target}".encode("latin-1")
            lines = [start]
        else:
            start = f"{self.method} {self.target} HTTP/1.1".encode("latin-1")
            lines = [start, *self.kept, b"Connection: close"]
        return b"\r\n".join([*lines, *([credentials] if credentials else []), b"", b""])


class _Passage(BaseRequestHandler):
    """One connection of the browser; one request, or one tunnel."""

    def handle(self) -> None:
        browser: socket.socket = self.request
        browser.settimeout(_IDLE_TIMEOUT_S)
        with contextlib.suppress(OSError, ValueError):
            head = _read_head(browser)
            if head:
                self._pass_request(browser, head)

    def _pass_request(self, browser: socket.socket, head: _RequestHead) -> None:
        server = self.server
        assert isinstance(server, _Server)  # noqa: S101 (for the type: the one that made it)
        gate = server.gate
        if gate.upstream is not None:
            self._pass_on(browser, head, gate, gate.upstream)
            return
        try:
            addresses = socket.getaddrinfo(head.host, head.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            browser.sendall(_FAILED)
            return
        ips = (str(each[4][0]) for each in addresses)
        allowed = next(filter(gate.is_allowed, ips), None)
        if allowed is None:
            _refuse_request(browser, head, gate)
            return
        try:
            origin = socket.create_connection((allowed, head.port), _CONNECT_TIMEOUT_S)
        except OSError:
            browser.sendall(_FAILED)
            return
        with origin:
            if head.method == "CONNECT":
                browser.sendall(_OPENED)
                _tunnel_bytes(browser, origin)
            else:
                _exchange_once(browser, origin, head, head.forwarded)

    def _pass_on(
        self, browser: socket.socket, head: _RequestHead, gate: Gate, upstream: str
    ) -> None:
        """Forward to the upstream proxy, unless the host is this machine."""
        if gate.refuses_name(head.host) or _resolves_to_loopback(head.host):
            _refuse_request(browser, head, gate)
            return
        try:
            proxy = _connected_proxy(upstream)
        except OSError:
            browser.sendall(_FAILED)
            return
        with proxy:
            first = head.for_proxy(_proxy_credentials(upstream))
            if head.method == "CONNECT":
                proxy.sendall(first + head.rest)
                _tunnel_bytes(browser, proxy)
            else:
                _exchange_once(browser, proxy, head, first)


def _refuse_request(browser: socket.socket, head: _RequestHead, gate: Gate) -> None:
    gate.refused.add(head.host)
    browser.sendall(_REFUSED)


def _resolves_to_loopback(host: str) -> bool:
    """Tell whether this machine takes a name for itself; a name that it does not know is the proxy's."""
    resolved: list[str] = []

    def resolve() -> None:
        with contextlib.suppress(OSError, UnicodeError):
            addresses = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
            resolved.extend(str(each[4][0]) for each in addresses)

    asking = threading.Thread(target=resolve, daemon=True)
    asking.start()
    asking.join(_RESOLVE_S)
    return any(map(is_loopback, resolved))


def _connected_proxy(upstream: str) -> socket.socket:
    parts = urlsplit(upstream)
    host, is_tls = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if is_tls else 80)
    connected = socket.create_connection((host, port), _CONNECT_TIMEOUT_S)
    if is_tls:
        return ssl.create_default_context().wrap_socket(connected, server_hostname=host)
    return connected


def _proxy_credentials(upstream: str) -> bytes:
    """Return the header line by which we name ourselves to the proxy; empty without a user."""
    parts = urlsplit(upstream)
    if parts.username is None:
        return b""
    words = f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()
    return b"Proxy-Authorization: Basic " + b64encode(words)


def _read_head(browser: socket.socket) -> _RequestHead | None:
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
    return _RequestHead(method, target, parts.hostname, parts.port or 80, path, fields, rest)


def _exchange_once(
    browser: socket.socket, origin: socket.socket, head: _RequestHead, first: bytes
) -> None:
    """Pass one request on and its response back; nothing that the browser sends after it."""
    left = head.body_bytes
    origin.sendall(first + head.rest[:left])
    left -= len(head.rest)
    while left > 0 and (step := browser.recv(min(left, _STEP_BYTES))):
        origin.sendall(step)
        left -= len(step)
    origin.settimeout(_IDLE_TIMEOUT_S)
    while step := origin.recv(_STEP_BYTES):
        browser.sendall(step)


def _tunnel_bytes(browser: socket.socket, origin: socket.socket) -> None:
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
                # What TLS has decrypted already is not waited for.
                while isinstance(side, ssl.SSLSocket) and side.pending():
                    other[side].sendall(side.recv(_STEP_BYTES))
