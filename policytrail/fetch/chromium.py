"""The system's Chromium, driven by Playwright: how it is started, and what it gives for a URL."""

import os
import shutil
from collections.abc import Generator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from policytrail.errors import AddressRefused, FetchError, TooLarge
from policytrail.fetch.answer import Answer
from policytrail.fetch.faults import refusal_of
from policytrail.fetch.gate import Gate
from policytrail.fetch.settings import FetchSettings
from policytrail.model import Header, Outcome

if TYPE_CHECKING:
    from playwright.sync_api import (
        Browser,
        BrowserContext,
        Page,
        Playwright,
        Request,
        Response,
        Route,
    )

PROGRAMS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""The names under which systems have Chromium."""

# Without these, Chromium asks its maker's servers on its own account at every start.
_QUIET: Final = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
)
_NOT_NEEDED: Final = ("image", "media", "font")
# What headers say of the bytes that were sent; the body that is kept is the DOM, in UTF-8.
_OF_THE_BYTES: Final = ("content-type", "content-encoding", "content-length", "transfer-encoding")
_COOKIES: Final = ("set-cookie", "set-cookie2")
_HTTP_OK: Final = range(200, 300)

_STILL_MS: Final = 1_000
"""A text that has not changed for so long is taken to be complete."""
_SETTLE_MS: Final = 15_000
"""After so long, what is there is taken; extraction tells whether it is the policy."""
_POLL_MS: Final = 100
_IS_SETTLED: Final = """
([selectors, stillMs]) => {
  const text = document.body ? document.body.innerText : "";
  const now = performance.now();
  const seen = window.__policytrail;
  if (!seen || seen.text !== text) {
    window.__policytrail = {text, since: now};
    return false;
  }
  const shown = (css) => [...document.querySelectorAll(css)].some((e) => e.textContent.trim());
  return text.trim() !== "" && selectors.every(shown) && now - seen.since >= stillMs;
}
"""


@dataclass(frozen=True, slots=True)
class Chromium:
    """A running Chromium."""

    settings: FetchSettings
    context: "BrowserContext"
    gate: Gate | None
    """What it reaches the network through; None if it may reach everything."""

    @property
    def is_alive(self) -> bool:
        """Return whether it still runs: a page can bring its browser down."""
        browser = self.context.browser
        return browser is not None and browser.is_connected()

    def render(self, url: str, selectors: Sequence[str]) -> Answer:
        """Return the DOM that a URL becomes, once the selectors match and the text stays still.

        Raises:
            FetchError: with the outcome under which the attempt is to be recorded.
        """
        from playwright.sync_api import Error, TimeoutError  # noqa: A004, PLC0415 (an extra)

        page = self.context.new_page()
        asked: list[str] = []  # the URLs of the document, redirects among them
        page.on("request", lambda each: asked.append(each.url) if _is_document(each) else None)
        try:
            response = page.goto(url, wait_until="domcontentloaded")
            if response is None:
                raise FetchError(f"{url} gave no document", url, outcome=Outcome.UNREACHABLE)
            self._check(url, asked, response)
            with suppress(TimeoutError):
                page.wait_for_function(
                    _IS_SETTLED,
                    arg=[list(selectors), _STILL_MS],
                    polling=_POLL_MS,
                    timeout=_SETTLE_MS,
                )
            return self._answer(url, page, response)
        except TimeoutError as error:
            message = f"{url} did not answer in time"
            raise FetchError(message, url, transient=True, outcome=Outcome.TIMED_OUT) from error
        except Error as error:
            raise self._fault(url, asked, error.message) from error
        finally:
            page.close()

    def _check(self, url: str, asked: Sequence[str], response: "Response") -> None:
        self._check_address(url, asked)
        if response.status not in _HTTP_OK:
            raise refusal_of(url, response.status, response.headers.get("retry-after"))
        media_type = response.headers.get("content-type", "text/html").lower()
        if "html" not in media_type and "text/plain" not in media_type:
            message = f"{url} is {media_type}, which a browser does not render: use `fetch: http`"
            raise FetchError(message, url, outcome=Outcome.UNSUPPORTED)

    def _check_address(self, url: str, asked: Sequence[str]) -> None:
        hosts = {urlsplit(each).hostname for each in (url, *asked)}
        if self.gate and hosts & self.gate.refused:
            raise AddressRefused(f"{url} leads to a private address", url)

    def _answer(self, url: str, page: "Page", response: "Response") -> Answer:
        body = page.content().encode()
        if len(body) > self.settings.max_body_bytes:
            raise TooLarge(f"{url} renders to more than {self.settings.max_body_bytes} bytes", url)
        headers = [
            (each["name"], each["value"])
            for each in response.headers_array()
            if each["name"].lower() not in (*_OF_THE_BYTES, *_COOKIES)
        ]
        kind: Header = ("Content-Type", "text/html; charset=utf-8")
        redirects: list[str] = []
        request = response.request.redirected_from
        while request:
            redirects.insert(0, request.url)
            request = request.redirected_from
        return Answer(url, page.url, response.status, (kind, *headers), body, tuple(redirects))

    def _fault(self, url: str, asked: Sequence[str], message: str) -> FetchError:
        try:
            self._check_address(url, asked)
        except AddressRefused as refused:
            return refused
        first = message.splitlines()[0] if message else "no reason given"
        if "Download is starting" in message:
            what = f"{url} is a file, which a browser does not render: use `fetch: http`"
            return FetchError(what, url, outcome=Outcome.UNSUPPORTED)
        if "ERR_TOO_MANY_REDIRECTS" in message:
            what = f"{url} redirects without end"
            return FetchError(what, url, outcome=Outcome.TOO_MANY_REDIRECTS)
        why = first.removeprefix("Page.goto: ").partition(" at http")[0]
        what = f"{url} cannot be reached: {why}"
        return FetchError(what, url, transient=True, outcome=Outcome.UNREACHABLE)


def _is_document(request: "Request") -> bool:
    return request.is_navigation_request() and request.frame.parent_frame is None


@contextmanager
def running_chromium(
    settings: FetchSettings, url: str, gate: Gate | None = None
) -> Generator[Chromium]:
    """Run Chromium for the block, behind a gate of its own unless the settings trust all addresses.

    Raises:
        FetchError: for `url`, if there is no Chromium, no Playwright, or it does not start.
    """
    program = _program(settings, url)
    try:
        from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415 (an extra)
    except ImportError as error:
        raise _unsupported(url, "needs Playwright: install policytrail[browser]") from error
    if gate is None and not settings.allow_private and settings.proxy is None:
        gate = Gate()
    with sync_playwright() as playwright:
        try:
            browser = _launched(playwright, program, settings.proxy or (gate and gate.url))
        except Error as error:
            first = error.message.splitlines()[0]
            raise _unsupported(url, f"needs {program}, which does not start: {first}") from error
        with gate or nullcontext():
            try:
                yield Chromium(settings, _context(browser, settings), gate)
            finally:
                browser.close()


def _program(settings: FetchSettings, url: str) -> str:
    names = (settings.chromium,) if settings.chromium else PROGRAMS
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        what = f"needs Chromium, and there is no {' or '.join(names)}"
        raise _unsupported(url, f"{what}: install it or set POLICYTRAIL_CHROMIUM")
    return found


def _unsupported(url: str, what: str) -> FetchError:
    return FetchError(f"{url} {what}", url, outcome=Outcome.UNSUPPORTED)


def _launched(playwright: "Playwright", program: str, proxy: str | None) -> "Browser":
    # `<-loopback>`: loopback goes through the proxy too, which a browser spares it by default.
    return playwright.chromium.launch(
        executable_path=program,
        args=list(_QUIET),
        proxy={"server": proxy, "bypass": "<-loopback>"} if proxy else None,
        chromium_sandbox=os.geteuid() != 0,  # Chromium's sandbox does not run as root
    )


def _context(browser: "Browser", settings: FetchSettings) -> "BrowserContext":
    major = browser.version.partition(".")[0]
    agent = f"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/{major}.0.0.0 Safari/537.36"
    context = browser.new_context(
        accept_downloads=False,
        locale=settings.accept_language.partition(",")[0].partition(";")[0],
        service_workers="block",
        timezone_id="UTC",
        user_agent=f"{agent} {settings.user_agent}",
    )
    context.set_default_timeout(settings.total_timeout_s * 1000)
    context.set_default_navigation_timeout(settings.total_timeout_s * 1000)
    context.route("**/*", _without_ballast)
    return context


def _without_ballast(route: "Route") -> None:
    if route.request.resource_type in _NOT_NEEDED:
        route.abort()
    else:
        route.continue_()
