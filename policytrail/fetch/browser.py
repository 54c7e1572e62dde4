"""One capture of a source as a browser shows it: for policies that are empty without scripts.

The body is the serialised DOM, in UTF-8, and the capture's origin says so.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import datetime
from hashlib import sha256
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from policytrail.errors import AddressRefused, FetchError
from policytrail.fetch import pace
from policytrail.fetch.addresses import is_private_name
from policytrail.fetch.answer import Answer
from policytrail.fetch.chromium import Chromium, running_chromium
from policytrail.fetch.live import failed_attempt
from policytrail.fetch.settings import FetchSettings
from policytrail.model import Attempt, Capture, Origin, Outcome, Retrieval, Source


def capture(source: Source, browser: "Browser", clock: Callable[[], datetime]) -> Retrieval:
    """Return what one try to render the source gave; a failed one has an attempt only."""
    attempted_at = clock()
    selectors = [rule for rule in source.recipe.select if isinstance(rule, str)]
    try:
        answer = browser.render(source.url, selectors)
    except FetchError as error:
        return Retrieval(failed_attempt(source.source_id, attempted_at, error))
    answered_at = clock()
    found = Capture(
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
        capture_id=found.capture_id,
    )
    return Retrieval(attempt, found, answer.body)


class Browser:
    """Renders URLs in the system's Chromium, one at a time; may be shared by threads.

    Chromium starts at the first URL. It is driven from a thread of its own, since Playwright wants
    one without an event loop.
    """

    def __init__(self, settings: FetchSettings, turns: pace.Pace = pace.SHARED) -> None:
        self.settings = settings
        self._turns = turns
        self._driver = ThreadPoolExecutor(1, "chromium")
        self._open = ExitStack()
        self._running: Chromium | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End Chromium."""
        self._driver.submit(self._open.close).result()
        self._driver.shutdown()

    def render(self, url: str, selectors: Sequence[str] = ()) -> Answer:
        """Return the DOM that a URL becomes, once the selectors match and the text stays still.

        Raises:
            FetchError: with the outcome under which the attempt is to be recorded.
        """
        host = urlsplit(url).hostname or ""
        if not self.settings.allow_private and is_private_name(host):
            raise AddressRefused(f"{url} leads to a private address", url)
        with self._turns.turn(host, self.settings.pace_s):
            return self._driver.submit(self._rendered, url, selectors).result()

    def _rendered(self, url: str, selectors: Sequence[str]) -> Answer:
        if self._running and not self._running.is_alive:
            self._open.close()
            self._running = None
        if self._running is None:
            self._running = self._open.enter_context(running_chromium(self.settings, url))
        return self._running.render(url, selectors)
