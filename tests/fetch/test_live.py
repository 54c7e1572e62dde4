from datetime import UTC, datetime
from hashlib import sha256

import pytest

from policytrail.fetch import live
from policytrail.fetch.http import Http
from policytrail.model import Origin, Outcome, Retrieval, Source, Validators
from tests.server import ETAG, TERMS, Loopback, sending, serving

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HELD = Validators(sha256(TERMS).hexdigest(), ETAG, None)


def captured(http: Http, url: str, validators: Validators | None = None) -> Retrieval:
    source = Source("lumen-terms", "Lumen", "lumen", "terms_of_service", url)
    return live.capture_live(source, validators, http.get, lambda: NOON)


def test_a_capture_names_its_body_and_time(http: Http, server: Loopback) -> None:
    found = captured(http, f"{server.url}/terms")

    assert found.capture is not None
    assert (found.body, found.capture.body_sha256, found.capture.captured_at) == (
        TERMS,
        sha256(TERMS).hexdigest(),
        NOON,
    )


def test_a_capture_is_named_by_its_attempt(http: Http, server: Loopback) -> None:
    found = captured(http, f"{server.url}/terms")

    assert found.capture is not None
    assert found.attempt.capture_id == found.capture.capture_id


def test_a_capture_keeps_the_way_it_took(http: Http, server: Loopback) -> None:
    found = captured(http, f"{server.url}/moved").capture

    assert found is not None
    assert (found.origin, found.url, found.final_url, len(found.redirects)) == (
        Origin.LIVE,
        f"{server.url}/moved",
        f"{server.url}/terms",
        2,
    )


def test_a_304_confirms_the_body_that_is_held(http: Http, server: Loopback) -> None:
    found = captured(http, f"{server.url}/conditional", HELD)

    assert found.capture is not None
    assert (found.attempt.outcome, found.capture.status, found.capture.body_sha256, found.body) == (
        Outcome.CONFIRMED,
        304,
        HELD.body_sha256,
        None,
    )


def test_validators_that_no_longer_hold_give_a_capture(http: Http, server: Loopback) -> None:
    found = captured(http, f"{server.url}/conditional", Validators("0" * 64, '"old"', None))

    assert (found.attempt.outcome, found.body) == (Outcome.CAPTURED, TERMS)


@pytest.mark.parametrize(
    ("path", "outcome", "status"),
    [
        ("/404", Outcome.HTTP_STATUS, 404),
        ("/loop", Outcome.TOO_MANY_REDIRECTS, None),
        ("/429", Outcome.RATE_LIMITED, 429),
        ("/cut-gzip", Outcome.BAD_CONTENT, None),
    ],
)
def test_a_failure_is_an_attempt_without_capture(
    http: Http, server: Loopback, path: str, outcome: Outcome, status: int | None
) -> None:
    found = captured(http, server.url + path)

    assert (found.capture, found.body, found.attempt.outcome, found.attempt.status) == (
        None,
        None,
        outcome,
        status,
    )


STUB = "<html><head><title>Terms</title><meta http-equiv=refresh content='0;url=%s'></head></html>"
HTML = {"Content-Type": "text/html; charset=utf-8"}


def led(target: str, http: Http) -> Retrieval:
    with serving(
        {
            "/stub": sending((STUB % target).encode(), headers=HTML),
            "/round": sending((STUB % "/stub").encode(), headers=HTML),
            "/terms": sending(TERMS, headers=HTML),
        }
    ) as site:
        return captured(http, f"{site.url}/stub")


def test_a_refresh_within_the_site_is_followed_and_recorded(http: Http) -> None:
    found = led("/terms", http)

    assert found.capture is not None
    assert found.body == TERMS
    assert found.capture.url.endswith("/stub")
    assert found.capture.final_url.endswith("/terms")
    assert [url.rpartition("/")[2] for url in found.capture.redirects] == ["stub"]


def test_a_refresh_to_another_site_is_not_followed(http: Http) -> None:
    found = led("https://quillmark.example/terms", http)

    assert found.capture is not None
    assert found.capture.final_url.endswith("/stub")


def test_refreshes_in_a_circle_end(http: Http) -> None:
    assert led("/round", http).capture is not None
