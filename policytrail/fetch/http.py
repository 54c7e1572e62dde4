"""HTTP requests: limits, politeness, and a name for each kind of failure."""

import logging
from collections.abc import Iterator
from contextlib import ExitStack
from http.cookiejar import CookieJar
from types import TracebackType
from typing import Self
from urllib.parse import urldefrag, urljoin, urlsplit

import requests
from requests.cookies import RequestsCookieJar
from requests.exceptions import RequestException
from urllib3 import BaseHTTPResponse
from urllib3.exceptions import HTTPError

from policytrail.errors import AddressRefused, FetchError, TooLarge
from policytrail.fetch import pace
from policytrail.fetch.addresses import is_private_name
from policytrail.fetch.answer import Answer, Request
from policytrail.fetch.coding import BodyTooLarge, DamagedCoding, content_encodings, undo_encodings
from policytrail.fetch.credentials import is_same_origin
from policytrail.fetch.deadline import Deadline, hold_to_deadline
from policytrail.fetch.faults import refusal_error, transport_error
from policytrail.fetch.session import Again, at_once, open_session
from policytrail.fetch.settings import FetchSettings
from policytrail.model import Header, Outcome

logger = logging.getLogger(__name__)

_CHUNK_BYTES = 1 << 16
_HTTP_OK = range(200, 300)
_PARTIAL = (204, 205, 206)
_CHALLENGES = ("x-amzn-waf-action", "cf-mitigated")
"""Headers of firewalls on what they send instead of the page."""
_NOT_MODIFIED = 304
_LONGEST_TOLD = 100
"""Letters of a server's words that an error repeats."""


class Http:
    """Requests URLs within the settings; can be shared by threads."""

    def __init__(
        self,
        settings: FetchSettings,
        turns: pace.Pace = pace.SHARED,
        before_again: Again = at_once,
    ) -> None:
        self.settings = settings
        self._turns = turns
        self._session = open_session(settings, before_again)

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
        """Close the connections that are kept open."""
        self._session.close()

    def get(self, ask: Request) -> Answer:
        """Return what the server sent: a success, a 304 that was asked for, or what `ask` allows.

        Raises:
            FetchError: with the outcome under which the attempt is to be recorded.
        """
        settings = self.settings
        with hold_to_deadline(
            ask.url, settings.total_timeout_s, settings.max_body_bytes
        ) as deadline:
            return self._follow_redirects(ask, deadline)

    def _follow_redirects(self, ask: Request, deadline: Deadline) -> Answer:
        """Return what the URL at the end of the redirects sends."""
        url, passed = urldefrag(ask.url).url, tuple[str, ...]()
        cookies = RequestsCookieJar()  # some sites answer only who carries a cookie along
        while True:
            host = self._checked_host(url)
            with ExitStack() as resources:
                with deadline.pause():
                    resources.enter_context(
                        self._turns.wait_turn(host, self._pace_s(ask), ask.rate_limit)
                    )
                reply = self._answer_or_redirect(url, ask, cookies)
            if isinstance(reply, Answer):
                return Answer(
                    ask.url, reply.final_url, reply.status, reply.headers, reply.body, passed
                )
            passed = (*passed, url)
            if len(passed) > self.settings.max_redirects:
                message = f"{ask.url} redirects more than {self.settings.max_redirects} times"
                raise FetchError(message, ask.url, outcome=Outcome.TOO_MANY_REDIRECTS)
            url = reply

    def _pace_s(self, ask: Request) -> float:
        return self.settings.pace_s if ask.pace_s is None else ask.pace_s

    def _answer_or_redirect(
        self, url: str, ask: Request, cookies: RequestsCookieJar
    ) -> Answer | str:
        """Return what one URL sends, or the URL that it redirects to."""
        logger.debug("asking", extra={"url": url})
        try:
            with self._send_request(url, ask, cookies) as response:
                _carry_cookies(response.cookies, cookies, urlsplit(url).hostname or "")
                target = self._session.get_redirect_target(response)
                if ask.follow and target is not None:
                    return _redirect_target(url, target)
                return self._read_answer(response, ask)
        except (RequestException, HTTPError, UnicodeError) as error:
            raise transport_error(error, url) from error
        except (ValueError, OverflowError) as error:
            # The libraries check less of what a server sends than what they compute with it.
            message = f"{url} sent a header that cannot be read: {str(error)[:_LONGEST_TOLD]}"
            raise FetchError(message, url, outcome=Outcome.BAD_CONTENT) from error

    def _checked_host(self, url: str) -> str:
        """Return the host of a URL that may be asked."""
        try:
            parts = urlsplit(url)
            host, _ = parts.hostname, parts.port
        except ValueError as error:
            raise FetchError(f"{url} is not a URL: {error}", url) from error
        if parts.scheme not in ("http", "https") or not host:
            raise FetchError(f"{url} is not an http:// or https:// URL", url)
        if not self.settings.allow_private and is_private_name(host):
            raise AddressRefused(f"{url} leads to a private address", url)
        return host

    def _send_request(
        self, url: str, ask: Request, cookies: RequestsCookieJar
    ) -> requests.Response:
        headers = dict(ask.headers)
        if is_same_origin(url, ask.url):
            headers |= ask.credentials
            cookies = _with_cookies(cookies, ask.cookies, urlsplit(url).hostname or "")
        return self._session.request(
            "GET" if ask.body is None else "POST",
            url,
            data=ask.body,
            headers=headers,
            proxies={"http": ask.proxy, "https": ask.proxy} if ask.proxy else None,
            cookies=cookies,
            timeout=(self.settings.connect_timeout_s, self.settings.read_timeout_s),
            allow_redirects=False,
            stream=True,
        )

    def _read_answer(self, response: requests.Response, ask: Request) -> Answer:
        url, status = response.url, response.status_code
        raw: BaseHTTPResponse = response.raw
        headers = tuple(header for header in raw.headers.items() if _is_kept(header))
        confirms = status == _NOT_MODIFIED and _is_conditional(ask)
        if confirms:
            return Answer(ask.url, url, status, headers, b"")
        if status not in _HTTP_OK and not ask.any_status:
            raise refusal_error(url, status, response.headers.get("Retry-After"))
        wall = next((name for name in _CHALLENGES if name in response.headers), None)
        if wall is not None and not ask.any_status:
            message = f"{url} answered {status} with a challenge ({wall}): try `fetch: browser`"
            raise FetchError(message, url, status=status, outcome=Outcome.HTTP_STATUS)
        if status in _PARTIAL and not ask.any_status:
            message = f"{url} answered {status}: it sent no body, or only a part of it"
            raise FetchError(
                message, url, status=status, transient=True, outcome=Outcome.BAD_CONTENT
            )
        encodings = () if ask.as_sent else content_encodings(headers)
        return Answer(ask.url, url, status, headers, self._read_body(raw, url, encodings))

    def _read_body(self, raw: BaseHTTPResponse, url: str, encodings: tuple[str, ...]) -> bytes:
        cap = self.settings.max_body_bytes
        try:
            return undo_encodings(_read_chunks(raw), encodings, cap)
        except BodyTooLarge as error:
            raise TooLarge(f"{url} sends more than {cap} bytes", url) from error
        except DamagedCoding as error:
            message = f"{url} sent a damaged body: {error}"
            raise FetchError(message, url, transient=True, outcome=Outcome.BAD_CONTENT) from error


