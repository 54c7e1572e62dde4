"""The HTTP session: what it sends with each request, and what it retries."""

from collections.abc import Callable
from contextlib import nullcontext
from http.cookiejar import DefaultCookiePolicy
from types import TracebackType
from typing import Final, Self, TypeAlias

import requests
from urllib3 import BaseHTTPResponse, Retry
from urllib3.connectionpool import ConnectionPool
from urllib3.exceptions import InvalidHeader, ReadTimeoutError

from policytrail.fetch.coding import ENCODINGS
from policytrail.fetch.connections import PublicAdapter, TimedAdapter
from policytrail.fetch.deadline import current_deadline
from policytrail.fetch.settings import FetchSettings

TRANSIENT_STATUSES: Final = frozenset({429, 502, 503, 504})
UNREADABLE: Final = (InvalidHeader, ValueError, OverflowError)
"""What reading a Retry-After raises: for one of 5,000 digits or of the year 99999 the last two."""
_POOLED_HOSTS: Final = 32


Again: TypeAlias = Callable[[], None]
"""Called before a request is made once more; returns when it may be."""


def at_once() -> None:
    """Do nothing before a retry: the default hook."""


class PoliteRetry(Retry):
    """Tries transient faults again, but never sooner than the pace nor against a long ban.

    An archived 429 or 503 is what a site once said, not what the archive says now: it is an answer.
    """

    least_wait_s: float = 0.0
    longest_wait_s: float = 60.0
    before_again: Again = staticmethod(at_once)

    def new(self, **changed: object) -> Self:
        """Return the retries that are left, with the same manners."""
        made = super().new(**changed)
        made.least_wait_s, made.longest_wait_s = self.least_wait_s, self.longest_wait_s
        made.before_again = self.before_again
        return made

    def sleep(self, response: BaseHTTPResponse | None = None) -> None:
        """Wait before the next try, as long as the server or our manners say, and for our turn."""
        super().sleep(response)
        deadline = current_deadline()
        with deadline.pause() if deadline else nullcontext():
            self.before_again()

    def increment(
        self,
        method: str | None = None,
        url: str | None = None,
        response: BaseHTTPResponse | None = None,
        error: Exception | None = None,
        _pool: ConnectionPool | None = None,
        _stacktrace: TracebackType | None = None,
    ) -> Retry:
        """Return the retries that are left after one more fault.

        Raises:
            MaxRetryError: none is left, or waiting would be no use.
        """
        # Who was silent for a whole read timeout is not asked again at once.
        final = isinstance(error, ReadTimeoutError) or (
            response is not None
            and (
                "Memento-Datetime" in response.headers
                or (self.get_retry_after(response) or 0) > self._longest_wait_s()
            )
        )
        left = self.new(total=0) if final else self
        return Retry.increment(left, method, url, response, error, _pool, _stacktrace)

    def _longest_wait_s(self) -> float:
        """Return how long a server may have us wait: no longer than what is left to the deadline."""
        deadline = current_deadline()
        return min(self.longest_wait_s, deadline.left_s()) if deadline else self.longest_wait_s

    def get_retry_after(self, response: BaseHTTPResponse) -> float | None:
        """Return the seconds that the server asks us to wait; None if it says nothing usable."""
        try:
            return super().get_retry_after(response)
        except UNREADABLE:
            return None

    def get_backoff_time(self) -> float:
        """Return the seconds to wait when the server does not name any."""
        return max(self.least_wait_s, super().get_backoff_time())


def open_session(settings: FetchSettings, before_again: Again = at_once) -> requests.Session:
    """Return a session that keeps to the settings; it keeps no cookies and reads no environment."""
    session = requests.Session()
    session.trust_env = False
    session.verify = settings.ca_bundle or True
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
    session.headers.update(
        {
            "User-Agent": settings.user_agent,
            "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8",
            "Accept-Language": settings.accept_language,
            "Accept-Encoding": ", ".join(ENCODINGS),
        }
    )
    if settings.proxy is not None:
        session.proxies.update({"http": settings.proxy, "https": settings.proxy})
    for scheme in ("http://", "https://"):
        session.mount(scheme, _build_adapter(settings, before_again))
    return session


def _build_adapter(settings: FetchSettings, before_again: Again) -> TimedAdapter:
    retries = PoliteRetry(
        total=settings.max_retries,
        other=0,
        allowed_methods={"GET"},
        status_forcelist=TRANSIENT_STATUSES,
        backoff_factor=settings.backoff_s,
        raise_on_status=False,
    )
    retries.least_wait_s = settings.pace_s
    retries.longest_wait_s = settings.max_retry_after_s
    retries.before_again = before_again
    kind = TimedAdapter if settings.allow_private else PublicAdapter
    return kind(pool_connections=_POOLED_HOSTS, pool_maxsize=1, max_retries=retries)
