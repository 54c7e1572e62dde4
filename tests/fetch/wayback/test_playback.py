import gzip
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import brotli
import pytest
import zstandard

from policytrail.errors import FetchError, NotArchived, RateLimited
from policytrail.fetch.http import Http
from policytrail.fetch.wayback.memento import Memento
from policytrail.model import Capture, Origin
from tests.archive import ArchivedPage, archiving
from tests.fetch.wayback.conftest import SOURCE, playback
from tests.ills import MAINTENANCE
from tests.server import Route, sending, serving

URL = SOURCE.url
AT = datetime(2026, 1, 1, 12, tzinfo=UTC)
TERMS = ArchivedPage(AT, URL, b"<h1>Terms</h1>")
PATH = f"/web/{TERMS.timestamp}id_/{URL}"
TOLD = {"Memento-Datetime": format_datetime(AT, usegmt=True)}


def played(
    http_once: Http, *held: ArchivedPage, memento: Memento = TERMS.memento
) -> tuple[Capture, bytes]:
    with archiving(held) as archive:
        return playback(archive, http_once).capture_memento(SOURCE, memento)


def answered(http_once: Http, route: Route) -> tuple[Capture, bytes]:
    with serving({}, route) as archive:
        return playback(archive, http_once).capture_memento(SOURCE, TERMS.memento)


def refused(http_once: Http, route: Route) -> FetchError:
    with pytest.raises(FetchError) as caught:
        answered(http_once, route)
    return caught.value


def test_a_memento_is_a_capture_of_its_time(http_once: Http) -> None:
    capture, body = played(http_once, TERMS)

    assert (capture.captured_at, capture.origin, capture.url, body) == (
        AT,
        Origin.WAYBACK,
        URL,
        TERMS.body,
    )


def test_a_digest_that_fits_is_proof(http_once: Http) -> None:
    capture, _ = played(http_once, TERMS)

    assert capture.digest_verified


def test_a_digest_that_does_not_fit_is_unknown(http_once: Http) -> None:
    capture, _ = played(http_once, TERMS, memento=replace(TERMS.memento, digest="A" * 32))

    assert capture.digest_verified is None


def test_the_headers_are_those_of_the_site(http_once: Http) -> None:
    held = replace(TERMS, headers=(("Content-Type", "text/html"), ("ETag", '"1"')))

    capture, _ = played(http_once, held)

    assert capture.headers == (("Content-Type", "text/html"), ("ETag", '"1"'))


def test_the_nearest_memento_is_not_taken_for_the_one_asked(http_once: Http) -> None:
    with pytest.raises(NotArchived):
        played(http_once, ArchivedPage(AT + timedelta(days=40), URL, b"later"))


def test_what_is_served_as_the_nearest_is_refused_too(http_once: Http) -> None:
    other = {"Memento-Datetime": format_datetime(AT + timedelta(days=40), usegmt=True)}

    error = refused(http_once, sending(b"later", headers=other))

    assert (type(error), error.transient) == (NotArchived, True)


def test_a_redirect_is_followed_within_the_archive(http_once: Http) -> None:
    target = "http://lumen.example/legal/terms"
    moved = ArchivedPage(AT, URL, b"", 301, (("Content-Type", "text/html"), ("Location", target)))
    there = ArchivedPage(AT + timedelta(hours=2), target, b"<h1>Terms</h1>")

    capture, body = played(http_once, moved, there, memento=moved.memento)

    assert (capture.redirects, capture.final_url, capture.captured_at, body) == (
        (URL,),
        target,
        AT + timedelta(hours=2),
        there.body,
    )


def test_a_redirect_to_a_page_of_another_year_is_refused(http_once: Http) -> None:
    target = "http://lumen.example/legal/terms"
    moved = ArchivedPage(AT, URL, b"", 301, (("Content-Type", "text/html"), ("Location", target)))
    there = ArchivedPage(AT + timedelta(days=400), target, b"<h1>Terms</h1>")

    with pytest.raises(NotArchived):
        played(http_once, moved, there, memento=moved.memento)