def _read_chunks(raw: BaseHTTPResponse) -> Iterator[bytes]:
    """Yield the body as sent, each piece as soon as it is there."""
    while chunk := raw.read1(_CHUNK_BYTES, decode_content=False):
        yield chunk


def _redirect_target(url: str, target: str) -> str:
    """Return the URL that a redirect leads to, without a name and password in front of its host.

    A server could have us log in elsewhere with them, and they would be kept with the capture.

    Raises:
        FetchError: it is none.
    """
    try:
        parts = urlsplit(urldefrag(urljoin(url, target)).url)
        _ = parts.hostname, parts.port
        return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    except ValueError as error:
        message = f"{url} redirects to {target[:_LONGEST_TOLD]!r}, which is not a URL"
        raise FetchError(message, url, outcome=Outcome.BAD_CONTENT) from error


def _is_kept(header: Header) -> bool:
    # A cookie that a server set for us identifies a session; it is no evidence of a policy.
    return header[0].lower() not in ("set-cookie", "set-cookie2")


def _is_conditional(ask: Request) -> bool:
    return any(name.lower() in ("if-none-match", "if-modified-since") for name, _ in ask.headers)


def _with_cookies(
    along: RequestsCookieJar, given: tuple[Header, ...], host: str
) -> RequestsCookieJar:
    """Return a jar with our own cookies too; they never get among those that are carried along."""
    jar = along.copy()
    for name, value in given:
        jar.set(name, value, domain=host, path="/")  # pyright: ignore[reportUnknownMemberType] (its stub says so little)
    return jar


def _carry_cookies(sent: CookieJar, along: CookieJar, host: str) -> None:
    """Carry cookies to the host that set them and below it, whatever domain they claim.

    A cookie for all of co.uk would travel to whoever a redirect leads to there.
    """
    for cookie in sent:
        cookie.domain, cookie.domain_specified, cookie.domain_initial_dot = host, False, False
        along.set_cookie(cookie)
