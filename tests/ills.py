"""The faults that archives have, and an archive that has a share of them."""

import random
import re
import socket
import struct
from base64 import b32encode
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from hashlib import sha1

from tests.server import Exchange, Route, sending, silent

MAINTENANCE = b"<html><title>Internet Archive: Temporarily Offline</title></html>"
_STAMP = re.compile(r"(?<=/)(\d{14})(?=id_/)")
_TO_THE_SECOND = "%Y%m%d%H%M%S"
_DIGEST = re.compile(rb"\b[A-Z2-7]{32}\b")


@dataclass(slots=True)
class Ills:
    """Gives a share of all requests one of the faults, in a fixed order."""

    share: float
    seed: int = 0
    given: list[str] = field(default_factory=list[str])
    """For each request the name of its fault; empty for none."""

    def __call__(self, exchange: Exchange) -> Route | None:
        chance = random.Random(f"{self.seed} {len(self.given)}")  # noqa: S311 (faults, no secrets)
        ill = chance.random() < self.share
        names = ILLS_OF_LISTINGS if "/cdx" in exchange.path else ILLS_OF_PLAYBACK
        self.given.append(chance.choice(names) if ill else "")
        return fault(self.given[-1], exchange) if ill else None


def fault(name: str, exchange: Exchange) -> Route | None:
    """Return what answers in the archive's place; None where its own answer is altered."""
    if name == WRONG_DIGESTS:
        exchange.alter = _with_wrong_digests
        return None
    return _FAULTS[name]


def _cut(exchange: Exchange) -> None:
    exchange.start(200, {"Content-Length": "5000"})
    exchange.wfile.write(b"<html>only the beg")
    exchange.hang_up()


def _reset(exchange: Exchange) -> None:
    """Reset the connection in the middle of a body."""
    exchange.start(200, {"Content-Length": "5000"})
    exchange.wfile.write(b"<html>only the beg")
    exchange.wfile.flush()
    exchange.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    exchange.connection.close()
    exchange.hang_up()


def _dropped(exchange: Exchange) -> None:
    exchange.hang_up()


def _damaged_row(exchange: Exchange) -> None:
    exchange.answer(
        b"example,lumen)/terms 20260101000000 http://lumen.example/terms text/html\n" * 2
    )


def _with_wrong_digests(listing: bytes) -> bytes:
    """Return a listing with a digest in each row that belongs to nothing."""
    rows = listing.splitlines(keepends=True)
    return b"".join(
        _DIGEST.sub(b32encode(sha1(row, usedforsecurity=False).digest()), row) for row in rows
    )


def _other_time(exchange: Exchange) -> None:
    at = datetime(1999, 12, 31, 1, tzinfo=UTC)
    exchange.answer(b"<p>Long ago.</p>", headers={"Memento-Datetime": format_datetime(at)})


def _round_and_round(exchange: Exchange) -> None:
    exchange.answer(b"", 302, {"Location": exchange.path})


def _further_and_further(exchange: Exchange) -> None:
    """Redirect to the second after, for ever."""
    before, stamp, after = _STAMP.split(exchange.path, maxsplit=1)
    at = datetime.strptime(stamp, _TO_THE_SECOND).replace(tzinfo=UTC)
    later = (at + timedelta(seconds=1)).strftime(_TO_THE_SECOND)
    told = {"Memento-Datetime": format_datetime(at), "Location": f"{before}{later}{after}"}
    exchange.answer(b"", 302, told)


_ANYWHERE: dict[str, Route] = {
    "429": sending(b"slow down", 429),
    "429 with Retry-After": sending(b"slow down", 429, {"Retry-After": "0"}),
    "503": sending(MAINTENANCE, 503, {"Content-Type": "text/html"}),
    "HTML": sending(MAINTENANCE, 200, {"Content-Type": "text/html"}),
    "silence": silent,
    "cut": _cut,
    "reset": _reset,
    "dropped": _dropped,
    "cut gzip": sending(b"\x1f\x8b\x08\0\0\0\0\0\0\x03KL", headers={"Content-Encoding": "gzip"}),
}
_FAULTS: dict[str, Route] = {
    **_ANYWHERE,
    "damaged row": _damaged_row,
    "another time": _other_time,
    "redirects in a circle": _round_and_round,
    "redirects without end": _further_and_further,
}
WRONG_DIGESTS = "wrong digests"
ILLS_OF_LISTINGS = (*_ANYWHERE, "damaged row", WRONG_DIGESTS)
ILLS_OF_PLAYBACK = (
    *_ANYWHERE,
    "another time",
    "redirects in a circle",
    "redirects without end",
)
