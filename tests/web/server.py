"""The invented web as a real HTTP server, reached as a proxy or by the Host header."""

import threading
from datetime import datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.web.answers import Answer, answer
from tests.web.story import HERE, timeline


class InventedWeb:
    """Serves the invented web on a loopback port while it is open.

    Its clock is virtual: whoever holds it sets `now`, which decides what is served.
    """

    def __init__(self) -> None:
        self.moments: tuple[datetime, ...] = tuple(timeline().moments)
        self.now = self.moments[0]
        self.sources_yaml: Path = HERE / "sources.yaml"
        self._server = _Server(self)
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )

    @property
    def proxy_url(self) -> str:
        """Return the address to give to an HTTP client as its proxy."""
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


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, web: InventedWeb) -> None:
        self.web = web
        super().__init__(("127.0.0.1", 0), _Visit)


class _Visit(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        server = self.server
        assert isinstance(server, _Server)
        now = server.web.now
        host = self.headers.get("Host", "")
        url = self.path if self.path.startswith("http://") else f"http://{host}{self.path}"
        asked = {name.lower(): value for name, value in self.headers.items()}
        found = answer(url, now, asked)
        if found is None:
            self.close_connection = True
            return
        self._send(found, now)

    def do_CONNECT(self) -> None:
        self._send(Answer(501, b"the invented web has no encrypted side"), None)

    def _send(self, found: Answer, now: datetime | None) -> None:
        self.send_response_only(found.status)
        if now is not None:
            self.send_header("Date", format_datetime(now, usegmt=True))
        for name, value in found.headers:
            self.send_header(name, value)
        if found.status != 304:
            self.send_header("Content-Length", str(len(found.body)))
        self.end_headers()
        self.wfile.write(found.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class's name)
        """Say nothing: what was asked is seen by who asked."""
