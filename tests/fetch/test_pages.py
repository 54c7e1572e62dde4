"""A policy that stands on several pages is one capture and one document."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from policytrail.evidence import read_captures, warc_records
from policytrail.extract import JoinedPage, extract, join_pages
from policytrail.fetch.http import Http
from policytrail.fetch.live import capture_live
from policytrail.model import (
    Access,
    BlockKind,
    Document,
    Failure,
    FailureReason,
    Imported,
    Outcome,
    Recipe,
    Retrieval,
    Source,
    Sources,
)
from tests.server import Loopback, Route, sending, serving

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HTML = {"Content-Type": "text/html; charset=utf-8", "Date": "Sun, 01 Mar 2026 12:00:00 GMT"}
MENU = "<nav><a href=/>Home</a> <a href=/terms/1>Next chapter</a></nav>"
TERMS = f"""<title>Terms of Service</title>{MENU}<main><h1>Terms of Service</h1>
<p>You may use Lumen for any lawful purpose, as these terms say.</p>
<p>Last updated: 3 February 2026</p></main>"""
FEES = f"""<title>Fees</title>{MENU}<main><h1>Fees</h1>
<p>You pay us 9 € a month, <s>10 € a month</s> as <a href=prices>our prices</a> say.</p></main>"""
LAW = f"<title>Law</title>{MENU}<main><h1>Law</h1><p>The law of Norland applies.</p></main>"
SHELL = "<title>Law</title><div id=app></div><script src=/app.js></script>"
ROUTES: dict[str, Route] = {
    "/terms/0": sending(TERMS.encode(), headers=HTML),
    "/terms/1": sending(FEES.encode(), headers=HTML),
    "/terms/2": sending(LAW.encode(), headers=HTML),
    "/moved": sending(b"", 302, {"Location": "/terms/2"}),
    "/shell": sending(SHELL.encode(), headers=HTML),
    "/gone": sending(b"<h1>Gone</h1>", 410, HTML),
}


@pytest.fixture(scope="module")
def site() -> Iterator[Loopback]:
    with serving(ROUTES) as running:
        yield running


def several_pages(site: Loopback, *further: str) -> Source:
    access = Access(pages=tuple(f"{site.url}{path}" for path in further))
    url = f"{site.url}/terms/0"
    return Source("lumen-terms", "Lumen", "lumen", "terms_of_service", url, access=access)


def captured(http: Http, site: Loopback, *further: str) -> Retrieval:
    return capture_live(several_pages(site, *further), None, http.get, lambda: NOON, {})


def document_in(retrieval: Retrieval) -> Document | Failure:
    capture, body = retrieval.capture, retrieval.body
    assert capture is not None
    assert body is not None
    return extract(body, capture.media_type, Recipe(), capture.url, capture.final_url)


def test_the_pages_are_one_document_in_their_order(http: Http, site: Loopback) -> None:
    document = document_in(captured(http, site, "/terms/1", "/terms/2"))

    assert isinstance(document, Document)
    assert [(block.kind, block.text) for block in document.blocks] == [
        (BlockKind.HEADING, "Terms of Service"),
        (BlockKind.PARAGRAPH, "You may use Lumen for any lawful purpose, as these terms say."),
        (BlockKind.PARAGRAPH, "Last updated: 3 February 2026"),
        (BlockKind.HEADING, "Fees"),
        (BlockKind.PARAGRAPH, "You pay us 9 € a month, as our prices say."),
        (BlockKind.HEADING, "Law"),
        (BlockKind.PARAGRAPH, "The law of Norland applies."),
    ]
    link, struck, claim = document.links[0], document.struck[0], document.claimed_dates[0]
    assert document.blocks[link.block].text[link.start : link.end] == "our prices"
    assert link.target == f"{site.url}/terms/prices"
    assert (struck.block, struck.text) == (4, "10 € a month")
    assert (claim.date, claim.block) == ("2026-02-03", 2)


def test_equal_pages_give_equal_bodies_whatever_the_date_of_the_answer(
    http: Http, site: Loopback
) -> None:
    first = captured(http, site, "/terms/1")
    site.routes["/terms/1"] = sending(FEES.encode(), headers={**HTML, "Date": "later"})

    again = captured(http, site, "/terms/1")

    assert again.body == first.body
    assert again.capture is not None
    assert not any(name.lower() == "content-length" for name, _ in again.capture.headers)


def test_a_redirect_of_a_further_page_is_kept(http: Http, site: Loopback) -> None:
    retrieval = captured(http, site, "/moved")

    assert retrieval.body is not None
    assert (
        f"X-Asked-URL: {site.url}/moved\r\nContent-Location: {site.url}/terms/2\r\n".encode()
        in (retrieval.body)
    )
    assert isinstance(document_in(retrieval), Document)


def test_a_page_that_does_not_come_fails_the_capture_by_its_name(
    http: Http, site: Loopback
) -> None:
    failed = captured(http, site, "/terms/1", "/gone")

    assert (failed.attempt.outcome, failed.capture) == (Outcome.HTTP_STATUS, None)
    assert failed.attempt.detail == f"{site.url}/gone answered 410 Gone"


def test_a_page_without_its_text_fails_the_whole_by_its_name(http: Http, site: Loopback) -> None:
    failure = document_in(captured(http, site, "/terms/1", "/shell"))

    assert isinstance(failure, Failure)
    assert failure.reason is FailureReason.SHELL
    assert failure.detail.startswith(f"page {site.url}/shell: ")


def test_credentials_reach_the_pages_of_the_same_origin_only(http: Http, site: Loopback) -> None:
    with serving(ROUTES) as other:
        access = Access(
            headers=(("X-Key", "$KEY"),),
            pages=(f"{site.url}/terms/1", f"{other.url}/terms/2"),
        )
        source = replace(several_pages(site), access=access)
        capture_live(source, None, http.get, lambda: NOON, {"KEY": "k-s3cret"})

        assert site.asked[-1].header("x-key") == "k-s3cret"
        assert other.asked[-1].header("x-key") is None


def test_an_export_comes_back_as_it_was(http: Http, site: Loopback, tmp_path: Path) -> None:
    retrieval = captured(http, site, "/terms/1", "/terms/2")
    assert retrieval.capture is not None
    assert retrieval.body is not None
    archive = tmp_path / "pages.warc.gz"
    archive.write_bytes(b"".join(warc_records([(retrieval.capture, retrieval.body)], "x", NOON)))
    source = several_pages(site, "/terms/1", "/terms/2")

    (imported,) = read_captures(archive, Sources((source,)), NOON)

    assert imported == Imported(source, retrieval)


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        (b"--\r\n", b"\r\n"),
        (b"X-Asked-URL: https://a.example/2", b"X-Other: https://a.example/2"),
        (b"Content-Location: https://a.example/1", b""),
    ],
)
def test_joined_pages_fail_as_a_whole_if_one_is_damaged(written: bytes, instead: bytes) -> None:
    """One that was left out would be told as a part of the policy that was deleted."""
    headers = (("Content-Type", "text/html"),)
    pages = [
        JoinedPage(address, address, headers, content.encode())
        for address, content in zip(
            ("https://a.example/1", "https://a.example/2"), (TERMS, FEES), strict=True
        )
    ]
    body, media_type = join_pages(pages)

    damaged = extract(body.replace(written, instead), media_type, Recipe())

    assert isinstance(extract(body, media_type, Recipe()), Document)
    assert isinstance(damaged, Failure)
    assert damaged.reason is FailureReason.TRUNCATED
