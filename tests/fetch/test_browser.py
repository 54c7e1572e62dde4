"""A real Chromium renders loopback pages."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Error

from policytrail.errors import AddressRefused, FetchError
from policytrail.extract import extract
from policytrail.fetch import browser
from policytrail.fetch.browser import Browser
from policytrail.fetch.gate import Gate
from policytrail.fetch.settings import FetchSettings
from policytrail.model import (
    Access,
    Document,
    Failure,
    FailureReason,
    Origin,
    Outcome,
    Recipe,
    Source,
)
from tests.chromium import needs_chromium
from tests.server import Loopback, Route, sending, serving

pytestmark = [
    pytest.mark.browser,
    needs_chromium,
]

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HTML = {"Content-Type": "text/html; charset=iso-8859-1"}
# The text comes in two steps, so that the first stillness is not the end.
SHELL = b"""<!doctype html><title>Terms</title><body><div id="root"></div><script>
const root = document.getElementById("root");
setTimeout(() => { root.innerHTML = "<p>Loading</p>"; }, 10);
setTimeout(() => {
  const clause = "<p>You keep the rights in what you make with L\\u00fcmen, and we ask you first.</p>";
  root.innerHTML = "<main><h1>Terms of Service</h1>" + clause.repeat(40) + "</main>";
}, 400);
</script></body>"""
PEEKING = b"""<!doctype html><title>x</title><body><p>peeking</p><script>
fetch("/secret").then((r) => r.text()).then((t) => { document.body.append(t); },
                                           () => { document.body.append("refused"); });
</script></body>"""
CLAUSE = b"<p>You keep the rights in what you make, and we ask you first before we use it.</p>"
SHADOW = b"""<!doctype html><html lang="en"><title>Terms</title><body><policy-view><p>No fee.</p>
</policy-view><script>
class View extends HTMLElement { connectedCallback() {
  const text = "<main><h1>Terms of Service</h1>%b<slot></slot></main>";
  this.attachShadow({mode: "open"}).innerHTML = text; } }
customElements.define("policy-view", View);
</script></body></html>""" % (CLAUSE * 9)
INNER = b"<title>x</title><h1>Terms of Service</h1>%b<a href='more'>More</a>" % (CLAUSE * 9)
FRAME = (
    b"<!doctype html><title>Terms</title><body><h1>Legal</h1><iframe src=/inner></iframe></body>"
)
FRAMES = b"<html><title>Terms</title><frameset cols='20%,80%'><frame src=/side><frame src=/inner></frameset></html>"
FOLDED = b"""<!doctype html><title>Terms</title><body><h1>Terms of Service</h1><p>No fee.</p>
<button class=more onclick="fetch('/clause').then((r) => r.text()).then((t) => {
  document.querySelector('#rest').innerHTML = t; })">Show all</button><div id=rest></div>"""
ROUTES: dict[str, Route] = {
    "/folded": sending(FOLDED, headers=HTML),
    "/clause": sending(b"<p class=late>You may leave at any time.</p>", headers=HTML),
    "/shadow": sending(SHADOW, headers=HTML),
    "/frame": sending(FRAME, headers=HTML),
    "/frames": sending(FRAMES, headers=HTML),
    "/inner": sending(INNER, headers=HTML),
    "/side": sending(b"<a href=/>Home</a>", headers=HTML),
    "/shell": sending(SHELL, headers=HTML),
    "/peeking": sending(PEEKING, headers=HTML),
    "/secret": sending(b"the secret", headers={"Content-Type": "text/plain"}),
    "/moved": sending(b"", 301, {"Location": "/shell"}),
    "/loop": sending(b"", 302, {"Location": "/loop"}),
    "/gone": sending(b"<h1>Gone</h1>", 410, HTML),
    "/pdf": sending(b"%PDF-1.7 and so on", headers={"Content-Type": "application/pdf"}),
    "/hangs-up": lambda exchange: exchange.hang_up(),
}


