"""Heads are stamped by a real authority (openssl) on loopback, and the stamps checked both ways."""

import shutil
import subprocess
from collections.abc import Generator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from flows.pipeline.kept_heads import Expected, doubts_about, head_stamped_at, stamp_head
from policytrail.errors import ConfigurationError, FetchError, TimestampError
from policytrail.evidence.heads import TreeHead
from policytrail.fetch.settings import FetchSettings

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")
SETTINGS = FetchSettings(allow_private=True, total_timeout_s=10, pace_s=0)
_CONFIG = """
[tsa]
default_tsa = ours
[ours]
dir = .
serial = ./serial
signer_cert = authority.pem
signer_key = authority.key
certs = authority.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
[extensions]
extendedKeyUsage = critical,timeStamping
basicConstraints = critical,CA:false
"""
_GRANTED = bytes.fromhex("30053003020100")
"""An answer that grants a stamp and holds none."""


def openssl(folder: Path, *words: str) -> bytes:
    """Run openssl in a folder and return what it prints."""
    program = shutil.which("openssl") or "openssl"
    done = subprocess.run([program, *words], cwd=folder, capture_output=True, check=True)
    return done.stdout


def make_authority(folder: Path) -> None:
    """Write the keys and certificates of an authority, below a root of its own."""
    (folder / "tsa.cnf").write_text(_CONFIG, encoding="utf-8")
    (folder / "serial").write_text("01\n", encoding="utf-8")
    new_key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    root = ("-subj", "/CN=Root", "-keyout", "root.key", "-out", "root.pem", "-days", "30")
    openssl(folder, "req", "-x509", *new_key, *root)
    asked = ("-subj", "/CN=Authority", "-keyout", "authority.key", "-out", "authority.csr")
    openssl(folder, "req", *new_key, *asked)
    signed = ("-in", "authority.csr", "-CA", "root.pem", "-CAkey", "root.key", "-days", "20")
    extensions = ("-extfile", "tsa.cnf", "-extensions", "extensions", "-out", "authority.pem")
    openssl(folder, "x509", "-req", *signed, "-CAcreateserial", *extensions)


class Authority(BaseHTTPRequestHandler):
    """Answers each query by `openssl ts -reply`, or as its path says."""

    folder: Path
    first_answer: bytes = b""

    def do_POST(self) -> None:
        """Stamp what was sent."""
        query = self.rfile.read(int(self.headers["Content-Length"]))
        (self.folder / "query").write_bytes(query)
        reply = ("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query")
        fixed = {"/broken": b"no stamp", "/empty": _GRANTED}.get(self.path)
        answer = fixed or openssl(self.folder, *reply)
        if self.path == "/replay":
            Authority.first_answer = answer = Authority.first_answer or answer
        self.send_response(500 if self.path == "/down" else 200)
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Print nothing."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("authority")
    make_authority(made)
    return made


@pytest.fixture(scope="module")
def authority(folder: Path) -> Generator[str]:
    Authority.folder = folder
    server = HTTPServer(("127.0.0.1", 0), Authority)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def head(tmp_path: Path) -> Path:
    file = tmp_path / "head.txt"
    file.write_text(TreeHead(3, b"r" * 32, b"f" * 32).text, encoding="utf-8")
    return file


def test_a_stamp_is_made_and_holds_by_our_check_and_by_openssl(
    authority: str, folder: Path, head: Path
) -> None:
    at = stamp_head(head, authority, SETTINGS)

    stamp = ("-in", f"{head}.tsr")
    openssl(folder, "ts", "-verify", "-data", str(head), *stamp, "-CAfile", "root.pem")
    told = openssl(folder, "ts", "-reply", "-text", *stamp).decode()
    assert f"Time stamp: {at:%b %e %H:%M:%S %Y} GMT" in told
    assert head_stamped_at(head, folder / "root.pem") == at


def test_a_stamp_of_another_text_or_authority_does_not_hold(
    authority: str, folder: Path, head: Path, tmp_path: Path
) -> None:
    stamp_head(head, authority, SETTINGS)
    stranger = tmp_path / "stranger"
    stranger.mkdir()
    make_authority(stranger)

    with pytest.raises(TimestampError, match="does not vouch"):
        head_stamped_at(head, stranger / "root.pem")
    head.write_text(TreeHead(4, b"r" * 32, b"f" * 32).text, encoding="utf-8")
    with pytest.raises(TimestampError, match="does not vouch"):
        head_stamped_at(head, folder / "root.pem")


@pytest.mark.parametrize("position", [0.2, 0.5, 0.9])
def test_an_altered_stamp_does_not_hold(
    authority: str, folder: Path, head: Path, position: float
) -> None:
    stamp_head(head, authority, SETTINGS)
    stamp = head.with_name("head.txt.tsr")
    altered = bytearray(stamp.read_bytes())
    altered[int(len(altered) * position)] ^= 0xFF
    stamp.write_bytes(bytes(altered))

    with pytest.raises(TimestampError):
        head_stamped_at(head, folder / "root.pem")


@pytest.mark.parametrize(
    ("path", "error", "said"),
    [
        ("/broken", TimestampError, "holds no RFC 3161 time stamp"),
        ("/empty", TimestampError, "holds no RFC 3161 time stamp"),
        ("/down", FetchError, "500"),
    ],
)
def test_an_authority_that_stamps_nothing_leaves_no_file(
    authority: str, head: Path, path: str, error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        stamp_head(head, authority + path, SETTINGS)

    assert not head.with_name("head.txt.tsr").exists()


def test_an_answer_to_an_earlier_query_is_refused(authority: str, head: Path) -> None:
    stamp_head(head, f"{authority}/replay", SETTINGS)

    with pytest.raises(TimestampError, match="another query"):
        stamp_head(head, f"{authority}/replay", SETTINGS)


def test_what_is_no_head_is_not_stamped(authority: str, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("hello", encoding="utf-8")

    with pytest.raises(ConfigurationError, match="holds no tree head"):
        stamp_head(tmp_path / "note.txt", authority, SETTINGS)


def test_a_head_without_a_stamp_says_how_to_get_one(folder: Path, head: Path) -> None:
    (doubt,) = doubts_about(Expected(head, authority=folder / "root.pem"))

    assert f"`policytrail timestamp {head}` makes it" in doubt
