"""What a browser does on a page before its text is read: wait, click, wait again."""

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from policytrail.errors import FetchError
from policytrail.fetch.rendered import IS_SETTLED
from policytrail.model import Access, Outcome

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, HttpCredentials, Page

_STILL_MS: Final = 1_000
"""A text that has not changed for so long is taken to be complete."""
_SETTLE_MS: Final = 15_000
"""After so long, what is there is taken; extraction tells whether it is the policy."""
_POLL_MS: Final = 100
_STEP_MS: Final = 5_000
"""How long something to be clicked may take to appear."""


async def wait_until_still(page: "Page", selectors: Sequence[str]) -> None:
    """Wait until the selectors match and the text stays still, but not for ever."""
    from playwright.async_api import TimeoutError  # noqa: A004, PLC0415 (an extra)

    with suppress(TimeoutError):
        await page.wait_for_function(
            IS_SETTLED, arg=[list(selectors), _STILL_MS], polling=_POLL_MS, timeout=_SETTLE_MS
        )


async def set_cookies(url: str, profile: "BrowserContext", access: Access) -> None:
    """Give a profile the cookies of a source, for the origin of its URL.

    Raises:
        FetchError: if the browser refuses one.
    """
    from playwright.async_api import Error  # noqa: PLC0415 (an extra)

    for name, value in access.cookies:
        try:
            await profile.add_cookies([{"name": name, "value": value, "url": url}])
        except Error:
            message = f"{url}: the browser refuses the cookie {name}: correct its name or value"
            # Without its cause: that repeats the value.
            raise FetchError(message, url, outcome=Outcome.UNSUPPORTED) from None


async def take_steps(url: str, page: "Page", access: Access) -> None:
    """Click what the source names and wait for what it names.

    Raises:
        FetchError: if there is nothing to click, or what is waited for never shows.
    """
    from playwright.async_api import TimeoutError  # noqa: A004, PLC0415 (an extra)

    for selector in access.click:
        try:
            await page.locator(selector).first.click(timeout=_STEP_MS, no_wait_after=True)
        except TimeoutError as error:
            message = f"{url} has nothing to click that matches `click: {selector}`"
            raise FetchError(message, url, outcome=Outcome.BAD_CONTENT) from error
    if access.wait_for:
        try:
            await page.locator(access.wait_for).first.wait_for(timeout=_SETTLE_MS)
        except TimeoutError as error:
            message = f"{url} never shows what matches `wait_for: {access.wait_for}`"
            raise FetchError(message, url, outcome=Outcome.BAD_CONTENT) from error


def login_for(url: str, access: Access) -> "HttpCredentials | None":
    """Return the log-in for the origin of a URL; no other site is given it."""
    if access.basic is None:
        return None
    parts = urlsplit(url)
    user, password = access.basic
    origin = f"{parts.scheme}://{parts.netloc}"
    return {"username": user, "password": password, "origin": origin}