@pytest.fixture(scope="module")
def site() -> Iterator[Loopback]:
    with serving(ROUTES) as running:
        yield running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    settings = FetchSettings(pace_s=0, total_timeout_s=20)
    with Browser(settings, gate=Gate("127.0.0.1".__eq__)) as running:
        yield running


def failing(browser: Browser, url: str) -> FetchError:
    with pytest.raises(FetchError) as caught:
        browser.render_page(url)
    return caught.value


def test_what_a_source_names_is_clicked_and_waited_for(chromium: Browser, site: Loopback) -> None:
    access = Access(cookies=(("sid", "x1"),), click=("button.more",), wait_for=".late")

    body = chromium.render_page(f"{site.url}/folded", access=access).body

    assert b"You may leave at any time." in body
    assert site.asked[-1].header("cookie") == "sid=x1"


def test_a_cookie_that_the_browser_refuses_is_named_without_its_value(
    chromium: Browser, site: Loopback
) -> None:
    access = Access(cookies=(("sid", "s3cret;x"),))

    with pytest.raises(FetchError, match="refuses the cookie sid") as caught:
        chromium.render_page(f"{site.url}/folded", access=access)

    assert "s3cret" not in str(caught.value)


def test_what_cannot_be_clicked_is_named(chromium: Browser, site: Loopback) -> None:
    with pytest.raises(FetchError, match=r"nothing to click that matches `click: \.gone`"):
        chromium.render_page(f"{site.url}/folded", access=Access(click=(".gone",)))


def test_what_is_empty_without_scripts_is_captured_with_them(
    chromium: Browser, site: Loopback
) -> None:
    source = Source(
        "lumen-terms", "Lumen", "lumen", "terms_of_service", f"{site.url}/shell", Recipe(("main",))
    )

    found = browser.capture_in_browser(source, chromium, lambda: NOON)

    assert found.capture
    assert found.body
    document = extract(found.body, found.capture.media_type, source.recipe, source.url)
    assert isinstance(document, Document)
    assert (found.capture.origin, found.attempt.outcome) == (Origin.BROWSER, Outcome.CAPTURED)
    assert document.blocks[1].text.startswith("You keep the rights in what you make with Lümen")


@pytest.mark.parametrize("path", ["/shadow", "/frame", "/frames"])
def test_shadow_roots_and_own_frames_are_part_of_what_is_captured(
    chromium: Browser, site: Loopback, path: str
) -> None:
    answer = chromium.render_page(f"{site.url}{path}")

    document = extract(answer.body, "text/html", Recipe(), f"{site.url}{path}")

    assert isinstance(document, Document)
    texts = [block.text for block in document.blocks]
    assert "Terms of Service" in texts
    assert texts.count(CLAUSE[3:-4].decode()) == 9


def test_what_fills_a_slot_and_links_of_a_frame_are_kept(chromium: Browser, site: Loopback) -> None:
    shadow = extract(chromium.render_page(f"{site.url}/shadow").body, "text/html", Recipe())

    assert isinstance(shadow, Document)
    assert shadow.blocks[-1].text == "No fee."
    assert f'href="{site.url}/more"'.encode() in chromium.render_page(f"{site.url}/frame").body


def test_the_same_bytes_without_scripts_are_a_failure() -> None:
    found = extract(SHELL, "text/html", Recipe())

    assert isinstance(found, Failure)
    assert found.reason in (FailureReason.EMPTY, FailureReason.SHELL)


def test_a_redirect_is_kept(chromium: Browser, site: Loopback) -> None:
    found = chromium.render_page(f"{site.url}/moved")

    assert (found.final_url, found.redirects) == (f"{site.url}/shell", (f"{site.url}/moved",))


def test_the_browser_names_us_to_the_server(chromium: Browser, site: Loopback) -> None:
    chromium.render_page(f"{site.url}/secret")

    assert "policytrail/" in str(site.asked[-1].header("User-Agent"))


