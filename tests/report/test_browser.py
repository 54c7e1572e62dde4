"""The pages in a real Chromium, opened from disk."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Error, Page

from flows.web.server import serving_reports
from tests.report import clauses
from tests.report.conftest import CHANGE

pytestmark = pytest.mark.browser
PAGES = {
    "index": "index.html",
    "source": "sources/aurora-terms.html",
    "change": CHANGE,
    "service": "services/aurora.html",
    "text": "texts/aurora-privacy.html",
    "type": "types/arbitration.html",
    "types": "types/index.html",
    "comparison": "comparisons/aurora-vs-brook.html",
    "digest": "digests/ai-2026-06-01.html",
    "search": "search.html",
    "compare": "compare.html",
    "query": "query.html",
    "services": "compare-services.html",
    "captured": "captured.html",
    "methodology": "methodology.html",
}


WIDTHS = [320, 390, 640, 1280]
Said = list[str]


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    found = context.new_page()
    yield found
    found.close()


@pytest.fixture
def said(page: Page) -> Said:
    """Return what the page complains of, from now on."""
    complaints: Said = []

    def keep(what: ConsoleMessage | Dialog | Error) -> None:
        complaints.append(str(what))

    page.on("console", keep)
    page.on("dialog", keep)
    page.on("pageerror", keep)
    return complaints


def wide(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth"))


def violations(page: Page) -> list[str]:
    """Return the rules of axe that the page breaks, with the places."""
    return page.evaluate(
        """async () => (await axe.run({resultTypes: ["violations"]})).violations
          .map(({id, nodes}) => `${id}: ${nodes.map(({target}) => target).join(", ")}`)"""
    )


def test_the_page_about_pdfs_names_the_page_asked_for(page: Page, folder: Path) -> None:
    page.goto(f"{(folder / 'paper.html').as_uri()}?page={CHANGE}")

    assert page.locator("code.paper").text_content() == f"policytrail pdf {CHANGE}"


@pytest.mark.parametrize("name", PAGES.values(), ids=PAGES)
def test_a_page_fits_phone_and_desk_and_complains_of_nothing(
    page: Page, said: Said, folder: Path, name: str
) -> None:
    page.goto((folder / name).as_uri())
    widths: list[int] = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        widths.append(wide(page))

    assert (widths, said) == (WIDTHS, [])


@pytest.mark.parametrize("name", PAGES.values(), ids=PAGES)
def test_axe_finds_no_violation_on_phone_and_desk_by_day_and_night(
    page: Page, folder: Path, name: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto((folder / name).as_uri())
    page.evaluate(AXE_SCRIPT)

    phone = violations(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(color_scheme="dark")

    assert (phone, violations(page)) == ([], [])


def test_the_style_sheet_works_from_disk(page: Page, folder: Path) -> None:
    page.goto((folder / "index.html").as_uri())

    assert page.evaluate("getComputedStyle(document.body).marginTop") == "0px"


def test_hostile_text_runs_nothing_and_fits_a_phone_on_every_kind_of_page(
    page: Page, said: Said, folder: Path
) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    found = sorted((folder / "hostile").rglob("*.html"))

    widths = {str(path): (page.goto(path.as_uri()), wide(page))[1] for path in found}

    assert len(widths) > 10
    assert (said, {name for name, width in widths.items() if width != 390}) == ([], set())


def test_the_view_switches_without_any_script(browser: Browser, folder: Path) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto((folder / CHANGE).as_uri())

    page.locator("label[for=view-side]").click()

    assert page.locator(".side-view").first.is_visible()
    assert not page.locator(".inline-view").first.is_visible()
    page.close()


def test_n_and_p_go_from_passage_to_passage(page: Page, folder: Path) -> None:
    page.goto((folder / CHANGE).as_uri())

    for key in "nnnp":
        page.keyboard.press(key)

    assert page.evaluate("document.activeElement.id") == "hunk-2"


def test_the_search_finds_a_change_by_its_words(page: Page, said: Said, folder: Path) -> None:
    page.goto((folder / "index.html").as_uri())

    page.get_by_role("searchbox").fill("right to sue")
    page.locator("#found a").first.click()

    assert (page.url.endswith(CHANGE), said) == (True, [])


def test_a_search_loads_the_rows_of_the_services_that_have_the_words(
    page: Page, folder: Path
) -> None:
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url.rsplit("/search/", 1)[-1]))
    page.goto((folder / "search.html").as_uri())

    page.get_by_role("searchbox").fill("settle brook")
    page.locator("#found li").first.wait_for()

    scripts = {name for name in loaded if name.endswith(".js") and "/" in name}
    assert {"words/se.js", "words/br.js", "rows/brook.js"} <= scripts
    assert "rows/aurora.js" not in scripts
    assert (
        page.locator("#found a").first.get_attribute("href")
        == "texts/brook-terms.html#PT-P-000000000002"
    )


def test_a_search_finds_what_is_written_without_the_page_of_the_row_before(
    page: Page, folder: Path
) -> None:
    page.goto((folder / "search.html").as_uri())

    page.get_by_role("searchbox").fill("licence aurora privacy")
    hit = page.locator("#found li").filter(has_text="Licence to your content")

    assert "Aurora Images Privacy Policy" in hit.inner_text()
    assert hit.locator("a").get_attribute("href") == "texts/aurora-privacy.html#PT-P-000000000003"


def test_a_link_to_a_provision_opens_what_is_said_about_it(page: Page, folder: Path) -> None:
    place = f"{(folder / 'texts/aurora-privacy.html').as_uri()}#{clauses.OURS.provision_id}"
    page.goto(place)

    assert page.locator(f"#{clauses.OURS.provision_id} dl").is_visible()
    assert page.locator("details.peers").count() == 0


def test_a_served_text_shows_how_others_say_it(page: Page, said: Said, folder: Path) -> None:
    with serving_reports(folder, 0) as site:
        page.goto(f"{site}texts/aurora-privacy.html#{clauses.OURS.provision_id}")
        page.locator(f"#{clauses.OURS.provision_id} details.peers summary").click()
        link = page.locator(f"#{clauses.OURS.provision_id} details.peers a")
        link.wait_for()
        told = page.locator(f"#{clauses.OURS.provision_id} details.peers").inner_text()
        target = link.get_attribute("href")

    assert "26 of 325 services, 8 %" in told
    assert clauses.PEER.excerpt in told
    assert (target, said) == (f"../texts/brook-terms.html#{clauses.PEER.provision_id}", [])


def test_names_of_policies_are_not_squeezed_on_a_phone(page: Page, folder: Path) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto((folder / "index.html").as_uri())

    heights = page.locator(".services a").evaluate_all("all => all.map(a => a.offsetHeight)")

    assert max(heights) <= 60
