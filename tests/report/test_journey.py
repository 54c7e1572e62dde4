"""A reader's way through the site in a real Chromium; pictures are kept where CI_OUTPUT says."""

import os
from collections.abc import Iterator
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from flows.web.server import serving_reports
from policytrail.model import Severity
from policytrail.report.build.change import change_line
from policytrail.report.build.source import index_record, source_line
from policytrail.report.html.pages import index_html
from tests.report import values
from tests.report.conftest import HISTORIES
from tests.report.test_browser import CHANGE

pytestmark = pytest.mark.browser


@pytest.fixture
def pictures() -> Path | None:
    """Return the folder for pictures if CI_OUTPUT names one: each costs half a second."""
    kept = os.environ.get("CI_OUTPUT")
    if not kept:
        return None
    found = Path(kept) / "screenshots"
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
    reader: Page, folder: Path, pictures: Path | None, scheme: str
) -> None:
    def look(name: str) -> None:
        width = reader.viewport_size["width"] if reader.viewport_size else 0
        if pictures:
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
    assert reader.evaluate("document.activeElement.id") == "hunk-1"
    look("6-change")
    reader.get_by_role("link", name="Search").click()
    reader.get_by_role("searchbox").fill("binding arbitration")
    reader.locator("#found li").first.wait_for()
    look("7-search")
    reader.go_back()

    assert reader.url.endswith(CHANGE)
    assert reader.locator("#evidence").is_visible()


def test_two_versions_are_chosen_on_a_form_that_the_server_answers(
    browser: Browser, folder: Path
) -> None:
    asked: list[tuple[str, str, str]] = []

    def compare(*names: str) -> tuple[HTTPStatus, str]:
        asked.append((names[0], names[1], names[2]))
        return HTTPStatus.OK, (folder / CHANGE).read_text().replace("../", "")

    page = browser.new_page(java_script_enabled=False)
    with serving_reports(folder, 0, compare) as site:
        page.goto(f"{site}sources/aurora-terms.html")
        page.get_by_label("From").select_option(label="Version 2, 11 May 2026")
        page.get_by_role("button", name="Compare").click()
        page.get_by_role("heading", name="Evidence").wait_for()
    page.close()

    assert asked == [("aurora-terms", "2026-05-11T06:00:00Z", "2026-06-25T06:00:00Z")]


def test_without_the_server_the_form_leads_to_what_to_do(browser: Browser, folder: Path) -> None:
    page = browser.new_page()
    page.goto((folder / "sources/aurora-terms.html").as_uri())

    page.get_by_role("button", name="Compare").click()
    page.get_by_role("heading", name="Compare two versions").wait_for()
    told = page.locator("main").inner_text()
    page.close()

    assert "policytrail serve --reports" in told
    assert "policytrail compare SOURCE 1 3" in told


def test_the_front_page_shows_what_is_grave_or_of_one_service_alone(
    browser: Browser, folder: Path
) -> None:
    alert = change_line(HISTORIES[0].changes[0])
    milder = replace(alert, change_id="PT-C-2", severity=Severity.LOW)
    other = replace(milder, change_id="PT-C-3", service="Brook Mail", service_id="brook")
    sources = [source_line(history) for history in HISTORIES]
    record = index_record([alert, milder, other], sources, values.day(9))
    (folder / "sifted.html").write_text(index_html(record), encoding="utf-8")
    page = browser.new_page()
    page.goto((folder / "sifted.html").as_uri())
    lines = page.locator("#changes .line:visible")

    every = lines.count()
    page.locator("label[for=weight-high]").click()
    grave = lines.count()
    page.locator("label[for=weight-every]").click()
    page.locator("#by-service").select_option("brook")
    of_one = lines.count()
    page.close()

    assert (every, grave, of_one) == (3, 1, 1)


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
