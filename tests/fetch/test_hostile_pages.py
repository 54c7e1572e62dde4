"""Pages that attack the browser that renders them, in a real Chromium."""

import os
import resource
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from functools import partial
from pathlib import Path

import pytest

from policytrail.errors import AddressRefused, FetchError
from policytrail.fetch.answer import Answer
from policytrail.fetch.browser import Browser
from policytrail.fetch.driver import children_started_by
from policytrail.fetch.gate import Gate
from policytrail.fetch.memory_limit import limiting_memory
from policytrail.fetch.pace import Pace
from policytrail.fetch.settings import FetchSettings
from policytrail.model import Outcome
from tests.chromium import needs_chromium
from tests.hostile.slow import ENDLESS, sending_for_ever
from tests.server import Loopback, Route, sending, serving

pytestmark = [
    pytest.mark.browser,
    needs_chromium,
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
SWELLING = START + (
    b"const part = document.createElement('div'); for (let n = 0; n < 2000; n++) {"
    b"const p = document.createElement('p'); p.textContent = 'We keep data.'; part.append(p); }"
    b"for (;;) document.body.append(part.cloneNode(true));</script>"
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
        "/swelling": SWELLING,
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

    assert (outcome, taken_s < 60, b"Plain terms" in after.body) == (True, True, True)


def test_a_page_that_takes_all_memory_costs_itself_alone(
    site: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = partial(limiting_memory, 700 << 20)
    monkeypatch.setattr("policytrail.fetch.driver.limiting_memory", small)
    settings = FetchSettings(pace_s=0, total_timeout_s=60)

    with Browser(settings, Pace(), Gate("127.0.0.1".__eq__)) as browser:
        with pytest.raises(FetchError) as caught:
            browser.render_page(f"{site.url}/swelling")
        after = browser.render_page(f"{site.url}/plain")

    assert (caught.value.outcome, b"Plain terms" in after.body) == (Outcome.BAD_CONTENT, True)


def drivers_running() -> set[int]:
    """Return the drivers that this process runs."""
    threads = Path("/proc/self/task").iterdir()
    children = [child for thread in threads for child in children_started_by(thread)]
    commands = {child: Path(f"/proc/{child}/cmdline") for child in children}
    return {child for child, path in commands.items() if b"run-driver" in path.read_bytes()}


@pytest.mark.parametrize("signal_sent", [signal.SIGKILL, signal.SIGSTOP])
def test_a_driver_that_ends_or_hangs_costs_one_page_at_most_and_leaves_nothing(
    site: Loopback, monkeypatch: pytest.MonkeyPatch, signal_sent: signal.Signals
) -> None:
    for module in ("driver", "chromium"):
        monkeypatch.setattr(f"policytrail.fetch.{module}.END_S", 1.0)
    settings = FetchSettings(pace_s=0, total_timeout_s=5)
    others = drivers_running()

    with Browser(settings, Pace(), Gate("127.0.0.1".__eq__)) as browser:
        browser.render_page(f"{site.url}/plain")
        (driver,) = drivers_running() - others
        os.kill(driver, signal_sent)
        with nullcontext() if signal_sent == signal.SIGKILL else pytest.raises(FetchError):
            browser.render_page(f"{site.url}/plain")
        after = browser.render_page(f"{site.url}/plain")

    assert b"Plain terms" in after.body
    assert drivers_running() == others


def test_threads_that_limit_memory_at_once_leave_the_limit_as_it_was() -> None:
    before = resource.getrlimit(resource.RLIMIT_DATA)
    first, second = limiting_memory(3 << 30), limiting_memory(3 << 30)
    first.__enter__()
    second.__enter__()

    first.__exit__(None, None, None)
    within = resource.getrlimit(resource.RLIMIT_DATA)
    second.__exit__(None, None, None)

    assert (within[0], resource.getrlimit(resource.RLIMIT_DATA)) == (3 << 30, before)


WITHOUT_END = ("header-name", "body", "chunks", "continue")


def render_without_end(kind: str) -> tuple[FetchError | Answer, float]:
    """Return what comes of a document without end, and after how many seconds."""
    settings = FetchSettings(pace_s=0, total_timeout_s=4)
    with (
        sending_for_ever(*ENDLESS[kind]) as url,
        # Turns of its own: browsers that share theirs ask a host one after the other.
        Browser(settings, Pace(), Gate("127.0.0.1".__eq__)) as browser,
    ):
        start = time.monotonic()
        try:
            outcome = browser.render_page(url)
        except FetchError as error:
            outcome = error
        return outcome, time.monotonic() - start


@pytest.fixture(scope="module")
def without_end() -> dict[str, tuple[FetchError | Answer, float]]:
    """Return what comes of each of them: one browser waits for each, all at the same time."""
    with ThreadPoolExecutor(len(WITHOUT_END)) as threads:
        return dict(zip(WITHOUT_END, threads.map(render_without_end, WITHOUT_END), strict=True))


@pytest.mark.parametrize("kind", WITHOUT_END)
def test_a_document_without_end_ends_at_the_deadline(
    without_end: dict[str, tuple[FetchError | Answer, float]], kind: str
) -> None:
    outcome, taken_s = without_end[kind]

    assert isinstance(outcome, FetchError)
    assert outcome.outcome in (Outcome.TIMED_OUT, Outcome.UNREACHABLE)
    assert taken_s < 60


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


HOSTS = ("127.0.0.1", "localhost", "[::1]", "0.0.0.0", "127.1", "x.localhost")  # noqa: S104 (asked, not bound)


@pytest.fixture(scope="module")
def inner() -> Iterator[Loopback]:
    """Yield what no page may reach."""
    with serving({}, sending(b"secret")) as running:
        yield running


@pytest.fixture(scope="module")
def outer(inner: Loopback) -> Iterator[Loopback]:
    """Yield a proxy, the only way to have a page here that is not on loopback; one for each host."""
    port = inner.url.rpartition(":")[2]
    pages = {
        f"/terms-{number}": REACHING.replace(b"TARGET", f"http://{host}:{port}".encode())
        for number, host in enumerate(HOSTS)
    }
    routes = {path: sending(page, headers=HTML) for path, page in pages.items()}
    with serving(routes, sending(b"secret")) as running:
        yield running


@pytest.fixture(scope="module")
def proxied(outer: Loopback) -> Iterator[Browser]:
    settings = FetchSettings(pace_s=0, total_timeout_s=15, allow_private=True, proxy=outer.url)
    with Browser(settings) as running:
        yield running


@pytest.mark.parametrize("number", range(len(HOSTS)), ids=HOSTS)
def test_a_page_behind_a_proxy_reaches_nothing_on_this_machine_also_with_private_addresses_allowed(
    inner: Loopback, outer: Loopback, proxied: Browser, number: int
) -> None:
    port = inner.url.rpartition(":")[2]
    before = len(inner.asked), len(outer.asked)

    found = proxied.render_page(f"http://lumen.example/terms-{number}")

    reached = [each.target for each in outer.asked[before[1] :] if f":{port}" in each.target]
    assert b"asked" in found.body
    assert (inner.asked[before[0] :], reached) == ([], [])


@pytest.mark.parametrize("host", HOSTS)
def test_no_page_on_this_machine_is_opened_also_with_private_addresses_allowed(
    inner: Loopback, host: str
) -> None:
    port = inner.url.rpartition(":")[2]
    before = len(inner.asked)
    settings = FetchSettings(pace_s=0, total_timeout_s=15, allow_private=True)

    with Browser(settings) as browser, pytest.raises(AddressRefused):
        browser.render_page(f"http://{host}:{port}/")

    assert inner.asked[before:] == []
