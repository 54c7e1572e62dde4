"""Serve the folder of reports over HTTP on this machine, for a browser or a reverse proxy."""

import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import formatdate
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final, TypeAlias
from urllib.parse import parse_qs, unquote, urlsplit

from policytrail.errors import PolicyTrailError
from policytrail.report.paths import COMPARE_PATH

_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".csv": "text/csv; charset=utf-8",
    ".parquet": "application/vnd.apache.parquet",
    ".atom": "application/atom+xml; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".pdf": "application/pdf",
}
"""What reports are made of. Anything else that lies in the folder is not served."""
_HEADERS: Final = {
    # That of the pages, without what they need on a file system.
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    # Kept by browsers, and asked for again each time: a page may change with any run.
    "Cache-Control": "no-cache",
}


Compare: TypeAlias = Callable[[str, str, str], tuple[HTTPStatus, str]]
"""Source, older and newer version -> the page that compares them, or why there is none."""
_LONGEST_NAME = 200


class PortTaken(PolicyTrailError):
    """The reports cannot be served: name another port."""


@dataclass(frozen=True, slots=True)
class ComparedPage:
    """One file as it is sent."""

    content: bytes
    media_type: str
    modified_s: float

    @property
    def etag(self) -> str:
        """Return the strong validator: equal bytes, equal tag."""
        return f'"{sha256(self.content).hexdigest()[:32]}"'


def leaf_at(root: Path, target: str) -> ComparedPage | None:
    """Return the file that a request's target names in the folder; None if it is not a report.

    A target cannot leave the folder, not by `..` in any spelling and not by a symbolic link; what
    begins with a dot, folders and unknown types are not there.
    """
    path = unquote(urlsplit(target).path, errors="replace")
    names = (path.removeprefix("/") or "index.html").split("/")
    if any(not name or name.startswith(".") or set(name) & set("\\\0") for name in names):
        return None
    try:
        file, top = root.joinpath(*names).resolve(), root.resolve()
        media_type = _TYPES.get(file.suffix)
        if media_type is None or not file.is_relative_to(top) or not file.is_file():
            return None
        return ComparedPage(file.read_bytes(), media_type, file.stat().st_mtime)
    except OSError:
        # Also a name that is too long, and a page that is replaced this very moment.
        return None


def asked_in(target: str) -> tuple[str, str, str] | None:
    """Return which source and versions a request asks to compare; None if it asks for no such.

    >>> asked_in("/compare.html?source=a&before=1&after=3")
    ('a', '1', '3')
    """
    parts = urlsplit(target)
    if parts.path != f"/{COMPARE_PATH}":
        return None
    try:
        asked = parse_qs(parts.query, max_num_fields=8)
    except ValueError:
        return None
    names = [asked.get(name, [""])[0] for name in ("source", "before", "after")]
    if not all(0 < len(name) <= _LONGEST_NAME for name in names):
        return None
    return names[0], names[1], names[2]


class _Exchange(BaseHTTPRequestHandler):
    """One request and its answer."""

    protocol_version = "HTTP/1.1"
    server_version, sys_version = "policytrail", ""
    timeout = 30
    server: "_Site"  # pyright: ignore[reportIncompatibleVariableOverride] (the one that made it)

    def do_GET(self) -> None:
        """Send the file, or a 404."""
        asked = asked_in(self.path) if self.server.compare else None
        if asked and self.server.compare:
            with self.server.comparing:
                status, page = self.server.compare(*asked)
            self._send_answer(status, page.encode(), {"Content-Type": _TYPES[".html"]})
            return
        leaf = leaf_at(self.server.root, self.path)
        if leaf is None:
            self._send_answer(HTTPStatus.NOT_FOUND, b"There is no such report.\n", {})
            return
        told = {
            "Content-Type": leaf.media_type,
            "ETag": leaf.etag,
            "Last-Modified": formatdate(leaf.modified_s, usegmt=True),
        }
        held = [each.strip() for each in self.headers.get("If-None-Match", "").split(",")]
        if leaf.etag in held or "*" in held:
            self._send_answer(HTTPStatus.NOT_MODIFIED, None, told)
        else:
            self._send_answer(HTTPStatus.OK, leaf.content, told)

    do_HEAD = do_GET  # noqa: N815 (http.server's name)

    def _send_answer(self, status: HTTPStatus, content: bytes | None, told: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in (
            {"Content-Type": "text/plain; charset=utf-8"} | _HEADERS | told
        ).items():
            self.send_header(name, value)
        if content is not None:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if content is not None and self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (http.server's name)
        """Keep no record of who reads what."""


class _Site(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, root: Path, port: int, compare: Compare | None) -> None:
        super().__init__(("127.0.0.1", port), _Exchange)
        self.root = root
        self.compare = compare
        self.comparing = threading.Lock()
        """One comparison at a time: a long one takes a core for seconds."""


@contextmanager
def serving_reports(root: Path, port: int, compare: Compare | None = None) -> Generator[str]:
    """Serve the folder on loopback for the block; yield the URL. Port 0 takes any free one.

    With `compare`, any two versions of a source are compared when a reader asks.

    Raises:
        PortTaken: another program listens there.
    """
    try:
        site = _Site(root, port, compare)
    except OSError as error:
        raise PortTaken(
            f"port {port}: the reports cannot be served there ({error.strerror}); name another one "
            "with --port-reports"
        ) from error
    with site:
        thread = threading.Thread(target=site.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{site.server_port}/"
        finally:
            site.shutdown()
            thread.join()