def test_a_redirect_that_the_archive_left_as_it_was_is_followed(http_once: Http) -> None:
    routes = {
        PATH: sending(b"", 302, {**TOLD, "Location": "/legal/terms"}),
        f"/web/{TERMS.timestamp}id_/http://lumen.example/legal/terms": sending(
            TERMS.body, headers=TOLD
        ),
    }
    with serving(routes) as archive:
        capture, _ = playback(archive, http_once).capture_memento(SOURCE, TERMS.memento)

    assert capture.final_url == "http://lumen.example/legal/terms"


@pytest.mark.parametrize("encoding", ["gzip", "gzip, gzip", None], ids=str)
def test_what_is_packed_is_told_by_the_bytes(http_once: Http, encoding: str | None) -> None:
    named = {} if encoding is None else {"Content-Encoding": encoding}

    _, body = answered(http_once, sending(gzip.compress(TERMS.body), headers={**TOLD, **named}))

    assert body == TERMS.body


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [("br", brotli.compress), ("deflate", zlib.compress), ("zstd", zstandard.compress)],
    ids=["br", "deflate", "zstd"],
)
def test_what_a_crawler_took_in_another_encoding_is_unpacked(
    http_once: Http, encoding: str, pack: Callable[[bytes], bytes]
) -> None:
    packed = pack(TERMS.body)

    _, body = answered(http_once, sending(packed, headers={**TOLD, "Content-Encoding": encoding}))

    assert body == TERMS.body


def test_a_digest_of_the_packed_bytes_is_proof_too(http_once: Http) -> None:
    packed = ArchivedPage(AT, URL, gzip.compress(TERMS.body, mtime=0))

    capture, _ = played(http_once, packed, memento=packed.memento)

    assert capture.digest_verified


@pytest.mark.parametrize(
    "words",
    ["robots.txt", "This URL has been excluded from the Wayback Machine.", "Temporarily Offline"],
)
def test_a_policy_that_speaks_of_archives_is_no_refusal(http_once: Http, words: str) -> None:
    _, body = answered(http_once, sending(words.encode(), headers=TOLD))

    assert body == words.encode()


def test_an_archived_error_says_what_the_site_answered(http_once: Http) -> None:
    error = refused(http_once, sending(b"too many", 429, TOLD))

    assert (error.outcome, error.status, error.transient) == ("http_status", 429, False)


@pytest.mark.parametrize(
    ("route", "kind", "transient"),
    [
        (sending(b"Hrm.", 404), NotArchived, False),
        (sending(b"Robots", 403), NotArchived, False),
        (
            sending(b"This URL has been excluded from the Wayback Machine."),
            NotArchived,
            False,
        ),
        (sending(MAINTENANCE), FetchError, True),
        (sending(MAINTENANCE, 503), FetchError, True),
        (sending(b"slow down", 429), RateLimited, True),
        (sending(b"\x1f\x8b\x08\0", headers=TOLD), FetchError, True),
        (sending(b"", 302, {**TOLD, "Location": PATH}), FetchError, True),
        (sending(gzip.compress(bytes(2 << 20)), headers=TOLD), FetchError, False),
    ],
    ids=[
        "not archived",
        "forbidden",
        "excluded",
        "own page",
        "503",
        "429",
        "cut gzip",
        "redirect loop",
        "too large",
    ],
)
def test_the_archive_and_the_site_are_told_apart(
    http_once: Http, route: Route, kind: type[FetchError], transient: bool
) -> None:
    error = refused(http_once, route)

    assert (isinstance(error, kind), error.transient) == (True, transient)


def test_a_time_that_is_no_date_is_played_by_its_own_name(http_once: Http) -> None:
    odd = replace(TERMS.memento, timestamp="20260100120000")
    route = sending(TERMS.body, headers=TOLD)

    with serving({f"/web/20260100120000id_/{URL}": route}) as archive:
        capture, _ = playback(archive, http_once).capture_memento(SOURCE, odd)

    assert capture.captured_at == AT
