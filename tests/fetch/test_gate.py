import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from policytrail.fetch.gate import Gate
from tests.server import TERMS, Loopback, serving


@pytest.fixture(scope="module")
def site() -> Iterator[Loopback]:
    with serving() as running:
        yield running


def said(gate: Gate, *requests: str) -> bytes:
    """Return everything that comes back through the gate."""
    parts = urlsplit(gate.url)
    received = b""
    with socket.create_connection((parts.hostname, parts.port), 5) as connection:
        for request in requests:
            connection.sendall(request.encode())
        while step := connection.recv(65536):
            received += step
            if step.endswith(b"established\r\n\r\n"):
                connection.sendall(b"GET /terms HTTP/1.1\r\nConnection: close\r\n\r\n")
    return received


def get(url: str) -> str:
    return f"GET {url} HTTP/1.1\r\nHost: x\r\nProxy-Connection: keep-alive\r\n\r\n"


@pytest.mark.parametrize("method", ["GET", "CONNECT"])
def test_a_private_address_is_refused_and_named(site: Loopback, method: str) -> None:
    before = len(site.asked)
    target = site.url.removeprefix("http://") if method == "CONNECT" else f"{site.url}/terms"

    with Gate() as gate:
        reply = said(gate, f"{method} {target} HTTP/1.1\r\nHost: x\r\n\r\n")

    assert reply.startswith(b"HTTP/1.1 403")
    assert (gate.refused, len(site.asked)) == ({"127.0.0.1"}, before)


def test_a_request_to_an_allowed_address_is_passed_on(site: Loopback) -> None:
    with Gate("127.0.0.1".__eq__) as gate:
        reply = said(gate, get(f"{site.url}/terms"))

    assert reply.endswith(TERMS)
    assert site.asked[-1].target == "/terms"
    assert site.asked[-1].header("proxy-connection") is None


def test_a_tunnel_to_an_allowed_address_is_opened(site: Loopback) -> None:
    target = site.url.removeprefix("http://")

    with Gate("127.0.0.1".__eq__) as gate:
        reply = said(gate, f"CONNECT {target} HTTP/1.1\r\n\r\n")

    assert reply.endswith(TERMS)


def test_a_second_request_on_the_connection_reaches_nobody(site: Loopback) -> None:
    before = len(site.asked)

    with Gate("127.0.0.1".__eq__) as gate:
        said(gate, get(f"{site.url}/terms") + get("http://127.0.0.2/inward"))

    assert [each.target for each in site.asked[before:]] == ["/terms"]


@pytest.mark.parametrize("request_text", ["\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/1.1\r\n\r\n"])
def test_what_is_no_request_to_a_proxy_is_hung_up_on(request_text: str) -> None:
    with Gate() as gate:
        assert said(gate, request_text) == b""


def test_a_host_that_does_not_answer_is_a_bad_gateway() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]

    with Gate("127.0.0.1".__eq__) as gate:
        reply = said(gate, get(f"http://127.0.0.1:{port}/"))

    assert reply.startswith(b"HTTP/1.1 502")
