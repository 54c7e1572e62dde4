"""Headers that cannot be read end one attempt with a sentence, and raise nothing else."""

from dataclasses import replace

import pytest

from policytrail.errors import FetchError, RateLimited
from policytrail.fetch.answer import Request
from policytrail.fetch.faults import retry_after_seconds
from policytrail.fetch.http import Http
from policytrail.model import Outcome
from tests.fetch.conftest import EAGER
from tests.server import sending, serving

LOCATIONS = {
    "a bracket": "http://[",
    "a broken IPv6 address": "http://[::1",
    "a port too high": "http://a.example:99999/",
    "a port that is a word": "http://a.example:x/",
    "a host that NFKC makes a path": "http://a\uff0f/",
    "a host that NFKC makes several": "http://\u2100.example/",
    "bytes that are no UTF-8": "http://\udcff\udcfe/",
    "an empty label": "http://a..b/",
    "an unknown kind of address": "http://[v1.a]/",
    "percent signs for a host": "http://%00/",
}
WAITS = {
    "5,000 digits": "9" * 5_000,
    "400 digits": "9" * 400,
    "the year 99999": "Fri, 31 Dec 99999 23:59:59 GMT",
    "a year of 18 digits": "Fri, 31 Dec 999999999999999999 23:59:59 GMT",
    "the year 0": "Mon, 01 Jan 0000 00:00:00 GMT",
    "a zone of 12 digits": "Fri, 31 Dec 9999 23:59:59 +999999999999",
    "infinity": "inf",
    "a power": "1e999",
    "a number of another script": "\u0663",
    "no month": "Fri, 99 Foo 2026",
}


@pytest.mark.parametrize("location", LOCATIONS.values(), ids=LOCATIONS)
def test_a_redirect_to_what_is_no_address_is_one_failure(location: str) -> None:
    sent = location.encode("utf-8", "surrogateescape").decode("latin-1")
    with (
        serving({"/terms": sending(b"", 302, {"Location": sent})}) as server,
        Http(EAGER) as http,
        pytest.raises(FetchError) as caught,
    ):
        http.get(Request(f"{server.url}/terms"))

    assert caught.value.outcome in (Outcome.BAD_CONTENT, Outcome.UNREACHABLE)


@pytest.mark.parametrize("retries", [0, 1])
@pytest.mark.parametrize("wait", WAITS.values(), ids=WAITS)
def test_a_request_to_wait_that_cannot_be_read_is_one_to_slow_down(wait: str, retries: int) -> None:
    sent = {"Retry-After": wait.encode().decode("latin-1")}
    settings = replace(EAGER, max_retries=retries, max_retry_after_s=1)
    with (
        serving({"/terms": sending(b"", 429, sent)}) as server,
        Http(settings) as http,
        pytest.raises(RateLimited),
    ):
        http.get(Request(f"{server.url}/terms"))


@pytest.mark.parametrize("wait", WAITS.values(), ids=WAITS)
def test_seconds_to_wait_are_a_number_or_none(wait: str) -> None:
    seconds = retry_after_seconds(wait)

    assert seconds is None or 0 <= seconds <= 10**9