FAULTS = {
    "/gone": Outcome.HTTP_STATUS,
    "/loop": Outcome.TOO_MANY_REDIRECTS,
    "/pdf": Outcome.UNSUPPORTED,
    "/hangs-up": Outcome.UNREACHABLE,
}


@pytest.mark.parametrize(("path", "outcome"), FAULTS.items(), ids=FAULTS)
def test_a_fault_has_its_own_name(
    chromium: Browser, site: Loopback, path: str, outcome: Outcome
) -> None:
    assert failing(chromium, f"{site.url}{path}").outcome == outcome


def test_a_private_address_is_not_asked(site: Loopback) -> None:
    with Browser(FetchSettings(pace_s=0)) as careful:
        error = failing(careful, f"{site.url}/shell")

    assert isinstance(error, AddressRefused)


def test_a_redirect_to_an_address_that_is_not_allowed_ends_at_the_gate(site: Loopback) -> None:
    inward = sending(b"", 302, {"Location": site.url.replace("127.0.0.1", "127.0.0.2")})
    before = len(site.asked)
    settings = FetchSettings(total_timeout_s=20)

    with (
        serving({"/inward": inward}) as outer,
        Browser(settings, gate=Gate("127.0.0.1".__eq__)) as chromium,
        pytest.raises(AddressRefused),
    ):
        chromium.render_page(f"{outer.url}/inward")

    assert len(site.asked) == before


def test_what_a_page_asks_of_an_address_that_is_not_allowed_ends_at_the_gate() -> None:
    settings = FetchSettings(total_timeout_s=20)
    with serving({"/secret": ROUTES["/secret"]}) as inner:
        asks = PEEKING.replace(b"/secret", f"{inner.url}/secret".replace(".1:", ".2:").encode())

        with (
            serving({"/page": sending(asks, headers=HTML)}) as outer,
            Browser(settings, gate=Gate("127.0.0.1".__eq__)) as chromium,
        ):
            found = chromium.render_page(f"{outer.url}/page")

    assert b"<p>peeking</p>" in found.body
    assert b"the secret" not in found.body
    assert inner.asked == []


def test_what_a_page_asks_passes_the_proxy_too() -> None:
    with serving({}, sending(PEEKING, headers=HTML)) as proxy:
        settings = FetchSettings(pace_s=0, proxy=proxy.url)
        with Browser(settings) as proxied:
            proxied.render_page("http://lumen.example/terms")

    assert [each.target for each in proxy.asked][:2] == [
        "http://lumen.example/terms",
        "http://lumen.example/secret",
    ]


async def crash(browser: Browser) -> None:
    """End Chromium as a crash would; it cannot answer that any more."""
    running = browser._running  # pyright: ignore[reportPrivateUsage] (a crash comes from inside)
    assert running
    session = await running.browser.new_browser_cdp_session()
    with pytest.raises(Error):
        await session.send("Browser.crash")  # pyright: ignore[reportUnknownMemberType] (a bare dict in Playwright)


def test_a_browser_that_crashed_is_started_again(chromium: Browser, site: Loopback) -> None:
    chromium.render_page(f"{site.url}/secret")
    crashing = crash(chromium)
    asyncio.run_coroutine_threadsafe(crashing, chromium._loop).result()  # pyright: ignore[reportPrivateUsage] (as above)

    found = chromium.render_page(f"{site.url}/secret")

    assert b"the secret" in found.body


def test_without_a_program_it_is_one_clear_error(tmp_path: Path) -> None:
    settings = replace(FetchSettings(), chromium=str(tmp_path / "none"))

    with Browser(settings) as missing:
        error = failing(missing, "https://lumen.example/")

    assert error.outcome == Outcome.UNSUPPORTED
    assert "set POLICYTRAIL_CHROMIUM" in str(error)


def test_a_program_that_does_not_start_is_one_clear_error() -> None:
    with Browser(FetchSettings(chromium="false")) as broken:
        error = failing(broken, "https://lumen.example/")

    assert (error.outcome, "does not start" in str(error)) == (Outcome.UNSUPPORTED, True)
