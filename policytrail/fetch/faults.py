"""Translate errors of the HTTP libraries and error statuses into FetchErrors."""

import math
import re
from http import HTTPStatus

from requests import exceptions
from urllib3.exceptions import (
    HTTPError,
    NameResolutionError,
    ProtocolError,
    ReadTimeoutError,
)
from urllib3.util import Retry

from policytrail.errors import FetchError, RateLimited
from policytrail.fetch.session import TRANSIENT_STATUSES, UNREADABLE
from policytrail.model import Outcome

_LONGEST_CAUSE = 300
"""Letters of an error that an attempt keeps: one of an answer that is no HTTP quotes all of it."""
_ERROR_NUMBER = re.compile(r"^\[Errno -?\d+\] ")
_TOLD_TO_WAIT = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)


def refusal_error(url: str, status: int, retry_after: str | None) -> FetchError:
    """Return the error for an unsuccessful status."""
    wait_s = retry_after_seconds(retry_after)
    message = f"{url} answered {status} {_status_phrase(status)}".rstrip()
    if status in _TOLD_TO_WAIT and (wait_s is not None or status == _TOLD_TO_WAIT[0]):
        wait_request = "" if wait_s is None else f" and asks to wait {wait_s:.0f} s"
        return RateLimited(
            message + wait_request, url, status=status, transient=True, retry_after_s=wait_s
        )
    transient = status in TRANSIENT_STATUSES
    return FetchError(message, url, status=status, transient=transient, outcome=Outcome.HTTP_STATUS)


def retry_after_seconds(retry_after: str | None) -> float | None:
    """Return a Retry-After header, in either of its forms, in seconds; None if it is invalid."""
    if retry_after is None:
        return None
    try:
        seconds = Retry(retry_after_max=10**9).parse_retry_after(retry_after)
    except UNREADABLE:
        return None
    return max(0.0, seconds) if math.isfinite(seconds) else None


def transport_error(error: Exception, url: str) -> FetchError:
    """Return the error for an exception of the HTTP libraries."""
    cause = _innermost_cause(error)
    if isinstance(error, exceptions.Timeout) or isinstance(cause, ReadTimeoutError):
        message = f"{url} did not answer in time"
        return FetchError(message, url, transient=True, outcome=Outcome.TIMED_OUT)
    if isinstance(error, exceptions.ProxyError):
        return _unreachable_error(url, "the proxy could not be used", transient=True)
    if isinstance(error, exceptions.SSLError):
        return _unreachable_error(url, f"its TLS or certificate fails: {_describe_cause(cause)}")
    if isinstance(error, exceptions.ConnectionError):
        return _unreachable_error(url, _describe_cause(cause), transient=True)
    if isinstance(error, ProtocolError):
        message = f"{url} broke off in the middle of its answer: {_describe_cause(cause)}"
        return FetchError(message, url, transient=True, outcome=Outcome.BAD_CONTENT)
    return _unreachable_error(url, _describe_cause(cause))


def _unreachable_error(url: str, reason: str, *, transient: bool = False) -> FetchError:
    message = f"{url} cannot be reached: {reason}"
    return FetchError(message, url, transient=transient, outcome=Outcome.UNREACHABLE)


def _innermost_cause(error: Exception) -> Exception:
    """Return the innermost error that the libraries wrapped."""
    cause = error
    while isinstance(cause, (exceptions.RequestException, HTTPError)):
        arguments: tuple[object, ...] = (getattr(cause, "reason", None), *cause.args)
        inner = next((argument for argument in arguments if isinstance(argument, Exception)), None)
        if inner is None:
            break
        cause = inner
    return cause


def _describe_cause(cause: Exception) -> str:
    """Return the message of an error, without memory addresses, its quotations shortened."""
    if isinstance(cause, NameResolutionError):
        return "no such host name"
    text = _ERROR_NUMBER.sub("", str(cause).rpartition("Failed to establish a new connection: ")[2])
    return text if len(text) <= _LONGEST_CAUSE else f"{text[:_LONGEST_CAUSE]}…"


def _status_phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
