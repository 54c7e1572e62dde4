"""Headers, cookies, log-ins, proxies and links: what a source of sources.yaml may ask for."""

import logging
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

import pytest

from policytrail.extract import extract
from policytrail.fetch.credentials import is_same_origin
from policytrail.fetch.http import Http
from policytrail.fetch.live import capture_live
from policytrail.model import Access, Document, Outcome, Recipe, Retrieval, Source
from tests.server import TERMS, Loopback, Route, sending, serving

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECRETS = {"TOKEN": "tok-s3cret", "SID": "sid-s3cret", "USER": "anna", "PASSWORD": "pw-s3cret"}
ACCESS = Access(
    headers=(("X-Key", "$TOKEN"), ("Accept-Language", "de")),
    cookies=(("sid", "$SID"),),
    basic=("$USER", "$PASSWORD"),
)
LIST = b"""<h1>Archive</h1><ul><li><a href=/terms-2024-01-05.pdf>Terms of 5 January 2024</a>
<li><a href=/terms>Terms of 9 March 2026</a><li><a href=/old>Terms of 1 May 2019</a></ul>"""
ROUTES: dict[str, Route] = {
    "/terms": sending(TERMS),
    "/list": sending(LIST, headers={"Content-Type": "text/html"}),
    "/refused": sending(b"tok-s3cret", 403),
}


@pytest.fixture(scope="module")
def site() -> Iterator[Loopback]:
    with serving(ROUTES) as running:
        yield running


def captured(
    http: Http, url: str, access: Access, environ: Mapping[str, str] = SECRETS
) -> Retrieval:
    source = Source("lumen-terms", "Lumen", "lumen", "terms_of_service", url, access=access)
    return capture_live(source, None, http.get, lambda: NOON, environ)


def test_values_come_from_the_environment(http: Http, site: Loopback) -> None:
    captured(http, f"{site.url}/terms", ACCESS)

    sent = site.asked[-1]
    assert [sent.header(name) for name in ("x-key", "accept-language", "cookie")] == [
        "tok-s3cret",
        "de",
        "sid=sid-s3cret",
    ]
    assert sent.header("authorization") == "Basic YW5uYTpwdy1zM2NyZXQ="


def test_nothing_secret_goes_where_a_redirect_leads(http: Http, site: Loopback) -> None:
    away: dict[str, Route] = {"/away": sending(b"", 302, {"Location": f"{site.url}/terms"})}
    with serving(away) as other:
        found = captured(http, f"{other.url}/away", ACCESS)

    sent = site.asked[-1]
    assert found.body == TERMS
    assert [sent.header(name) for name in ("x-key", "cookie", "authorization")] == [None] * 3


def test_no_secret_is_kept_or_told(
    http: Http, site: Loopback, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    kept = captured(http, f"{site.url}/terms", ACCESS)
    refused = captured(http, f"{site.url}/refused?key=tok-s3cret", ACCESS)

    told = f"{kept.attempt}{kept.capture}{refused.attempt}"
    assert "s3cret" not in told
    assert not any(
        "pw-s3cret" in record.getMessage() or "sid-s3cret" in record.getMessage()
        for record in caplog.records
    )


def test_a_variable_that_is_not_set_is_named(http: Http, site: Loopback) -> None:
    found = captured(http, f"{site.url}/terms", Access(headers=(("X-Key", "$NOT_SET"),)))

    assert (found.attempt.outcome, found.capture) == (Outcome.UNSUPPORTED, None)
    assert "needs the environment variable NOT_SET, which is not set" in found.attempt.detail


def test_a_secret_is_hidden_though_a_line_break_ends_its_variable(
    http: Http, site: Loopback
) -> None:
    environ = SECRETS | {"TOKEN": "tok-s3cret\n"}

    refused = captured(http, f"{site.url}/refused?key=tok-s3cret", ACCESS, environ)

    assert refused.attempt.detail.endswith("/refused?key=*** answered 403 Forbidden")


@pytest.mark.parametrize(
    "access", [Access(headers=(("X", "$SID"),)), Access(cookies=(("s", "$SID"),))]
)
def test_a_secret_of_two_lines_is_a_failed_attempt_that_hides_it(
    http: Http, site: Loopback, access: Access
) -> None:
    failed = captured(http, f"{site.url}/terms", access, {"SID": "sid-s3\ncret"})

    assert failed.attempt.outcome == Outcome.UNSUPPORTED
    assert "the environment variable SID must hold one line" in failed.attempt.detail
    assert "s3" not in failed.attempt.detail


def test_a_source_has_its_own_proxy(http: Http, site: Loopback) -> None:
    found = captured(http, "http://terms.example/terms", Access(proxy=site.url))

    assert (found.body, site.asked[-1].target) == (TERMS, "http://terms.example/terms")


def test_the_newest_document_behind_the_links_is_taken(http: Http, site: Loopback) -> None:
    found = captured(http, f"{site.url}/list", Access(link="li a"))

    assert found.capture is not None
    assert (found.body, found.capture.redirects) == (TERMS, (f"{site.url}/list",))


def test_a_page_without_such_a_link_is_a_failed_attempt(http: Http, site: Loopback) -> None:
    found = captured(http, f"{site.url}/list", Access(link="a.pdf"))

    assert found.capture is None
    assert "has no link that matches `link: a.pdf`" in found.attempt.detail


@pytest.mark.parametrize(
    ("url", "is_same"),
    [
        ("https://a.example/x", True),
        ("https://a.example:443/y", True),
        ("http://a.example/x", False),
        ("https://b.example/x", False),
        ("https://a.example:8443/x", False),
        ("https://sub.a.example/x", False),
    ],
)
def test_the_origin_decides_who_is_told_a_secret(url: str, *, is_same: bool) -> None:
    assert is_same_origin(url, "https://a.example/terms") is is_same


def test_a_declared_charset_is_believed_against_the_page() -> None:
    clause = "Мы храним персональные данные один год и не передаём их третьим лицам. " * 9
    body = f"<meta charset=iso-8859-1><h1>Политика</h1><p>{clause}".encode("koi8-r")

    document = extract(body, "text/html", Recipe(charset="koi8-r"))

    assert isinstance(document, Document)
    assert document.blocks[0].text == "Политика"
    assert Recipe(charset="koi8-r").sha256 != Recipe().sha256
