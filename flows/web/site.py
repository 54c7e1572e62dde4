"""What the report server answers: files, comparisons, health and metrics, to allowed hosts only."""

import asyncio
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from email.utils import formatdate
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path
from typing import Final, TypeAlias

from anyio.to_thread import run_sync
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from flows.web.answers import Answerer, Fields, PageAnswer, fields_in
from flows.web.files import asked_in, report_file_at
from flows.web.health import PipelineHealth, metrics_text
from flows.web.language import written_language
from policytrail.report.words import in_language

_HEADERS: Final = {
    # That of the pages, without what they need on a file system.
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    # Pages of other origins load nothing from here, since the search's scripts would hand them the
    # words of the reports, and hold no window of ours.
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    # Kept by browsers, and asked for again each time: a page may change with any run.
    "Cache-Control": "no-cache",
}

LOOPBACK: Final = ("127.0.0.1", "localhost", "[::1]")
"""Names of this machine that are always allowed in a request's Host header."""
ANSWER_S: Final = 60.0
"""An answer that takes longer, e.g. to a reader who does not read, ends with the connection."""
_MOST_WAITING = 8
"""Requests that wait for the page in the making; further ones are told to come again."""
_MANY_WAIT: Final = "Many questions are waiting; try again soon.\n"
_PAGES_KEPT = 32

Compare: TypeAlias = Callable[[str, str, str], tuple[HTTPStatus, str]]
"""Source, older and newer version -> the page that compares them, or why there is none."""
LookAtHealth: TypeAlias = Callable[[], PipelineHealth]


@dataclass(frozen=True, slots=True)
class ServedSite:
    """The content that is served, and the hosts it is served to."""

    root: Path
    compare: Compare | None = None
    health: LookAtHealth | None = None
    names: Collection[str] = field(default=())
    """Names under which browsers may ask, besides those of loopback."""
    answerers: Mapping[str, Answerer] = field(default_factory=dict[str, Answerer])
    """What answers at which path with a page made for the request."""


def site_app(site: ServedSite) -> ASGIApp:
    """Return the application, with limits of time, compression and a check of the Host header."""
    answered = GZipMiddleware(_ReportApp(site), minimum_size=1000)

    async def limited(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        begun = False

        async def note_start(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            async with asyncio.timeout(ANSWER_S):
                await answered(scope, receive, note_start)
        except TimeoutError:
            if not begun:  # else the connection is closed, with half of the answer
                late = _plain(HTTPStatus.SERVICE_UNAVAILABLE, _MANY_WAIT)
                late.headers.update(_HEADERS)
                await late(scope, receive, send)

    return limited


class _ReportApp:
    """Answers requests; files are read again for each."""

    def __init__(self, site: ServedSite) -> None:
        self._site = site
        self._making = asyncio.Lock()
        self._waiting = 0
        self._compared = lru_cache(_PAGES_KEPT)(self._compare_once)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._respond(Request(scope, receive))
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        if not _is_allowed(request, self._site.names):
            return _plain(HTTPStatus.MISDIRECTED_REQUEST, "This host is not served here.\n")
        if request.method not in ("GET", "HEAD"):
            answer = _plain(HTTPStatus.METHOD_NOT_ALLOWED, "Reports can only be read.\n")
            answer.headers["Allow"] = "GET, HEAD"
            return answer
        path = request.scope["path"]
        if self._site.health and path in ("/health", "/metrics"):
            health = await run_sync(self._site.health)
            return _health_answer(health) if path == "/health" else _metrics_answer(health)
        target = _raw_target(request)
        asked = asked_in(target) if self._site.compare else None
        if asked:
            return await self._in_turn(request, self._compared, asked, self._state())
        place, fields = fields_in(target)
        if fields and place in self._site.answerers:
            return await self._in_turn(request, self._answer_once, place, fields)
        return await self._send_file(request, target)

    async def _send_file(self, request: Request, target: str) -> Response:
        leaf = await run_sync(report_file_at, self._site.root, target)
        if leaf is None:
            return _plain(HTTPStatus.NOT_FOUND, "There is no such report.\n")
        headers = {
            "Content-Type": leaf.media_type,
            "ETag": leaf.etag,
            "Last-Modified": formatdate(leaf.modified_s, usegmt=True),
        }
        known_tags = [each.strip() for each in request.headers.get("If-None-Match", "").split(",")]
        if leaf.etag in known_tags or "*" in known_tags:
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        return Response(leaf.content, headers=headers)

    async def _in_turn(
        self, request: Request, make: Callable[..., PageAnswer], *asked: object
    ) -> Response:
        """Answer with a page made on request, one at a time, since a long one takes a core."""
        if self._waiting >= _MOST_WAITING:
            return _plain(HTTPStatus.SERVICE_UNAVAILABLE, _MANY_WAIT)
        self._waiting += 1
        try:
            async with self._making:
                if await request.is_disconnected():
                    # Made for nobody, it would only hold up the others.
                    return _plain(HTTPStatus.REQUEST_TIMEOUT, "The reader has gone.\n")
                made = await run_sync(self._make_page, make, *asked)
        finally:
            self._waiting -= 1
        headers = {"Content-Security-Policy": made.policy} if made.policy else None
        return Response(made.content, made.status, headers, media_type=made.media_type)

    def _make_page(self, make: Callable[..., PageAnswer], *asked: object) -> PageAnswer:
        """Make a page in the language of the reports beside it."""
        with in_language(written_language(self._site.root)):
            return make(*asked)

    def _answer_once(self, place: str, fields: Fields) -> PageAnswer:
        return self._site.answerers[place](fields)

    def _state(self) -> int:
        """Return what changes whenever a run has published: a page made before is made anew then."""
        try:
            return (self._site.root / "index.html").stat().st_mtime_ns
        except OSError:
            return 0

    def _compare_once(self, asked: tuple[str, str, str], _state: int) -> PageAnswer:
        assert self._site.compare is not None  # noqa: S101 (asked only where it is set)
        status, page = self._site.compare(*asked)
        return PageAnswer(page, status)


def _is_allowed(request: Request, names: Collection[str]) -> bool:
    """Return whether a request names this server, so that no page elsewhere reads it by its own name."""
    asked = request.headers.getlist("Host")
    if len(asked) != 1:
        return False
    host, colon, port = asked[0].lower().rpartition(":")
    name = host if colon and port.isdecimal() else asked[0].lower()
    return name in LOOPBACK or name in {each.lower() for each in names}


def _raw_target(request: Request) -> str:
    """Return the raw request target."""
    query = request.scope["query_string"].decode("latin-1")
    raw = request.scope["raw_path"].decode("latin-1")
    return f"{raw}?{query}" if query else raw


def _plain(status: HTTPStatus, text: str) -> Response:
    return Response(text, status, media_type="text/plain; charset=utf-8")


def _health_answer(health: PipelineHealth) -> Response:
    status = HTTPStatus.OK if health.is_fine else HTTPStatus.SERVICE_UNAVAILABLE
    return Response(health.json_text(), status, media_type="application/json")


def _metrics_answer(health: PipelineHealth) -> Response:
    return Response(metrics_text(health), media_type="text/plain; version=0.0.4; charset=utf-8")
