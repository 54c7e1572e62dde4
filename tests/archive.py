"""An archive on a loopback port with the Wayback Machine's addresses."""

import re
from base64 import b32encode
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from hashlib import sha1
from urllib.parse import parse_qs, unquote, urlsplit

from policytrail.fetch.wayback.memento import Memento, archive_key, memento_from_row
from tests.policies import page
from tests.server import Exchange, Loopback, Route, serving
from tests.values import SOURCE, START

_PLAYBACK = re.compile(r"/web/(?P<timestamp>\d+)id_/(?P<url>.+)$")


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """One memento that the archive holds."""

    at: datetime
    url: str
    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),)

    @property
    def timestamp(self) -> str:
        return self.at.strftime("%Y%m%d%H%M%S")

    @property
    def digest(self) -> str:
        return b32encode(sha1(self.body, usedforsecurity=False).digest()).decode()

    @property
    def row(self) -> str:
        kind = dict(self.headers).get("Content-Type", "unk").partition(";")[0]
        words = (archive_key(self.url), self.timestamp, self.url, kind, self.status, self.digest)
        return " ".join(str(word) for word in (*words, len(self.body)))

    @property
    def memento(self) -> Memento:
        names = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
        return memento_from_row(dict(zip(names, self.row.split(" "), strict=True)))


@contextmanager
def archiving(
    held: Iterable[ArchivedPage], ills: Callable[[Exchange], Route | None] = lambda _: None
) -> Generator[Loopback]:
    """Run an archive that holds the mementos; `ills` may answer in its place."""
    shelf = sorted(held, key=lambda memento: (memento.timestamp, memento.url))

    def answer(exchange: Exchange) -> None:
        (ills(exchange) or _healthy(shelf))(exchange)

    with serving({}, answer) as running:
        yield running


def _healthy(shelf: list[ArchivedPage]) -> Route:
    def route(exchange: Exchange) -> None:
        parts = urlsplit(exchange.path)
        if parts.path == "/cdx/search/cdx":
            exchange.answer(_listing(shelf, parse_qs(parts.query)).encode())
        elif played := _PLAYBACK.match(exchange.path):
            _play(exchange, shelf, played["timestamp"], unquote(played["url"]))
        else:
            exchange.answer(b"Hrm. The archive has not archived that URL.", 404)

    return route


def _listing(shelf: list[ArchivedPage], asked: dict[str, list[str]]) -> str:
    address = archive_key(asked["url"][0])
    since, until = asked.get("from", ["0"])[0], asked.get("to", ["9"])[0]
    start, limit = int(asked.get("resumeKey", ["key+0"])[0][4:]), int(asked["limit"][0])
    rows = [
        held.row
        for held in shelf
        if archive_key(held.url) == address
        and since <= held.timestamp <= until
        and all(_passes(held, rule) for rule in asked.get("filter", []))
    ]
    page = rows[start : start + limit]
    more = start + limit < len(rows) and "showResumeKey" in asked
    return "".join(f"{row}\n" for row in page) + (f"\nkey+{start + limit}\n" if more else "")


def _passes(held: ArchivedPage, rule: str) -> bool:
    name, _, pattern = rule.removeprefix("!").partition(":")
    value = str(held.status) if name == "statuscode" else dict(held.headers)["Content-Type"]
    return bool(re.fullmatch(pattern, value)) != rule.startswith("!")


def _play(exchange: Exchange, shelf: list[ArchivedPage], timestamp: str, url: str) -> None:
    known = [held for held in shelf if archive_key(held.url) == archive_key(url)]
    if not known:
        exchange.answer(b"Hrm. The archive has not archived that URL.", 404)
        return
    exact = next((held for held in known if held.timestamp == timestamp), None)
    if exact is None:
        nearest = min(known, key=lambda held: abs(int(held.timestamp) - int(timestamp)))
        exchange.answer(b"", 302, {"Location": f"/web/{nearest.timestamp}id_/{nearest.url}"})
        return
    headers = {f"X-Archive-Orig-{name}": value for name, value in exact.headers}
    headers |= {name: value for name, value in exact.headers if name != "Location"}
    headers["Memento-Datetime"] = format_datetime(exact.at, usegmt=True)
    if "Location" in dict(exact.headers):
        headers["Location"] = f"/web/{timestamp}id_/{dict(exact.headers)['Location']}"
    exchange.answer(exact.body, exact.status, headers)


def history(fees: Sequence[object]) -> list[ArchivedPage]:
    """Return one memento a day, each with bytes of its own."""
    return [
        ArchivedPage(START + timedelta(days=day), SOURCE.url, page(fee, day))
        for day, fee in enumerate(fees)
    ]


LONG = history([5] * 9 + [6] * 14 + [7] * 3 + [8] * 8)
