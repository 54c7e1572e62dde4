"""pywb, a real web archive, over WARC files; it runs in an environment of its own."""

import shutil
import socket
import subprocess
import time
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import pytest

from tests.ills import Ills
from tests.server import Exchange, Loopback, Route, serving

ROOT = Path(__file__).parents[1]
PYWB = ROOT / ".pywb" / "bin"
COLLECTION = "held"
_HOP_BY_HOP = ("transfer-encoding", "connection", "content-length", "date", "server")
_START_S = 60.0

needs_pywb = pytest.mark.skipif(
    not (PYWB / "pywb").is_file(), reason="pywb is not installed: run `make pywb`"
)


@contextmanager
def pywb(folder: Path, files: Iterable[Path]) -> Generator[str]:
    """Run pywb over the WARC files; yields the address of their collection."""
    _manage(folder, "init", COLLECTION)
    _manage(folder, "add", COLLECTION, *(str(file) for file in files))
    port = _free_port()
    command = [str(PYWB / "python"), str(PYWB / "pywb"), "-b", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as running:
        try:
            _wait_for(f"http://127.0.0.1:{port}/{COLLECTION}/cdx?url=x.example")
            yield f"http://127.0.0.1:{port}/{COLLECTION}"
        finally:
            running.terminate()


def _manage(folder: Path, *arguments: str) -> None:
    command = [str(PYWB / "python"), str(PYWB / "wb-manager"), *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def _free_port() -> int:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return int(bound.getsockname()[1])


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + _START_S
    while True:
        try:
            with urlopen(url, timeout=5):  # noqa: S310 (our own loopback address)
                return
        except (URLError, OSError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


@contextmanager
def before(upstream: str, ills: Ills) -> Generator[Loopback]:
    """Run a front that hands requests on to an archive, if it does not fall ill itself."""

    def answer(exchange: Exchange) -> None:
        (ills(exchange) or _handing_on(upstream))(exchange)

    with serving({}, answer) as running:
        yield running


def _handing_on(upstream: str) -> Route:
    base = upstream.removesuffix(f"/{COLLECTION}")

    def route(exchange: Exchange) -> None:
        try:
            with urlopen(Request(base + exchange.path), timeout=30) as reply:  # noqa: S310 (loopback)
                body, status, headers = reply.read(), reply.status, reply.headers
        except HTTPError as error:
            body, status, headers = error.read(), error.code, error.headers
        kept = {name: value for name, value in headers.items() if name.lower() not in _HOP_BY_HOP}
        exchange.answer(body, status, kept)

    return route


def copied(files: Iterable[Path], folder: Path) -> list[Path]:
    """Return copies of files in a folder."""
    return [Path(shutil.copy(file, folder)) for file in files]
