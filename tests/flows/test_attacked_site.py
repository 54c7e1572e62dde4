"""A page of another origin, and a tracked page, get nothing from the server of the reports."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from playwright.sync_api import Page, Playwright

from flows.web.server import serving_reports, serving_site
from flows.web.site import ServedSite
from policytrail.fetch.browser import Browser
from policytrail.fetch.settings import FetchSettings
from tests.chromium import needs_chromium, page_of_another_origin
from tests.server import sending, serving

pytestmark = pytest.mark.browser

TOLD = "tracked-here-alone"
FILES = {
    "index.html": f"<!doctype html><title>{TOLD}</title><h1>{TOLD}</h1>",
    "index.json": f'{{"service": "{TOLD}"}}',
    "search/index.js": f'policytrailSearch({{}}, ["{TOLD}"]);',
    "assets/style.css": f"body {{ --seen: {TOLD}; }}",
    "feed.atom": f"<feed>{TOLD}</feed>",
}
HTML = {"Content-Type": "text/html; charset=utf-8"}
# Every way by which a page of another origin reads what a server of this machine holds.
ATTACK = """
async (site) => {
  const got = [];
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const ended = (element) => Promise.race([wait(3000), new Promise((done) => {
    element.onload = () => { got.push(["loaded", element.tagName]); done(); };
    element.onerror = done;
  })]);
  window.policytrailSearch = (heads, rows) => got.push(["script", JSON.stringify(rows)]);
  for (const path of ["", "index.json", "search/index.js", "assets/style.css", "feed.atom"]) {
    for (const options of [{}, {mode: "no-cors"}, {credentials: "include"},
                           {method: "POST", body: "{}"}]) {
      try {
        const answer = await fetch(site + path, options);
        if (answer.type !== "opaque") got.push(["fetch", await answer.text()]);
      } catch { /* refused */ }
    }
  }
  for (const [name, attribute] of [["script", "src"], ["link", "href"], ["img", "src"]]) {
    const element = document.createElement(name);
    if (name === "link") element.rel = "stylesheet";
    element[attribute] = site + {script: "search/index.js", link: "assets/style.css", img: ""}[name];
    const done = ended(element);
    document.head.append(element);
    await done;
  }
  try { await import(site + "search/index.js"); got.push(["import", ""]); } catch { /* refused */ }
  const frame = document.createElement("iframe");
  frame.src = site;
  document.body.append(frame);
  await Promise.race([wait(3000), new Promise((done) => { frame.onload = done; })]);
  try { got.push(["frame", frame.contentDocument.body.innerHTML]); } catch { /* refused */ }
  return got.filter(([way, text]) => way !== "frame" || text);
}
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    for name, content in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content)
    return folder


@pytest.fixture(scope="module")
def looking(driver: Playwright) -> Iterator[Page]:
    """Yield a page of another origin, in a browser for which a stranger's name leads to this machine."""
    with page_of_another_origin(driver, "--host-resolver-rules=MAP news.example 127.0.0.1") as page:
        yield page


def test_a_page_of_another_origin_gets_nothing(root: Path, looking: Page) -> None:
    with serving_reports(root, 0) as site:
        got = cast("list[list[str]]", looking.evaluate(ATTACK, site))

    assert got == []


def test_the_same_page_gets_in_where_no_header_keeps_it_out(looking: Page) -> None:
    """The attack works: a server of the same files without our headers gives them away."""
    routes = {
        f"/{name}": sending(content.encode(), headers={"Content-Type": "text/javascript"})
        for name, content in FILES.items()
    }
    with serving(routes) as other:
        got = cast("list[list[str]]", looking.evaluate(ATTACK, other.url + "/"))

    assert ["script", f'["{TOLD}"]'] in got


def test_a_name_made_to_lead_here_reads_nothing(root: Path, looking: Page) -> None:
    with serving_reports(root, 0) as site, looking.context.new_page() as page:
        port = site.rstrip("/").rpartition(":")[2]
        answer = page.goto(f"http://news.example:{port}/")

        assert answer
        assert (answer.status, TOLD in page.content()) == (421, False)


def test_the_name_of_a_proxy_reads_what_is_there(root: Path, looking: Page) -> None:
    with (
        serving_site(ServedSite(root, names=["News.example"]), 0) as site,
        looking.context.new_page() as page,
    ):
        port = site.rstrip("/").rpartition(":")[2]
        page.goto(f"http://news.example:{port}/")

        assert TOLD in page.content()


@needs_chromium
def test_a_tracked_page_gets_nothing_also_with_private_addresses_allowed(root: Path) -> None:
    """The page is served by a proxy: the only way to have one here that is not on loopback."""
    with serving_reports(root, 0) as site:
        act = f"({ATTACK})({site!r}).then((got) => document.body.append(JSON.stringify(got), 'ended'))"
        page = f"<h1>Terms</h1><p>You may use this.</p><i class='wait'></i><script>{act}</script>"
        with serving({}, sending(page.encode(), headers=HTML)) as outer:
            settings = FetchSettings(
                pace_s=0, total_timeout_s=30, allow_private=True, proxy=outer.url
            )
            with Browser(settings) as browser:
                found = browser.render_page("http://lumen.example/terms", ["body"])

    assert b"Terms" in found.body
    assert TOLD.encode() not in found.body
    assert site.encode() not in b" ".join(each.target.encode() for each in outer.asked)
