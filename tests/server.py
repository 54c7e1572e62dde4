"""A real HTTP server on a loopback port, with a route for every fault that servers have."""

import gzip
import socket
import threading
import zlib
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TypeAlias
from urllib.parse import urlsplit

TERMS = b"<h1>Terms</h1><p>You may use Lumen for any lawful purpose.</p>"
ETAG = '"terms-1"'
MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it reached the server."""

    target: str
    """The path, or the whole URL when we are asked as a proxy."""
    headers: dict[str, str]

    def header(self, name: str) -> str | None:
        return self.headers.get(name.lower())


class Exchange(BaseHTTPRequestHandler):
    """One request and its answer; a route writes the answer."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    """Else a small body waits 40 ms for the acknowledgement of its headers."""
    alter: Callable[[bytes], bytes] = bytes
    """What happens to the body of the next answer on its way."""
    server: "_Server"  # pyright: ignore[reportIncompatibleVariableOverride] (the one that made it)

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.asked.append(Asked(self.path, headers))
        parts = urlsplit(self.path)
        route = self.server.routes.get(parts.path)
        if route is None:
            route = self.server.fallback
        route(self)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (http.server's name)
        """Say nothing: the tests look at `asked`."""

    def answer(
        self, body: bytes = b"", status: int = 200, headers: Mapping[str, str] | None = None
    ) -> None:
        body, self.alter = self.alter(body), bytes
        self.start(status, {"Content-Length": str(len(body)), **(headers or {})})
        self.wfile.write(body)

    def start(self, status: int, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def hang_up(self) -> None:
        self.close_connection = True


Route: TypeAlias = Callable[[Exchange], None]


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, routes: Mapping[str, Route], fallback: Route, host: str) -> None:
        super().__init__((host, 0), Exchange)
        self.routes = dict(routes)
        self.fallback = fallback
        self.asked: list[Asked] = []
        self.closing = threading.Event()

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing when a client hangs up: tests make clients do that."""


@dataclass(frozen=True, slots=True)
class Loopback:
    """A running server."""

    url: str
    asked: list[Asked] = field(repr=False)
    routes: dict[str, Route] = field(repr=False)
    port: int = 0


@contextmanager
def serving(
    routes: Mapping[str, Route] | None = None,
    fallback: Route | None = None,
    host: str = "127.0.0.1",
) -> Generator[Loopback]:
    """Run a server for the block; without routes of its own it has those of `ROUTES`."""
    server = _Server(ROUTES if routes is None else routes, fallback or not_found, host)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        url = f"http://127.0.0.1:{server.server_port}"
        yield Loopback(url, server.asked, server.routes, server.server_port)
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


def sending(body: bytes, status: int = 200, headers: Mapping[str, str] | None = None) -> Route:
    """Return a route that always gives the same answer."""
    return lambda exchange: exchange.answer(body, status, headers)


def in_turn(*routes: Route) -> Route:
    """Return a route that answers by each of the routes once, and by the last from then on."""
    left = list(routes)

    def route(exchange: Exchange) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(exchange)

    return route


def not_found(exchange: Exchange) -> None:
    exchange.answer(b"<h1>Not found</h1>", 404, HTML)


def silent(exchange: Exchange) -> None:
    """Accept the request and never answer."""
    exchange.server.closing.wait()
    exchange.hang_up()


def slow(exchange: Exchange) -> None:
    """Send a byte now and then, for ever, so that no single read takes long."""
    exchange.start(200, {"Content-Length": "100000"})
    while not exchange.server.closing.wait(0.01):
        exchange.wfile.write(b"x")


def endless(exchange: Exchange) -> None:
    exchange.start(200, {"Transfer-Encoding": "chunked"})
    piece = b"x" * (1 << 16)
    while True:
        exchange.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))


def broken_off(exchange: Exchange) -> None:
    """Announce more than is sent."""
    exchange.start(200, {"Content-Length": "100000"})
    exchange.wfile.write(TERMS)
    exchange.hang_up()


