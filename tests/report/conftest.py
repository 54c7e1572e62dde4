"""The invented site, as texts, as a folder, and in a real Chromium."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright

from policytrail.report.build.announcement import announced_record
from policytrail.report.build.change import change_line
from policytrail.report.build.source import source_line
from policytrail.report.data.digest import digest_pages, digest_record, with_announced
from tests.chromium import chromium_program
from tests.report import told, values
from tests.report.hostile import hostile_site
from tests.report.whole import site_pages

HISTORIES = (told.history(), *told.other_histories())
CHANGE = f"changes/{HISTORIES[0].changes[0].change_id}.html"
"""The page of the first change."""


def whole_site() -> dict[str, str]:
    changes = [change_line(change) for history in HISTORIES for change in history.changes]
    sources = [source_line(history) for history in HISTORIES]
    notices = [announced_record(one, told.TERMS) for one in HISTORIES[0].announced]
    digest = with_announced(
        digest_record("ai", changes, sources, values.day(0), values.day(28)), notices
    )
    return {
        **dict(site_pages(HISTORIES, told.documents)),
        **dict(digest_pages(digest)),
    }


@pytest.fixture(scope="session")
def site() -> dict[str, str]:
    return whole_site()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory, site: dict[str, str]) -> Path:
    """Return where the site, and in `hostile` one full of hostile text, stand on disk."""
    root = tmp_path_factory.mktemp("a site")
    hostile = {f"hostile/{path}": text for path, text in hostile_site().items()}
    for path, text in {**site, **hostile}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="session")
def browser(driver: Playwright) -> Iterator[Browser]:
    browser = driver.chromium.launch(
        executable_path=chromium_program(),
        args=["--no-sandbox", "--disable-gpu", "--disable-quic"],
    )
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def context(browser: Browser) -> BrowserContext:
    return browser.new_context()
