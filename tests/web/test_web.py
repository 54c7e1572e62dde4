"""The invented web behaves as its timeline says."""

from datetime import datetime, timedelta

import pytest
import requests

from tests.web import InventedWeb
from tests.web.answers import answer, url_of
from tests.web.story import Serve, demo_sources, scene, timeline

MOMENTS = timeline().moments
SOURCES = list(timeline().sources)


def body(source_id: str, now: datetime) -> bytes:
    found = answer(url_of(source_id), now, {})
    assert found
    return found.body


def get(web: InventedWeb, source_id: str, **headers: str) -> requests.Response:
    with requests.Session() as session:
        session.trust_env = False
        session.proxies = {"http": web.proxy_url}
        return session.get(url_of(source_id), headers=headers, timeout=10)


def test_the_demo_tracks_every_policy_of_the_timeline() -> None:
    named = {each.source_id: (each.policy_type, each.url) for each in demo_sources().entries}

    assert named == {
        source_id: (each.type, url_of(source_id)) for source_id, each in timeline().sources.items()
    }


def test_there_are_eight_services_under_a_reserved_name() -> None:
    hosts = [each.host for each in timeline().services.values()]

    assert (len(hosts), [host for host in hosts if not host.endswith(".example")]) == (8, [])


@pytest.mark.parametrize("source_id", SOURCES)
def test_every_edit_of_the_story_fits_its_text(source_id: str) -> None:
    times = [each.from_ for each in timeline().story.get(source_id, [])]

    texts = [scene(source_id, time).text for time in times]

    assert all(texts)


@pytest.mark.parametrize("source_id", SOURCES)
def test_the_same_time_gives_the_same_bytes(source_id: str) -> None:
    at = MOMENTS[0]

    assert body(source_id, at) == body(source_id, at)


@pytest.mark.parametrize("source_id", [each for each in SOURCES if "kitepost" not in each])
def test_noise_changes_the_bytes_where_the_text_stays(source_id: str) -> None:
    at, later = MOMENTS[0], MOMENTS[0] + timedelta(hours=1)

    assert scene(source_id, at).text == scene(source_id, later).text
    assert body(source_id, at) != body(source_id, later)


def test_a_reversion_brings_the_same_text_back() -> None:
    texts = [scene("oddment-terms", moment).text for moment in MOMENTS]

    assert [texts.index(text) for text in texts] == [0, 0, 2, 0, 2, 0, 0, 0]


def test_a_text_changes_while_its_own_date_stays() -> None:
    before, after = (scene("lumenreel-privacy", MOMENTS[at]).text for at in (3, 4))

    assert before != after
    assert "Last updated: 5 January 2026" in before
    assert "Last updated: 5 January 2026" in after


def test_a_moved_section_keeps_every_line() -> None:
    before, after = (scene("tidepool-terms", MOMENTS[at]).text for at in (3, 4))

    assert before != after
    assert sorted(before.split("\n\n")) == sorted(part for part in after.split("\n\n"))


def test_a_notice_stands_on_the_page_before_the_change_it_announces() -> None:
    notice = b"take effect on 1 May 2026"

    shown = [notice in body("lumenreel-terms", moment) for moment in MOMENTS]

    assert shown == [False, False, False, False, True, False, False, False]


@pytest.mark.parametrize(
    ("source_id", "at", "status"),
    [("tidepool-community", 3, 404), ("parley-privacy", 2, 503), ("parley-terms", 2, 200)],
)
def test_failures_are_served(source_id: str, at: int, status: int) -> None:
    with InventedWeb() as web:
        web.now = web.moments[at]

        reply = get(web, source_id)

    assert reply.status_code == status
    assert scene(source_id, MOMENTS[at]).serve is not Serve.POLICY


def test_a_server_that_hangs_up_sends_nothing() -> None:
    with InventedWeb() as web:
        web.now = web.moments[1]

        with pytest.raises(requests.ConnectionError):
            get(web, "oddment-privacy")


def test_a_moved_policy_is_found_by_its_redirect() -> None:
    with InventedWeb() as web:
        web.now = web.moments[4]

        reply = get(web, "tidepool-community")

    assert (reply.status_code, reply.url) == (
        200,
        "http://www.tidepool.example/help/guidelines",
    )


def test_a_conditional_request_is_answered_with_304_until_the_text_changes() -> None:
    with InventedWeb() as web:
        etag = get(web, "kitepost-dpa").headers["ETag"]
        statuses: list[int] = []
        for moment in (web.moments[3], web.moments[4]):
            web.now = moment
            statuses.append(get(web, "kitepost-dpa", **{"If-None-Match": etag}).status_code)

    assert statuses == [304, 200]


def test_the_host_header_will_do_in_place_of_a_proxy() -> None:
    with InventedWeb() as web:
        reply = requests.get(
            f"{web.proxy_url}/privacy.html", headers={"Host": "kitepost.example"}, timeout=10
        )

    assert "Kitepost Privacy Notice" in reply.text


def test_the_clock_of_the_answer_is_the_virtual_one() -> None:
    with InventedWeb() as web:
        reply = get(web, "kitepost-dpa")

    assert reply.headers["Date"] == "Mon, 12 Jan 2026 06:00:00 GMT"
