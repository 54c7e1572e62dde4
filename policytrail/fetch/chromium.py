"""The system's Chromium, driven by Playwright: start it and render URLs."""

import asyncio
import os
import shutil
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from policytrail.errors import AddressRefused, FetchError, TooLarge, install_advice
from policytrail.fetch.answer import Answer
from policytrail.fetch.browser_steps import login_for, set_cookies, take_steps, wait_until_still
from policytrail.fetch.driver import END_S, is_done_in_time, running_driver
from policytrail.fetch.faults import refusal_error
from policytrail.fetch.gate import Gate
from policytrail.fetch.rendered import SERIALISED
from policytrail.fetch.settings import FetchSettings
from policytrail.model import Access, Header, Outcome

if TYPE_CHECKING:
    from playwright.async_api import (
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

_LONGEST_TOLD: Final = 100
"""Letters of an address of a page's choice that an error repeats."""
# Forty windows take a minute to open; what a page opens in another way is closed again.
_NO_POPUPS: Final = 'Object.defineProperty(window, "open", {value: () => null});'


class ChromiumEnded(FetchError):
    """Chromium or its driver had ended before a page could be opened: no page is to blame."""


@dataclass(frozen=True, slots=True)
class Chromium:
    """A running Chromium."""

    settings: FetchSettings
    browser: "Browser"
    gate: Gate
    """What it reaches the network through."""

    @property
    def is_alive(self) -> bool:
        """Return whether it still runs: a page can bring its browser down."""
        return self.browser.is_connected()

    async def is_answering(self) -> bool:
        """Return whether Chromium and its driver do what they are asked within 10 s."""
        from playwright.async_api import Error  # noqa: PLC0415 (an extra)

        try:
            async with asyncio.timeout(END_S):
                await (await self.browser.new_context()).close()
        except (Error, TimeoutError):
            return False
        return True

    async def render_page(self, url: str, selectors: Sequence[str], access: Access) -> Answer:
        """Return the DOM of a URL once the selectors match and the text no longer changes.

        Nothing that the page keeps or opens lives on: each URL has a profile of its own. Whatever
        its scripts do, it takes no longer than the settings allow for one retrieval.

        Raises:
            ChromiumEnded: the page was not asked for.
            FetchError: with the outcome under which the attempt is to be recorded.
        """
        from playwright.async_api import Error  # noqa: PLC0415 (an extra)

        total_s = self.settings.total_timeout_s
        try:
            async with asyncio.timeout(total_s):
                try:
                    profile = await _fresh_profile(self.browser, self.settings, url, access)
                except Error as error:
                    message = f"{url} cannot be rendered: Chromium ended"
                    raise ChromiumEnded(message, url, transient=True) from error
                try:
                    await set_cookies(url, profile, access)
                    return await self._render_in_profile(url, selectors, access, profile)
                finally:
                    await _close_profile(profile, self.browser)
        except TimeoutError as error:
            message = f"{url} was not complete after {total_s:g} s"
            raise FetchError(message, url, transient=True, outcome=Outcome.TIMED_OUT) from error

    async def _render_in_profile(
        self, url: str, selectors: Sequence[str], access: Access, profile: "BrowserContext"
    ) -> Answer:
        from playwright.async_api import Error, TimeoutError  # noqa: A004, PLC0415 (an extra)

        asked: list[str] = []  # the URLs of the document, redirects among them
        page = await profile.new_page()
        profile.on("page", _close_popup)
        page.on("request", lambda each: asked.append(each.url) if _is_document(each) else None)
        try:
            response = await page.goto(url, wait_until="domcontentloaded")
            if response is None:
                raise FetchError(f"{url} gave no document", url, outcome=Outcome.UNREACHABLE)
            self._check_response(url, asked, response)
            await wait_until_still(page, () if access.click else selectors)
            await take_steps(url, page, access)
            if access.click or access.wait_for:
                await wait_until_still(page, selectors)
            return await self._build_answer(url, page, response)
        except TimeoutError as error:
            message = f"{url} did not answer in time"
            raise FetchError(message, url, transient=True, outcome=Outcome.TIMED_OUT) from error
        except Error as error:
            raise self._navigation_fault(url, asked, error.message) from error

    def _check_response(self, url: str, asked: Sequence[str], response: "Response") -> None:
        self._check_address(url, asked)
        if response.status not in _HTTP_OK:
            raise refusal_error(url, response.status, response.headers.get("retry-after"))
        media_type = response.headers.get("content-type", "text/html").lower()
        if "html" not in media_type and "text/plain" not in media_type:
            message = f"{url} is {media_type}, which a browser does not render: use `fetch: http`"
            raise FetchError(message, url, outcome=Outcome.UNSUPPORTED)

    def _check_address(self, url: str, asked: Sequence[str]) -> None:
        hosts = {urlsplit(each).hostname for each in (url, *asked)}
        if hosts & self.gate.refused:
            raise AddressRefused(f"{url} leads to a private address", url)

    async def _build_answer(self, url: str, page: "Page", response: "Response") -> Answer:
        body = str(await page.evaluate(SERIALISED)).encode("utf-8", "replace")
        if len(body) > self.settings.max_body_bytes:
            raise TooLarge(f"{url} renders to more than {self.settings.max_body_bytes} bytes", url)
        if urlsplit(page.url).scheme not in ("http", "https"):
            message = f"{url} ends at {page.url[:_LONGEST_TOLD]}, which is no address of a site"
            raise FetchError(message, url, transient=True, outcome=Outcome.UNREACHABLE)
        headers = [
            (each["name"], each["value"])
            for each in await response.headers_array()
            if each["name"].lower() not in (*_OF_THE_BYTES, *_COOKIES)
        ]
        kind: Header = ("Content-Type", "text/html; charset=utf-8")
        redirects: list[str] = []
        request = response.request.redirected_from
        while request:
            redirects.insert(0, request.url)
            request = request.redirected_from
        return Answer(url, page.url, response.status, (kind, *headers), body, tuple(redirects))

    def _navigation_fault(self, url: str, asked: Sequence[str], message: str) -> FetchError:
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
        if "crashed" in first:
            what = f"{url} brings its page down in Chromium, e.g. by taking too much memory"
            return FetchError(what, url, outcome=Outcome.BAD_CONTENT)
        if not self.is_alive:
            what = f"{url} was being rendered when Chromium or its driver ended"
            return FetchError(what, url, transient=True, outcome=Outcome.UNREACHABLE)
        why = first.removeprefix("Page.goto: ").partition(" at http")[0]
        what = f"{url} cannot be reached: {why}"
        return FetchError(what, url, transient=True, outcome=Outcome.UNREACHABLE)


def _is_document(request: "Request") -> bool:
    return request.is_navigation_request() and request.frame.parent_frame is None


async def _close_popup(opened: "Page") -> None:
    """Close windows that a page opens: only the page itself is captured."""
    from playwright.async_api import Error  # noqa: PLC0415 (an extra)

    with suppress(Error):
        await opened.close()


async def _close_profile(profile: "BrowserContext", browser: "Browser") -> None:
    """Close a profile with its pages; where that does not work in time, the whole browser."""
    for opened in (profile, browser):
        if await is_done_in_time(opened.close()):
            return


@asynccontextmanager
async def running_chromium(
    settings: FetchSettings, url: str, gate: Gate
) -> AsyncGenerator[Chromium]:
    """Run Chromium for the block, behind a gate that is open already.

    Raises:
        FetchError: for `url`, if there is no Chromium, no Playwright, or it does not start.
    """
    program = _chromium_path(settings, url)
    try:
        from playwright.async_api import Error  # noqa: PLC0415 (an extra)
    except ImportError as error:
        raise _unsupported_error(url, f"needs Playwright: {install_advice('browser')}") from error
    async with running_driver() as playwright:
        try:
            browser = await _launch_browser(playwright, program, gate.url)
        except Error as error:
            first = error.message.splitlines()[0]
            raise _unsupported_error(
                url, f"needs {program}, which does not start: {first}"
            ) from error
        try:
            yield Chromium(settings, browser, gate)
        finally:
            await is_done_in_time(browser.close())


def _chromium_path(settings: FetchSettings, url: str) -> str:
    names = (settings.chromium,) if settings.chromium else PROGRAMS
    program = next((path for name in names if (path := shutil.which(name))), None)
    if program is None:
        what = f"needs Chromium, and there is no {' or '.join(names)}"
        raise _unsupported_error(url, f"{what}: install it or set POLICYTRAIL_CHROMIUM")
    return program


def _unsupported_error(url: str, what: str) -> FetchError:
    return FetchError(f"{url} {what}", url, outcome=Outcome.UNSUPPORTED)


async def _launch_browser(playwright: "Playwright", program: str, proxy: str) -> "Browser":
    # `<-loopback>`: loopback goes through the proxy too, which a browser spares it by default.
    return await playwright.chromium.launch(
        executable_path=program,
        args=list(_QUIET),
        proxy={"server": proxy, "bypass": "<-loopback>"},
        chromium_sandbox=os.geteuid() != 0,  # Chromium's sandbox does not run as root
    )


async def _fresh_profile(
    browser: "Browser", settings: FetchSettings, url: str, access: Access
) -> "BrowserContext":
    """Return a profile that nobody used before: no cookies, no storage, no workers."""
    major = browser.version.partition(".")[0]
    agent = f"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/{major}.0.0.0 Safari/537.36"
    profile = await browser.new_context(
        accept_downloads=False,
        locale=settings.accept_language.partition(",")[0].partition(";")[0],
        service_workers="block",
        timezone_id="UTC",
        user_agent=f"{agent} {settings.user_agent}",
        http_credentials=login_for(url, access),
    )
    profile.set_default_timeout(settings.total_timeout_s * 1000)
    profile.set_default_navigation_timeout(settings.total_timeout_s * 1000)
    await profile.add_init_script(_NO_POPUPS)
    await profile.route("**/*", _without_ballast)
    return profile


async def _without_ballast(route: "Route") -> None:
    if route.request.resource_type in _NOT_NEEDED:
        await route.abort()
    else:
        await route.continue_()
