from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from policytrail.fetch.http import Http
from policytrail.fetch.wayback.archive import Archive
from policytrail.fetch.wayback.listing import Lister
from policytrail.fetch.wayback.playback import Playback
from policytrail.model import Source
from tests.fetch.conftest import EAGER
from tests.server import Loopback

NOW = datetime(2026, 6, 1, tzinfo=UTC)
SOURCE = Source("lumen-terms", "Lumen", "lumen", "terms_of_service", "http://lumen.example/terms")


class Memory:
    """Keeps parts of listings for one test."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}

    def kept_listing(self, url: str) -> str | None:
        return self.texts.get(url)

    def keep(self, url: str, text: str) -> None:
        self.texts[url] = text


@pytest.fixture
def http_once() -> Iterator[Http]:
    """Yield what asks once and never again."""
    with Http(replace(EAGER, max_retries=0)) as impatient:
        yield impatient


def archive_at(running: Loopback) -> Archive:
    return Archive.from_settings(replace(EAGER, wayback_url=running.url))


def lister(running: Loopback, http: Http, parts: Memory | None = None) -> Lister:
    return Lister(archive_at(running), http.get, parts or Memory())


def playback(running: Loopback, http: Http) -> Playback:
    return Playback(archive_at(running), http.get, lambda: NOW, 1 << 20, 5)
