"""Credentials of requests, whose values only the environment holds."""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from urllib.parse import urlsplit

from policytrail.errors import FetchError
from policytrail.fetch.answer import Request
from policytrail.model import Access, Outcome, Source

_PORTS = {"http": 80, "https": 443}
_SHORTEST_HIDDEN = 4
"""Letters of a secret that a message must not repeat; less would blank out ordinary words."""


def resolve_access(source: Source, environ: Mapping[str, str]) -> Access:
    """Return the access of a source with the values of its environment variables.

    Raises:
        FetchError: if a variable is not set, or holds what no request can carry.
    """
    access = source.access
    look_up = partial(_look_up, source.url, environ)
    return replace(
        access,
        headers=tuple((name, look_up(value)) for name, value in access.headers),
        cookies=tuple((name, look_up(value)) for name, value in access.cookies),
        basic=(look_up(access.basic[0]), look_up(access.basic[1])) if access.basic else None,
        proxy=look_up(access.proxy),
    )


def _look_up(url: str, environ: Mapping[str, str], value: str) -> str:
    if not value.startswith("$"):
        return value
    name = value[1:]
    resolved = environ.get(name, "").strip()
    if not resolved:
        message = f"{url} needs the environment variable {name}, which is not set"
        raise FetchError(message, url, outcome=Outcome.UNSUPPORTED)
    if not resolved.isprintable():
        message = f"{url}: the environment variable {name} must hold one line of printable text"
        raise FetchError(message, url, outcome=Outcome.UNSUPPORTED)
    return resolved


def with_access(ask: Request, access: Access) -> Request:
    """Return the request with what an access, its variables resolved, carries along."""
    headers = dict(access.headers)
    if access.basic:
        login = b64encode(":".join(access.basic).encode()).decode("ascii")
        headers["Authorization"] = f"Basic {login}"
    return replace(
        ask, credentials=tuple(headers.items()), cookies=access.cookies, proxy=access.proxy
    )


def request_beside(ask: Request, url: str) -> Request:
    """Return a request for another URL, with the credentials only if it is of the same origin."""
    if is_same_origin(url, ask.url):
        return replace(ask, url=url, headers=())
    return replace(ask, url=url, headers=(), credentials=(), cookies=())


def is_same_origin(url: str, asked: str) -> bool:
    """Return whether what was meant for one URL may be sent to another: host and port are equal.

    From http to https of the same host is no loss; the way back is.
    """
    other, first = urlsplit(url), urlsplit(asked)
    if (other.scheme, first.scheme) == ("https", "http"):
        return other.hostname == first.hostname and other.port in (None, _PORTS["https"])
    ports = [parts.port or _PORTS.get(parts.scheme) for parts in (other, first)]
    return (other.scheme, other.hostname, ports[0]) == (first.scheme, first.hostname, ports[1])


def without_secrets(error: FetchError, source: Source, environ: Mapping[str, str]) -> FetchError:
    """Return the error with the secrets of a source blanked out: its message is kept and shown."""
    message = str(error)
    for secret in sorted(_secret_values(source.access, environ), key=len, reverse=True):
        message = message.replace(secret, "***")
    if message == str(error):
        return error
    return FetchError(message, source.url, status=error.status, outcome=error.outcome)


def _secret_values(access: Access, environ: Mapping[str, str]) -> Iterator[str]:
    values = [value for _, value in (*access.headers, *access.cookies)]
    for value in (*values, *(access.basic or ()), access.proxy):
        secret = environ.get(value[1:], "").strip() if value.startswith("$") else ""
        if len(secret) >= _SHORTEST_HIDDEN:
            yield secret