def broken_chunk(exchange: Exchange) -> None:
    exchange.start(200, {"Transfer-Encoding": "chunked"})
    exchange.wfile.write(b"fff\r\n" + TERMS)
    exchange.hang_up()


def conditional(exchange: Exchange) -> None:
    """Answer 304 to whoever holds the body already."""
    if exchange.headers.get("If-None-Match") == ETAG:
        exchange.answer(b"", 304, {"ETag": ETAG})
        return
    exchange.answer(TERMS, headers={**HTML, "ETag": ETAG})


def asks_for_cookie(exchange: Exchange) -> None:
    """Redirect to itself until the client carries the cookie."""
    if "passed=1" in exchange.headers.get("Cookie", ""):
        exchange.answer(TERMS, headers=HTML)
        return
    exchange.answer(b"", 302, {"Location": "/cookie", "Set-Cookie": "passed=1; Path=/"})


def bomb() -> bytes:
    """Return gzip bytes of a few kilobytes that unpack to 64 mebibytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    pieces = [packer.compress(b"\0" * MEBIBYTE) for _ in range(64)]
    return b"".join([*pieces, packer.flush()])


HTML = {"Content-Type": "text/html; charset=utf-8"}
GZIP = {**HTML, "Content-Encoding": "gzip"}
BUSY = {"Retry-After": "0"}

ROUTES: dict[str, Route] = {
    "/terms": sending(TERMS, headers=HTML),
    "/gzip": sending(gzip.compress(TERMS), headers=GZIP),
    "/zlib": sending(zlib.compress(TERMS), headers={**HTML, "Content-Encoding": "deflate"}),
    "/deflate": sending(
        zlib.compress(TERMS)[2:-4], headers={**HTML, "Content-Encoding": "deflate"}
    ),
    "/members": sending(gzip.compress(TERMS) + gzip.compress(TERMS), headers=GZIP),
    "/padded": sending(gzip.compress(TERMS) + b"\0" * 8, headers=GZIP),
    "/twice": sending(
        gzip.compress(gzip.compress(TERMS)), headers={**HTML, "Content-Encoding": "gzip, gzip"}
    ),
    "/cut-gzip": sending(gzip.compress(TERMS)[:-12], headers=GZIP),
    "/bad-gzip": sending(b"\x00this is not gzip", headers=GZIP),
    "/brotli": sending(b"\x0b\x02\x80abc\x03", headers={**HTML, "Content-Encoding": "br"}),
    "/bomb": lambda exchange: exchange.answer(bomb(), headers=GZIP),
    "/empty": sending(b"", headers=HTML),
    "/wrong-charset": sending("Für Sie".encode("cp1252"), headers=HTML),
    "/404": not_found,
    "/500": sending(b"oops", 500),
    "/429": sending(b"slow down", 429, {"Retry-After": "3600"}),
    "/429-plain": sending(b"slow down", 429),
    "/503-garbled": sending(b"back soon", 503, {"Retry-After": "soon"}),
    "/busy-once": in_turn(sending(b"", 503, BUSY), sending(TERMS, headers=HTML)),
    "/304": sending(b"", 304),
    "/conditional": conditional,
    "/cookie": asks_for_cookie,
    "/loop": sending(b"", 302, {"Location": "/loop"}),
    "/moved": sending(b"", 301, {"Location": "/moved-again"}),
    "/moved-again": sending(b"", 307, {"Location": "terms#section-2"}),
    "/inward": sending(b"", 302, {"Location": "http://169.254.169.254/latest/"}),
    "/mail": sending(b"", 302, {"Location": "mailto:legal@lumen.example"}),
    "/nowhere": sending(b"", 302),
    "/silent": silent,
    "/slow": slow,
    "/endless": endless,
    "/broken-off": broken_off,
    "/broken-chunk": broken_chunk,
}


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
