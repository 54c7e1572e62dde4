import socket
from collections.abc import Iterator
from dataclasses import replace

import pytest

from policytrail.errors import AddressRefused, FetchError, RateLimited, TooLarge
from policytrail.fetch.answer import Answer, Request
from policytrail.fetch.http import Http
from policytrail.fetch.session import open_session
from tests.fetch.conftest import EAGER
from tests.server import ETAG, TERMS, Exchange, Loopback, in_turn, sending, serving


def failure(http: Http, url: str) -> FetchError:
    with pytest.raises(FetchError) as caught:
        http.get(Request(url))
    return caught.value


def test_a_body_comes_back_as_sent(http: Http, server: Loopback) -> None:
    answer = http.get(Request(f"{server.url}/terms"))

    assert (answer.status, answer.body) == (200, TERMS)


@pytest.mark.parametrize("path", ["/gzip", "/zlib", "/deflate", "/padded", "/twice"])
def test_a_content_encoding_is_undone(http: Http, server: Loopback, path: str) -> None:
    assert http.get(Request(server.url + path)).body == TERMS


def test_gzip_members_follow_one_another(http: Http, server: Loopback) -> None:
    assert http.get(Request(f"{server.url}/members")).body == TERMS + TERMS


def test_a_request_names_us_and_a_fixed_language(server: Loopback) -> None:
    with Http(replace(EAGER, contact="legal@watch.example")) as http:
        http.get(Request(f"{server.url}/terms"))

    sent = server.asked[-1]
    assert (sent.header("user-agent"), sent.header("accept-language")) == (
        "policytrail/0.1.0 (legal@watch.example)",
        "en",
    )


def test_bytes_of_another_charset_are_kept_as_they_are(http: Http, server: Loopback) -> None:
    assert http.get(Request(f"{server.url}/wrong-charset")).body == b"F\xfcr Sie"


def test_an_empty_body_is_an_answer(http: Http, server: Loopback) -> None:
    answer = http.get(Request(f"{server.url}/empty"))

    assert (answer.status, answer.body) == (200, b"")


def test_every_redirect_is_told(http: Http, server: Loopback) -> None:
    answer = http.get(Request(f"{server.url}/moved"))

    assert (answer.redirects, answer.final_url, answer.body) == (
        (f"{server.url}/moved", f"{server.url}/moved-again"),
        f"{server.url}/terms",
        TERMS,
    )


def test_a_redirect_that_is_not_followed_is_an_answer(http: Http, server: Loopback) -> None:
    answer = http.get(Request(f"{server.url}/moved", follow=False, any_status=True))

    assert (answer.status, answer.header("location")) == (301, "/moved-again")


def test_a_cookie_is_carried_along_one_retrieval(http: Http, server: Loopback) -> None:
    assert http.get(Request(f"{server.url}/cookie")).body == TERMS


def test_a_cookie_is_forgotten_before_the_next_retrieval(http: Http, server: Loopback) -> None:
    http.get(Request(f"{server.url}/cookie"))

    http.get(Request(f"{server.url}/terms"))

    assert server.asked[-1].header("cookie") is None


def test_a_cookie_is_no_part_of_the_evidence(http: Http, server: Loopback) -> None:
    answer = http.get(Request(f"{server.url}/cookie", follow=False, any_status=True))

    assert answer.header("set-cookie") is None


def test_a_busy_server_is_asked_again(http: Http, server: Loopback) -> None:
    server.routes["/busy"] = in_turn(
        sending(b"", 503, {"Retry-After": "0"}), sending(b"", 502), sending(TERMS)
    )

    assert http.get(Request(f"{server.url}/busy")).body == TERMS


def test_retries_have_an_end(http: Http, server: Loopback) -> None:
    before = len(server.asked)

    error = failure(http, f"{server.url}/429-plain")

    assert (len(server.asked) - before, error.outcome) == (3, "rate_limited")


def test_a_long_ban_is_not_waited_out(http: Http, server: Loopback) -> None:
    before = len(server.asked)

    error = failure(http, f"{server.url}/429")

    assert isinstance(error, RateLimited)
    assert (len(server.asked) - before, error.retry_after_s) == (1, 3600)


def test_a_retry_after_without_sense_is_passed_over(http: Http, server: Loopback) -> None:
    error = failure(http, f"{server.url}/503-garbled")

    assert (error.outcome, error.status, error.transient) == ("http_status", 503, True)


@pytest.mark.parametrize(
    ("path", "outcome", "status", "transient"),
    [
        ("/404", "http_status", 404, False),
        ("/500", "http_status", 500, False),
        ("/304", "http_status", 304, False),
        ("/nowhere", "http_status", 302, False),
        ("/loop", "too_many_redirects", None, False),
        ("/mail", "unreachable", None, False),
        ("/silent", "timed_out", None, True),
        ("/broken-off", "bad_content", None, True),
        ("/broken-chunk", "bad_content", None, True),
        ("/cut-gzip", "bad_content", None, True),
        ("/bad-gzip", "bad_content", None, True),
        ("/brotli", "bad_content", None, True),
    ],
)
def test_a_failure_has_its_outcome(
    server: Loopback, path: str, outcome: str, status: int | None, transient: bool
) -> None:
    with Http(replace(EAGER, read_timeout_s=0.2)) as http:
        error = failure(http, server.url + path)

    assert (error.outcome, error.status, error.transient) == (outcome, status, transient)


