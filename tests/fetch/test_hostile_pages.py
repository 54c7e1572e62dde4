"""Pages that attack the browser that renders them, in a real Chromium."""

import shutil
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from policytrail.errors import AddressRefused, FetchError
from policytrail.fetch.browser import Browser
from policytrail.fetch.chromium import PROGRAMS
from policytrail.fetch.gate import Gate
from policytrail.fetch.settings import FetchSettings
from policytrail.model import Outcome
from tests.hostile.slow import ENDLESS, sending_for_ever
from tests.server import Loopback, Route, sending, serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not any(map(shutil.which, PROGRAMS)), reason="there is no Chromium on this system"
    ),
]

HTML = {"Content-Type": "text/html; charset=utf-8"}
START = b"<!doctype html><title>Terms</title><body><p>Terms</p><script>"
LOOPING = START + b"setTimeout(() => { for (;;) {} }, 50);</script>"
LOOPING_AT_ONCE = START + b"for (;;) {}</script>"
GROWING = (
    START + b"setInterval(() => { document.body.append(String(Math.random())) }, 20);</script>"
)
ASKING = START + b"setInterval(() => alert('Do you agree?'), 10);</script>"
POPUPS = START + b"for (let n = 0; n < 40; n++) window.open('/plain?' + n);</script>"
LINKS = (
    START
    + b"""const link = document.createElement("a"); link.href = "/plain"; link.target = "_blank";
document.body.append(link); link.click(); link.click();</script>"""
)
LEAVING = START + b"setTimeout(() => { location = 'http://127.0.0.9:1/'; }, 100);</script>"
KEEPING = START + (
    b"document.body.append(document.cookie + (localStorage.seen || 'nothing kept'));"
    b"document.cookie = 'seen=cookie'; localStorage.seen = 'storage';</script>"
)
# Every way by which a page can ask something of another address.
REACHING = (
    START
    + b"""
const at = "TARGET";
fetch(at + "/fetch", {mode: "no-cors"}).catch(() => 0);
fetch(at + "/post", {mode: "no-cors", method: "POST", body: "{}"}).catch(() => 0);
try { new WebSocket(at.replace("http", "ws") + "/socket"); } catch (e) {}
navigator.sendBeacon(at + "/beacon", "{}");
new Image().src = at + "/image";
const frame = document.createElement("iframe"); frame.src = at + "/frame"; document.body.append(frame);
const script = document.createElement("script"); script.src = at + "/script"; document.body.append(script);
new EventSource(at + "/events");
const worker = new Worker(URL.createObjectURL(new Blob(["fetch('" + at + "/worker')"])));
const form = document.createElement("form"); form.method = "post"; form.action = at + "/form";
form.target = "there"; document.body.append(form); form.submit();
window.open(at + "/popup");
document.body.append("asked");
</script>"""
)
ROUTES: dict[str, Route] = {
    path: sending(body, headers=HTML)
    for path, body in {
        "/looping": LOOPING,
        "/looping-at-once": LOOPING_AT_ONCE,
        "/growing": GROWING,
        "/asking": ASKING,
        "/popups": POPUPS,
        "/links": LINKS,
        "/leaving": LEAVING,
        "/keeping": KEEPING,
        "/plain": b"<!doctype html><title>Terms</title><p>Plain terms.</p>",
    }.items()
}


@pytest.fixture(scope="module")
def site() -> Iterator[Loopback]:
    with serving(ROUTES) as running:
        yield running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    settings = FetchSettings(pace_s=0, total_timeout_s=8)
    with Browser(settings, gate=Gate("127.0.0.1".__eq__)) as running:
        yield running


@pytest.mark.parametrize("path", ["/looping", "/looping-at-once", "/growing", "/asking"])
def test_a_page_that_never_rests_ends_at_the_deadline_and_the_next_is_rendered(
    chromium: Browser, site: Loopback, path: str
) -> None:
    chromium.render_page(f"{site.url}/plain")
    start = time.monotonic()

    try:
        outcome = bool(chromium.render_page(site.url + path).body)
    except FetchError as error:
        outcome = error.outcome == Outcome.TIMED_OUT
    taken_s = time.monotonic() - start
    after = chromium.render_page(f"{site.url}/plain")

    assert (outcome, taken_s < 30, b"Plain terms" in after.body) == (True, True, True)


@pytest.mark.parametrize("kind", ["header-name", "body", "chunks", "continue"])
def test_a_document_without_end_ends_at_the_deadline(chromium: Browser, kind: str) -> None:
    start = time.monotonic()

    with sending_for_ever(*ENDLESS[kind]) as url, pytest.raises(FetchError) as caught:
        chromium.render_page(url)

    assert caught.value.outcome in (Outcome.TIMED_OUT, Outcome.UNREACHABLE)
    assert time.monotonic() - start < 30


@pytest.mark.parametrize("path", ["/popups", "/links"])
def test_what_a_page_opens_is_closed_with_it(chromium: Browser, site: Loopback, path: str) -> None:
    found = chromium.render_page(site.url + path)

    running = chromium._running  # pyright: ignore[reportPrivateUsage] (what stays open is inside)
    assert running
    assert (b"Terms" in found.body, running.browser.contexts) == (True, [])


def test_nothing_that_a_page_keeps_lives_on_to_the_next(chromium: Browser, site: Loopback) -> None:
    bodies = [chromium.render_page(f"{site.url}/keeping").body for _ in range(2)]

    assert [b"nothing kept" in body for body in bodies] == [True, True]


def test_an_address_that_no_site_has_is_no_capture(chromium: Browser, site: Loopback) -> None:
    with pytest.raises(FetchError) as caught:
        chromium.render_page(f"{site.url}/leaving")

    assert caught.value.outcome in (Outcome.UNREACHABLE, Outcome.ADDRESS_REFUSED)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "127.1", "x.localhost"],  # noqa: S104 (asked, not bound)
)
@pytest.mark.parametrize("proxied", [False, True], ids=["direct", "proxied"])
def test_a_tracked_page_reaches_nothing_on_this_machine_also_with_private_addresses_allowed(
    host: str, proxied: bool
) -> None:
    """The page is served by a proxy: the only way to have one here that is not on loopback."""
    with serving({}, sending(b"secret")) as inner:
        port = inner.url.rpartition(":")[2]
        page = REACHING.replace(b"TARGET", f"http://{host}:{port}".encode())
        with serving({}, sending(page, headers=HTML)) as outer:
            settings = FetchSettings(pace_s=0, total_timeout_s=15, allow_private=True)
            if proxied:
                settings = replace(settings, proxy=outer.url)
                with Browser(settings) as browser:
                    found = browser.render_page("http://lumen.example/terms")
                assert b"asked" in found.body
                reached = [each.target for each in outer.asked if f":{port}" in each.target]
            else:
                with Browser(settings) as browser, pytest.raises(AddressRefused):
                    browser.render_page(f"http://{host}:{port}/")
                reached = []

    assert (inner.asked, reached) == ([], [])
