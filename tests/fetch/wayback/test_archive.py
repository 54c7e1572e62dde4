from dataclasses import replace

import pytest

from policytrail.fetch.settings import FetchSettings
from policytrail.fetch.wayback.archive import Archive
from policytrail.fetch.wayback.query import Query, listing_url

PLAIN = FetchSettings()
URL = "https://lumen.example/terms"


def test_the_paces_are_half_of_what_the_archive_allows() -> None:
    archive = Archive.from_settings(PLAIN)

    asked = (archive.ask_listing(URL), archive.ask_playback(URL), archive.ask_save(URL))
    assert [ask.pace_s for ask in asked] == [2.5, 0.25, 8]


def test_the_archive_is_told_who_asks() -> None:
    archive = Archive.from_settings(replace(PLAIN, contact="legal@watch.example"))

    assert "(legal@watch.example)" in archive.user_agent


@pytest.mark.parametrize(
    ("base", "listing", "raw"),
    [
        (
            "https://web.archive.org",
            "https://web.archive.org/cdx/search/cdx?",
            "https://web.archive.org/web/20260101000000id_/https://lumen.example/terms",
        ),
        (
            "http://pywb.example/held",
            "http://pywb.example/held/cdx?",
            "http://pywb.example/held/20260101000000id_/https://lumen.example/terms",
        ),
    ],
    ids=["Wayback Machine", "pywb"],
)
def test_another_archive_is_asked_at_its_own_addresses(base: str, listing: str, raw: str) -> None:
    archive = Archive.from_settings(replace(PLAIN, wayback_url=base))

    assert listing_url(archive, Query(URL)).startswith(listing)
    assert archive.raw_url("20260101000000", URL) == raw
