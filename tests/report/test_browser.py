"""The pages in a real Chromium, opened from disk."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Error, Page, sync_playwright

from policytrail.report.site import pages
from tests.report import values
from tests.report.test_site import HISTORIES, hostile_pages

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]
CHANGE = f"changes/{HISTORIES[0].changes[0].change_id}.html"
KINDS = ["index.html", "sources/aurora-terms.html", CHANGE]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("a site")
    site = dict(pages(HISTORIES, values.day(55.2)))
    hostile = {path.replace("PT-C", "hostile"): text for path, text in hostile_pages().items()}
    for path, text in {**site, **hostile}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as started:
        yield started.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
        )


def opened(
    browser: Browser, path: Path, *, width: int = 1280, script: bool = True
) -> tuple[Page, list[str]]:
    """Return a page with everything that it complained about."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, java_script_enabled=script
    )
    page = context.new_page()
    said: list[str] = []

    def keep(what: ConsoleMessage | Dialog | Error) -> None:
        said.append(str(what))

    page.on("console", keep)
    page.on("dialog", keep)
    page.on("pageerror", keep)
    page.goto(path.as_uri())
    return page, said


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", KINDS, ids=["index", "source", "change"])
def test_a_page_fits_the_screen_and_complains_of_nothing(
    browser: Browser, folder: Path, name: str, width: int
) -> None:
    page, said = opened(browser, folder / name, width=width)

    assert (page.evaluate("document.documentElement.scrollWidth") <= width, said) == (True, [])


def test_the_style_sheet_works_from_disk(browser: Browser, folder: Path) -> None:
    page, _ = opened(browser, folder / "index.html")

    assert page.evaluate("getComputedStyle(document.body).marginTop") == "0px"


def test_hostile_text_runs_nothing_and_fits_a_phone(browser: Browser, folder: Path) -> None:
    (path,) = (folder / "changes").glob("hostile*.html")

    page, said = opened(browser, path, width=390)

    assert (said, page.evaluate("document.documentElement.scrollWidth")) == ([], 390)


def test_the_view_switches_without_any_script(browser: Browser, folder: Path) -> None:
    page, _ = opened(browser, folder / CHANGE, script=False)

    page.locator("label[for=view-side]").click()

    assert page.locator(".side-view").first.is_visible()
    assert not page.locator(".inline-view").first.is_visible()


def test_n_and_p_go_from_passage_to_passage(browser: Browser, folder: Path) -> None:
    page, _ = opened(browser, folder / CHANGE)

    for key in "nnnp":
        page.keyboard.press(key)

    assert page.evaluate("document.activeElement.id") == "hunk-2"
