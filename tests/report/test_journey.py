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
from policytrail.report.records.change import ChangeLine
from tests.report import values
from tests.report.conftest import CHANGE, HISTORIES

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


def front_page(folder: Path, changes: list[ChangeLine]) -> str:
    """Write a front page with these changes and return its address."""
    record = index_record(changes, [source_line(one) for one in HISTORIES], values.day(9))
    (folder / "chosen.html").write_text(index_html(record), encoding="utf-8")
    return (folder / "chosen.html").as_uri()


def test_the_alerts_of_the_front_page_can_be_chosen(browser: Browser, folder: Path) -> None:
    alert = replace(change_line(HISTORIES[0].changes[0]), topics=("arbitration",))
    milder = replace(alert, change_id="PT-C-2", severity=Severity.LOW, topics=("liability",))
    other = replace(
        milder,
        change_id="PT-C-3",
        service="Brook Mail",
        service_id="brook",
        policy_type="privacy_policy",
    )
    page = browser.new_page()
    page.goto(front_page(folder, [alert, milder, other]))
    lines = page.locator("#changes .line:visible")

    def shown(choice: str, value: str) -> list[str | None]:
        page.locator(f"select[data-of={choice}]").select_option(value)
        ids = [line.get_attribute("data-id") for line in lines.all()]
        page.locator(f"select[data-of={choice}]").select_option("")
        return ids

    page.locator("label[for=weight-high]").click()
    grave = lines.count()
    page.locator("label[for=weight-every]").click()

    assert (lines.count(), grave) == (3, 1)
    assert shown("service", "brook") == ["PT-C-3"]
    assert shown("type", "terms_of_service") == [alert.change_id, "PT-C-2"]
    assert shown("topics", "liability") == ["PT-C-3", "PT-C-2"]
    page.close()


def test_the_next_visit_marks_the_alerts_that_came_since(browser: Browser, folder: Path) -> None:
    alert = change_line(HISTORIES[0].changes[0])
    context = browser.new_context()
    first = context.new_page()
    first.goto(front_page(folder, [alert]))
    marked_at_first = first.locator(".badge.new").count()
    first.close()
    second = context.new_page()
    second.goto(front_page(folder, [alert, replace(alert, change_id="PT-C-2")]))
    second.reload()  # within one visit the marks stay
    second.locator("#only-new").check()
    lines = second.locator("#changes .line:visible")

    assert marked_at_first == 0
    assert [line.get_attribute("data-id") for line in lines.all()] == ["PT-C-2"]
    assert "(1)" in second.locator(".only-new").inner_text()
    context.close()


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