@pytest.mark.parametrize(
    "path", ["/404", "/loop", "/mail", "/broken-off", "/cut-gzip", "/endless", "/bomb", "/429"]
)
def test_a_failure_names_its_url(http: Http, server: Loopback, path: str) -> None:
    error = failure(http, server.url + path)

    assert "mailto:" in str(error) or f"{server.url}{path}" in str(error)


@pytest.mark.parametrize("path", ["/endless", "/bomb"])
def test_a_body_without_end_stops_at_the_cap(server: Loopback, path: str) -> None:
    with Http(replace(EAGER, max_body_bytes=1 << 20)) as http:
        error = failure(http, server.url + path)

    assert isinstance(error, TooLarge)


def test_a_trickle_stops_at_the_total_time(server: Loopback) -> None:
    with Http(replace(EAGER, total_timeout_s=0.1)) as http:
        error = failure(http, f"{server.url}/slow")

    assert error.outcome == "timed_out"


@pytest.fixture
def closed_port() -> Iterator[int]:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield int(bound.getsockname()[1])


def test_an_answer_that_is_no_http_is_not_quoted_whole(http: Http) -> None:
    def answer(exchange: Exchange) -> None:
        exchange.wfile.write(b"<h1>Terms</h1> You may use Lumen. " * 1_000)
        exchange.hang_up()

    with serving({}, answer) as server:
        error = failure(http, f"{server.url}/terms")

    assert (error.outcome, len(str(error)) < 500) == ("unreachable", True)


def test_a_closed_port_is_unreachable(http: Http, closed_port: int) -> None:
    error = failure(http, f"http://127.0.0.1:{closed_port}/terms")

    assert (error.outcome, error.transient) == ("unreachable", True)


def test_a_host_without_address_is_unreachable(http: Http) -> None:
    error = failure(http, "http://lumen.invalid/terms")

    assert str(error) == "http://lumen.invalid/terms cannot be reached: no such host name"


@pytest.mark.parametrize("url", ["ftp://lumen.example/", "lumen.example", "http://[::1/", "http:"])
def test_what_is_no_http_url_is_not_asked(http: Http, url: str) -> None:
    assert failure(http, url).outcome == "unreachable"


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "169.254.169.254"]
)
def test_a_private_address_is_refused(server: Loopback, host: str) -> None:
    port = server.url.rpartition(":")[2]
    with Http(replace(EAGER, allow_private=False)) as http:
        error = failure(http, f"http://{host}:{port}/terms")

    assert isinstance(error, AddressRefused)


def test_a_connection_to_a_private_address_is_hung_up_unasked(server: Loopback) -> None:
    before = len(server.asked)

    careful = replace(EAGER, allow_private=False)
    with open_session(careful) as session, pytest.raises(AddressRefused):
        session.get(f"{server.url}/terms", timeout=2)

    assert len(server.asked) == before


def test_a_redirect_to_a_private_address_is_refused(server: Loopback) -> None:
    with Http(replace(EAGER, allow_private=False, proxy=server.url)) as http:
        error = failure(http, "http://lumen.example/inward")

    assert isinstance(error, AddressRefused)


def test_a_proxy_is_trusted_and_asked_for_the_whole_url(server: Loopback) -> None:
    with Http(replace(EAGER, allow_private=False, proxy=server.url)) as http:
        answer = http.get(Request("http://lumen.example/terms"))

    assert (answer.body, server.asked[-1].target) == (TERMS, "http://lumen.example/terms")


def test_a_304_that_was_asked_for_is_an_answer(http: Http, server: Loopback) -> None:
    answer = http.get(Request(f"{server.url}/conditional", (("If-None-Match", ETAG),)))

    assert (answer.status, answer.body) == (304, b"")


def test_an_archived_429_is_an_answer_and_not_asked_again(http: Http) -> None:
    told = {"Memento-Datetime": "Thu, 29 Jan 2015 03:49:04 GMT", "Retry-After": "5"}
    with serving({"/": sending(b"too many", 429, told)}) as archive:
        answer = http.get(Request(f"{archive.url}/", any_status=True))
        times = len(archive.asked)

    assert (answer.status, answer.body, times) == (429, b"too many", 1)


def test_headers_that_come_twice_are_both_kept() -> None:
    answer = Answer("u", "u", 200, (("Link", "<a>"), ("Link", "<b>")), b"")

    assert answer.header("link") == "<a>"


def test_a_name_and_password_of_a_redirect_are_neither_sent_nor_kept(http: Http) -> None:
    with serving({"/terms": sending(TERMS)}) as server:
        place = server.url.removeprefix("http://")
        target = sending(b"", 302, {"Location": f"http://name:secret@{place}/terms"})
        server.routes["/moved"] = target
        answer = http.get(Request(f"{server.url}/moved"))

    assert answer.final_url == f"{server.url}/terms"
    assert server.asked[-1].header("Authorization") is None


def test_a_cookie_for_a_public_suffix_goes_to_the_host_that_set_it_alone() -> None:
    def route(exchange: Exchange) -> None:
        host = str(exchange.headers["Host"])
        if "/start" in exchange.path:
            leads = "http://b.co.uk/end" if "there" in exchange.path else "http://a.co.uk/end"
            cookie = "id=1; Domain=co.uk; Path=/"
            exchange.answer(b"", 302, {"Location": leads, "Set-Cookie": cookie})
            return
        exchange.answer(f"{host} {exchange.headers.get('Cookie')}".encode())

    with serving({}, route) as proxy, Http(replace(EAGER, proxy=proxy.url)) as http:
        bodies = [http.get(Request(f"http://a.co.uk/start/{to}")).body for to in ("there", "here")]

    assert bodies == [b"b.co.uk None", b"a.co.uk id=1"]
