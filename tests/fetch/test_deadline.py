"""Nothing that a server sends sets the deadline of a retrieval anew."""

import ssl
import time
from dataclasses import replace
from datetime import UTC, datetime
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from policytrail.errors import FetchError, TooLarge
from policytrail.fetch.answer import Request
from policytrail.fetch.http import Http
from policytrail.fetch.pace import Pace
from policytrail.model import Outcome
from tests.fetch.conftest import EAGER
from tests.hostile.slow import ENDLESS, sending_for_ever
from tests.server import Exchange, Route, in_turn, sending, serving

SHORT = replace(EAGER, total_timeout_s=1.0, max_body_bytes=1 << 16)


def fault_of(http: Http, url: str) -> tuple[FetchError, float]:
    start = time.monotonic()
    with pytest.raises(FetchError) as caught:
        http.get(Request(url))
    return caught.value, time.monotonic() - start


@pytest.mark.parametrize(("first", "again"), ENDLESS.values(), ids=ENDLESS)
def test_an_answer_without_end_ends_at_the_deadline(first: bytes, again: bytes) -> None:
    with sending_for_ever(first, again) as url, Http(SHORT) as http:
        error, taken_s = fault_of(http, url)

    assert error.outcome in (Outcome.TIMED_OUT, Outcome.UNREACHABLE)
    assert taken_s < 20  # without a deadline it never ends


def test_redirects_and_retries_share_one_deadline() -> None:
    def slow(exchange: Exchange) -> None:
        time.sleep(0.4)
        exchange.answer(b"", 302, {"Location": "/again"})

    with serving({}, slow) as server, Http(SHORT) as http:
        error, taken_s = fault_of(http, f"{server.url}/terms")

    assert (error.outcome, taken_s < 3) == (Outcome.TIMED_OUT, True)


def test_a_wait_beyond_the_deadline_is_not_begun() -> None:
    busy: Route = sending(b"", 503, {"Retry-After": "60"})

    with (
        serving({}, in_turn(busy, sending(b"Terms"))) as server,
        Http(replace(SHORT, total_timeout_s=40)) as http,
    ):
        error, taken_s = fault_of(http, f"{server.url}/terms")

    assert (error.status, taken_s < 20) == (503, True)


def test_heads_without_end_count_as_received() -> None:
    with (
        sending_for_ever(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 40_000) as url,
        Http(replace(SHORT, total_timeout_s=20)) as http,
    ):
        error, taken_s = fault_of(http, url)

    assert (type(error), taken_s < 10) == (TooLarge, True)


def test_waiting_for_the_turn_of_a_host_does_not_count() -> None:
    turns = Pace()

    with (
        serving({}, sending(b"Terms")) as server,
        Http(replace(SHORT, pace_s=1.5), turns) as http,
    ):
        bodies = [http.get(Request(f"{server.url}/terms")).body for _ in range(2)]

    assert bodies == [b"Terms", b"Terms"]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return the files of a certificate for 127.0.0.1 that signs itself, and of its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    names = x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2120, 1, 1, tzinfo=UTC))
        .add_extension(names, critical=False)
        .sign(key, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("certificate")
    (folder / "own.pem").write_bytes(made.public_bytes(Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    return folder / "own.pem", folder / "key.pem"


@pytest.mark.parametrize("kind", ["status-line", "chunks"])
def test_an_encrypted_answer_without_end_ends_at_the_deadline(
    certificate: tuple[Path, Path], kind: str
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)

    with (
        sending_for_ever(*ENDLESS[kind], context) as url,
        Http(replace(SHORT, ca_bundle=str(certificate[0]))) as http,
    ):
        error, taken_s = fault_of(http, url)

    assert (error.outcome, taken_s < 3) == (Outcome.TIMED_OUT, True)
