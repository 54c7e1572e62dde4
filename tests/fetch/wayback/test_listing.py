from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from policytrail.errors import FetchError, NotArchived, RateLimited
from policytrail.fetch.http import Http
from policytrail.fetch.wayback.listing import addresses_to_list
from policytrail.fetch.wayback.query import Query
from tests.archive import ArchivedPage, archiving
from tests.fetch.wayback.conftest import SOURCE, Memory, lister
from tests.server import Route, in_turn, sending, serving

URL = SOURCE.url
START = datetime(2026, 1, 1, tzinfo=UTC)
YEAR = [ArchivedPage(START + timedelta(days=day), URL, b"%d" % day) for day in range(30)]
ROW = YEAR[0].row
BLOCKED = (
    b"org.archive.util.io.RuntimeIOException: "
    b"org.archive.wayback.exception.AdministrativeAccessControlException: Blocked Site Error"
)


def test_a_listing_is_read_part_by_part(http_once: Http) -> None:
    with archiving(YEAR) as archive:
        found = list(lister(archive, http_once).list_mementos(Query(URL, page_rows=7)))
        asked = len(archive.asked)

    assert (found, asked) == ([held.memento for held in YEAR], 5)


def test_a_listing_keeps_to_its_dates(http_once: Http) -> None:
    query = Query(URL, START + timedelta(days=3), START + timedelta(days=5))
    with archiving(YEAR) as archive:
        found = list(lister(archive, http_once).list_mementos(query))

    assert [memento.timestamp for memento in found] == [held.timestamp for held in YEAR[3:6]]


def test_errors_and_pictures_are_left_out_by_the_archive(http_once: Http) -> None:
    others = [
        ArchivedPage(START, URL, b"gone", 404),
        ArchivedPage(START, URL, b"GIF", 200, (("Content-Type", "image/gif"),)),
        ArchivedPage(START + timedelta(days=1), URL, b"", 301),
    ]
    with archiving(others) as archive:
        found = list(lister(archive, http_once).list_mementos(Query(URL)))

    assert [memento.status for memento in found] == [301]


def test_errors_and_pictures_of_an_archive_without_filters_are_left_out(http_once: Http) -> None:
    held = [
        ArchivedPage(START, URL, b"gone", 404),
        ArchivedPage(START, URL, b"GIF", 200, (("Content-Type", "image/gif"),)),
        YEAR[1],
    ]
    rows = "".join(f"{each.row}\n" for each in held)
    with serving({"/cdx/search/cdx": sending(rows.encode())}) as archive:
        found = list(lister(archive, http_once).list_mementos(Query(URL)))

    assert found == [YEAR[1].memento]


def test_the_question_names_what_is_wanted(http_once: Http) -> None:
    query = Query(URL, match_type="prefix", collapse=("digest", "timestamp:8"))
    with archiving(YEAR) as archive:
        list(lister(archive, http_once).list_mementos(query))
        asked = parse_qs(urlsplit(archive.asked[0].target).query)

    assert (asked["matchType"], asked["collapse"], asked["filter"]) == (
        ["prefix"],
        ["digest", "timestamp:8"],
        ["!statuscode:[45]..", "!mimetype:(image|audio|video|font)/.*"],
    )
    assert asked["fl"] == ["urlkey,timestamp,original,mimetype,statuscode,digest,length"]


def test_an_archive_without_resume_keys_is_asked_from_the_last_row_on(http_once: Http) -> None:
    rows = [held.row for held in YEAR[:5]]

    def without_keys(start: int) -> Route:
        return sending("".join(f"{row}\n" for row in rows[start : start + 3]).encode())

    routes = {"/cdx/search/cdx": in_turn(without_keys(0), without_keys(2), without_keys(4))}
    with serving(routes) as archive:
        found = list(lister(archive, http_once).list_mementos(Query(URL, page_rows=3)))

    assert found == [held.memento for held in YEAR[:5]]


def test_no_memento_is_an_answer(http_once: Http) -> None:
    with archiving([]) as archive:
        assert list(lister(archive, http_once).list_mementos(Query(URL))) == []


@pytest.mark.parametrize(
    ("answer", "kind", "transient"),
    [
        (sending(b"slow down", 429), RateLimited, True),
        (sending(b"<html>Offline</html>", 503), FetchError, True),
        (sending(b"<html>Offline</html>", 200), FetchError, True),
        (sending(BLOCKED, 403), NotArchived, False),
        (sending(b"", 404), FetchError, False),
    ],
    ids=["429", "503", "HTML", "excluded", "404"],
)
def test_an_outage_is_never_an_empty_listing(
    http_once: Http, answer: Route, kind: type[FetchError], transient: bool
) -> None:
    with serving({"/cdx/search/cdx": answer}) as archive, pytest.raises(kind) as caught:
        list(lister(archive, http_once).list_mementos(Query(URL)))

    assert caught.value.transient == transient


def test_a_damaged_row_is_asked_for_again(http_once: Http) -> None:
    damaged = sending(f"{ROW}\n{ROW[:40]}\n".encode())
    routes = {"/cdx/search/cdx": in_turn(damaged, sending(f"{ROW}\n".encode()))}
    with serving(routes) as archive:
        found = list(lister(archive, http_once).list_mementos(Query(URL)))

    assert found == [YEAR[0].memento]


def test_a_row_that_stays_damaged_is_left_out(http_once: Http) -> None:
    with serving({"/cdx/search/cdx": sending(f"{ROW}\n{ROW[:40]}\n".encode())}) as archive:
        found = list(lister(archive, http_once).list_mementos(Query(URL)))
        asked = len(archive.asked)

    assert (found, asked) == ([YEAR[0].memento], 2)


def test_a_part_that_is_held_is_not_asked_for(http_once: Http) -> None:
    parts = Memory()
    with archiving(YEAR) as archive:
        list(lister(archive, http_once, parts).list_mementos(Query(URL)))
        found = list(lister(archive, http_once, parts).list_mementos(Query(URL)))
        asked = len(archive.asked)

    assert (len(found), asked) == (30, 1)


def test_former_urls_are_listed_each_address_once() -> None:
    source = replace(
        SOURCE, history=("https://www.lumen.example/terms/", "http://old.lumen.example/tos")
    )

    assert addresses_to_list(source) == (
        "http://lumen.example/terms",
        "http://old.lumen.example/tos",
    )
