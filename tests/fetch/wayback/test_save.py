from datetime import UTC, datetime, timedelta

import pytest

from policytrail.errors import FetchError, NotArchived, RateLimited
from policytrail.fetch.http import Http
from policytrail.fetch.wayback.memento import Memento
from policytrail.fetch.wayback.save import save_page
from tests.archive import ArchivedPage
from tests.fetch.wayback.conftest import NOW, SOURCE, lister
from tests.server import Route, in_turn, sending, serving

URL = SOURCE.url
COPY = f"/web/20260601000007/{URL}"
LINK = f'<{URL}>; rel="original", <http://archive.example{COPY}>; rel="last memento"; datetime="x"'
EMPTY = sending(b"")
LISTED = sending(
    ArchivedPage(datetime(2026, 6, 1, 0, 0, 7, tzinfo=UTC), URL, b"x").row.encode() + b"\n"
)


def saved(http_once: Http, answer: Route, listing: Route = EMPTY) -> Memento:
    routes = {f"/save/{URL}": answer, "/cdx/search/cdx": listing}
    with serving(routes) as archive:
        return save_page(lister(archive, http_once), URL, NOW)


@pytest.mark.parametrize(
    "answer",
    [
        sending(b"", headers={"Content-Location": COPY}),
        sending(b"", 302, {"Location": f"http://archive.example{COPY}"}),
        sending(b"", headers={"Link": LINK}),
    ],
    ids=["Content-Location", "Location", "Link"],
)
def test_a_copy_is_named_by_the_answer(http_once: Http, answer: Route) -> None:
    memento = saved(http_once, answer)

    assert (memento.timestamp, memento.url) == ("20260601000007", URL)


@pytest.mark.parametrize("status", [200, 520, 523])
def test_a_copy_that_is_made_in_silence_is_found_in_the_listing(
    http_once: Http, status: int
) -> None:
    memento = saved(http_once, sending(b"", status), in_turn(EMPTY, EMPTY, LISTED))

    assert memento.captured_at - NOW == timedelta(seconds=7)


def test_the_copy_that_the_archive_made_just_before_is_taken(http_once: Http) -> None:
    before = ArchivedPage(NOW - timedelta(minutes=40), URL, b"x").row.encode()

    memento = saved(http_once, sending(b""), sending(before + b"\n"))

    assert NOW - memento.captured_at == timedelta(minutes=40)


def test_a_copy_that_never_comes_is_given_up(http_once: Http) -> None:
    with pytest.raises(NotArchived):
        saved(http_once, sending(b""))


def test_a_ban_is_told(http_once: Http) -> None:
    with pytest.raises(RateLimited):
        saved(http_once, sending(b"", 429, {"Retry-After": "300"}))


def test_a_url_that_the_archive_does_not_take_is_told(http_once: Http) -> None:
    with pytest.raises(FetchError) as caught:
        saved(http_once, sending(b"", 403))

    assert (caught.value.status, caught.value.transient) == (403, False)
