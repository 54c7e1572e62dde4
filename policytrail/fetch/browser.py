"""Capture a source as rendered by a browser, for policies that are empty without scripts.

The body is the serialised DOM, in UTF-8, and the capture's origin says so.
"""

import asyncio
import logging
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from types import TracebackType
from typing import Final, Self
from urllib.parse import urlsplit

from policytrail.errors import AddressRefused, FetchError
from policytrail.fetch import pace
from policytrail.fetch.answer import Answer
from policytrail.fetch.chromium import Chromium, ChromiumEnded, running_chromium
from policytrail.fetch.credentials import is_same_origin, resolve_access, without_secrets
from policytrail.fetch.gate import Gate, gate_for
from policytrail.fetch.joined import join_answers
from policytrail.fetch.live import failed_attempt
from policytrail.fetch.settings import FetchSettings
from policytrail.model import (
    NO_ACCESS,
    Access,
    Attempt,
    Capture,
    Origin,
    Outcome,
    Retrieval,
    Source,
)

logger = logging.getLogger(__name__)

_START_S: Final = 60.0
"""How long Chromium may take to start: 8 s were measured on a busy machine."""
_END_S: Final = 30.0
"""How long Chromium and its driver may take to end."""


def capture_in_browser(
    source: Source,
    browser: "Browser",
    clock: Callable[[], datetime],
    environ: Mapping[str, str] = os.environ,
) -> Retrieval:
    """Return the result of one attempt to render the source; a failed one has only an attempt."""
    attempted_at = clock()
    selectors = [rule for rule in source.recipe.select if isinstance(rule, str)]
    try:
        access = resolve_access(source, environ)
        answer = browser.render_page(source.url, selectors, access)
        if access.pages:
            further = [_render_beside(browser, source, url, access) for url in access.pages]
            answer = join_answers([answer, *further])
    except FetchError as error:
        detail = without_secrets(error, source, environ)
        return Retrieval(failed_attempt(source.source_id, attempted_at, detail))
    answered_at = clock()
    capture = Capture(
        source_id=source.source_id,
        captured_at=answered_at,
        fetched_at=answered_at,
        origin=Origin.BROWSER,
        url=source.url,
        final_url=answer.final_url,
        status=answer.status,
        headers=answer.headers,
        body_sha256=sha256(answer.body).hexdigest(),
        redirects=answer.redirects,
    )
    attempt = Attempt(
        source.source_id,
        attempted_at,
        Outcome.CAPTURED,
        status=answer.status,
        capture_id=capture.capture_id,
    )
    return Retrieval(attempt, capture, answer.body)


def _render_beside(browser: "Browser", source: Source, url: str, access: Access) -> Answer:
    """Return a further page of a source; its cookies and log-in go to the origin of its URL only."""
    if not is_same_origin(url, source.url):
        access = replace(access, cookies=(), basic=None)
    selectors = [rule for rule in source.recipe.select if isinstance(rule, str)]
    return browser.render_page(url, selectors, access)


class Browser:
    """Renders URLs in the system's Chromium, one at a time; may be shared by threads.

    Chromium starts at the first URL. It is driven from a thread of its own, in which an event loop
    runs: so that a page that loops can be left behind at the deadline.
    """

    def __init__(
        self, settings: FetchSettings, turns: pace.Pace = pace.SHARED, gate: Gate | None = None
    ) -> None:
        self.settings = settings
        self._turns = turns
        self._gate = gate or gate_for(settings)
        self._loop = asyncio.new_event_loop()
        self._loop.set_exception_handler(_note_fault)
        self._thread = threading.Thread(target=self._loop.run_forever, name="chromium", daemon=True)
        self._one_at_a_time = threading.Lock()
        self._open = AsyncExitStack()
        self._running: Chromium | None = None

    def __enter__(self) -> Self:
        self._gate.__enter__()
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._one_at_a_time, suppress(TimeoutError):
            # One that cannot be ended in order ends with this process.
            asyncio.run_coroutine_threadsafe(self._open.aclose(), self._loop).result(_END_S)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_END_S)
        if not self._thread.is_alive():
            self._loop.close()
        self._gate.__exit__(kind, error, trace)

    def render_page(
        self, url: str, selectors: Sequence[str] = (), access: Access = NO_ACCESS
    ) -> Answer:
        """Return the DOM of a URL once the selectors match and the text no longer changes.

        `access` holds what is clicked first, the cookies and the log-in, for this origin only.

        Raises:
            FetchError: with the outcome under which the attempt is to be recorded.
        """
        host = urlsplit(url).hostname or ""
        if self._gate.refuses_name(host):
            raise AddressRefused(f"{url} leads to a private address", url)
        with self._turns.wait_turn(host, self.settings.pace_s), self._one_at_a_time:
            rendering = self._render_with_retry(url, selectors, access)
            return asyncio.run_coroutine_threadsafe(rendering, self._loop).result()

    async def _render_with_retry(
        self, url: str, selectors: Sequence[str], access: Access
    ) -> Answer:
        """Render a page; where Chromium had ended before, e.g. killed by the system, in a new one."""
        try:
            return await self._render_in_time(url, selectors, access)
        except ChromiumEnded:
            await self._end_chromium()
            return await self._render_in_time(url, selectors, access)

    async def _render_in_time(self, url: str, selectors: Sequence[str], access: Access) -> Answer:
        chromium = await self._started_chromium(url)
        try:
            return await chromium.render_page(url, selectors, access)
        except FetchError as error:
            # A Chromium or driver that hangs would cost each page that follows its whole time.
            if error.outcome == Outcome.TIMED_OUT and not await chromium.is_answering():
                await self._end_chromium()
            raise

    async def _started_chromium(self, url: str) -> Chromium:
        if self._running and not self._running.is_alive:
            await self._end_chromium()
        if self._running is None:
            starting = running_chromium(self.settings, url, self._gate)
            try:
                async with asyncio.timeout(_START_S):
                    self._running = await self._open.enter_async_context(starting)
            except TimeoutError as error:
                message = f"{url} needs Chromium, which did not start within {_START_S:g} s"
                raise FetchError(
                    message, url, transient=True, outcome=Outcome.UNSUPPORTED
                ) from error
        return self._running

    async def _end_chromium(self) -> None:
        self._running = None
        await self._open.aclose()


def _note_fault(loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
    """Log what failed in the background; the attempt records what matters of it."""
    del loop
    logger.debug("in Chromium's driver: %s", context.get("exception") or context.get("message"))
