"""The system's Chromium, and what a page of a stranger sees in it."""

import os
import shutil
from collections.abc import Generator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Playwright

from policytrail.fetch.chromium import PROGRAMS
from tests.server import sending, serving

CHROMIUM = next(filter(None, map(shutil.which, PROGRAMS)), None)
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this system")


def chromium_program() -> str:
    """Return the path of the system's Chromium; skip the test where there is none."""
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this system")
    return CHROMIUM


@contextmanager
def page_of_another_origin(driver: Playwright, *arguments: str) -> Generator[Page]:
    """Yield a page of another origin on this machine, in the browser of whoever operates it."""
    program = chromium_program()
    page = sending(
        b"<!doctype html><title>News</title><body>", headers={"Content-Type": "text/html"}
    )
    with serving({}, page) as site:
        chromium = driver.chromium.launch(
            executable_path=program, chromium_sandbox=os.geteuid() != 0, args=list(arguments)
        )
        opened = chromium.new_context().new_page()
        opened.goto(site.url)
        yield opened
        chromium.close()
