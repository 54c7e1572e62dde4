"""One try on each source, over HTTP or in a browser, on loopback."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from flows.pipeline.capture import CaptureRequest, capture_all
from policytrail.model import Fetcher, Origin, Outcome, Source
from tests.chromium import needs_chromium
from tests.server import Loopback, sending, serving
from tests.values import SOURCE, hour

HTML = {"Content-Type": "text/html"}
SHELL = b"""<!doctype html><title>Terms</title><body><script>
document.body.innerHTML = "<main><h1>Terms</h1><p>You keep your rights.</p></main>";
</script></body>"""
EAGER = {"POLICYTRAIL_ALLOW_PRIVATE": "true", "POLICYTRAIL_PACE_S": "0"}
HASTY = {"POLICYTRAIL_READ_TIMEOUT_S": "2", "POLICYTRAIL_BACKOFF_S": "0"}
"""For servers that announce what they never send."""


@pytest.fixture
def site() -> Iterator[Loopback]:
    with serving({"/shell": sending(SHELL, headers=HTML)}) as running:
        yield running


def asks(*fetchers: Fetcher) -> list[CaptureRequest]:
    """Return sources of a host that only the site knows, as a proxy: no browser reaches loopback."""
    source = replace(SOURCE, url="http://lumen.example/shell")
    return [
        CaptureRequest(replace(source, source_id=f"{at}-{fetch}", fetch=fetch), None)
        for at, fetch in enumerate(fetchers)
    ]


def through(site: Loopback, **more: str) -> dict[str, str]:
    return EAGER | {"POLICYTRAIL_PROXY": site.url} | more


def test_without_a_browser_the_sources_that_need_none_are_captured_all_the_same(
    site: Loopback,
) -> None:
    environ = through(site, POLICYTRAIL_CHROMIUM="/nowhere/chromium")

    found = capture_all(asks(Fetcher.HTTP, Fetcher.BROWSER, Fetcher.HTTP), hour(0), environ)

    assert [each.attempt.outcome for each in found] == [
        Outcome.CAPTURED,
        Outcome.UNSUPPORTED,
        Outcome.CAPTURED,
    ]


def test_a_missing_browser_is_told_with_what_to_do(site: Loopback) -> None:
    environ = through(site, POLICYTRAIL_CHROMIUM="/nowhere/chromium")

    (found,) = capture_all(asks(Fetcher.BROWSER), hour(0), environ)

    assert "set POLICYTRAIL_CHROMIUM" in found.attempt.detail


def test_a_source_that_names_a_private_address_is_refused_to_a_browser_too() -> None:
    source = Source("x", "X", "x", "terms_of_service", "http://127.0.0.1:9/", fetch=Fetcher.BROWSER)

    (found,) = capture_all([CaptureRequest(source, None)], hour(0), {})

    assert found.attempt.outcome is Outcome.ADDRESS_REFUSED


@pytest.mark.browser
@needs_chromium
def test_a_source_that_asks_for_a_browser_is_rendered(site: Loopback) -> None:
    found = capture_all(
        asks(Fetcher.BROWSER, Fetcher.BROWSER, Fetcher.HTTP), hour(0), through(site)
    )

    origins = [each.capture.origin for each in found if each.capture]
    assert origins == [Origin.BROWSER, Origin.BROWSER, Origin.LIVE]
    assert [each.body == SHELL for each in found] == [False, False, True]


BROKEN: dict[str, dict[str, str]] = {
    "encodings": {"Content-Encoding": ", ".join(["gzip"] * 500)},
    "location": {"Location": "http://["},
    "location-port": {"Location": "http://lumen.example:99999999/"},
    "location-host": {"Location": f"http://{'a' * 300}.example/"},
    "location-control": {"Location": "http://lumen.example/\x01\x7f"},
    "content-length": {"Content-Length": "-1"},
    "content-type": {"Content-Type": ";" * 10_000},
    "retry-after": {"Retry-After": "9" * 5_000},
}


@pytest.mark.parametrize("headers", BROKEN.values(), ids=BROKEN)
def test_what_one_server_sends_is_an_attempt_of_that_source_alone(
    headers: dict[str, str],
) -> None:
    status = 302 if "Location" in headers else 503 if "Retry-After" in headers else 200

    with serving(
        {"/good": sending(SHELL, headers=HTML)}, sending(b"Terms", status, headers)
    ) as site:
        sources = [
            replace(SOURCE, source_id=path, url=f"{site.url}/{path}")
            for path in ("good", "bad", "good")
        ]
        found = capture_all(
            [CaptureRequest(source, None) for source in sources], hour(0), EAGER | HASTY
        )

    outcomes = [each.attempt.outcome for each in found]
    assert (outcomes[0], outcomes[2]) == (Outcome.CAPTURED, Outcome.CAPTURED)
    assert found[1].attempt.detail or found[1].capture


def test_after_the_deadline_of_the_run_no_source_is_tried(site: Loopback) -> None:
    found = capture_all(asks(Fetcher.HTTP), hour(0), through(site), stop_at_s=0)

    assert (found, site.asked) == ([], [])
