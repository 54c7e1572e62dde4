"""A reader's way through the site in a real Chromium; pictures are kept where CI_OUTPUT says."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.report.test_browser import CHANGE

pytestmark = pytest.mark.browser


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Return the folder for pictures: kept if CI_OUTPUT names one."""
    kept = os.environ.get("CI_OUTPUT")
    found = Path(kept) / "screenshots" if kept else tmp_path
    found.mkdir(parents=True, exist_ok=True)
    return found


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=[390, 1280], ids=["phone", "desk"])
def reader(request: pytest.FixtureRequest, browser: Browser, scheme: str) -> Iterator[Page]:
    page = browser.new_page(
        viewport={"width": request.param, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    yield page
    page.close()


def test_a_reader_gets_from_the_front_page_to_the_proof(
    reader: Page, folder: Path, pictures: Path, scheme: str
) -> None:
    def look(name: str) -> None:
        width = reader.viewport_size["width"] if reader.viewport_size else 0
        reader.screenshot(path=pictures / f"{name}-{width}-{scheme}.png", full_page=True)

    reader.goto((folder / "index.html").as_uri())
    look("1-front")
    reader.get_by_role("link", name="Aurora Images", exact=True).click()
    look("2-service")
    reader.locator(".sources").get_by_role("link", name="Privacy Policy").click()
    look("3-policy")
    reader.get_by_role("link", name="Read the current text").click()
    look("4-text")
    reader.get_by_role("link", name="Arbitration").last.click()
    look("5-provision")
    reader.get_by_role("link", name="10–11 May 2026").click()
    reader.locator("label[for=view-side]").click()
    reader.keyboard.press("n")
    look("6-change")

    assert reader.url.endswith(CHANGE)
    assert reader.evaluate("document.activeElement.id") == "hunk-1"
    assert reader.locator("#evidence").is_visible()


def test_right_to_left_words_are_read_right_to_left(browser: Browser, folder: Path) -> None:
    page = browser.new_page()
    page.goto((folder / "index.html").as_uri())
    directions = page.evaluate(
        """() => ["שלום עולם", "Hello"].map((words) => {
             const block = document.querySelector(".summary");
             block.textContent = words;
             return getComputedStyle(block).direction;
           })"""
    )
    page.close()

    assert directions == ["rtl", "ltr"]
