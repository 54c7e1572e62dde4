"""Whatever others write, altered at random: no crash, nothing slow, nothing huge."""

import random
import re
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import Final

import pytest

from policytrail.alerts.rules import parse_watch
from policytrail.diff import compare_documents
from policytrail.errors import ArchiveFileError, ConfigurationError
from policytrail.evidence.heads import read_head
from policytrail.evidence.warc import read_captures
from policytrail.extract import extract
from policytrail.fetch.wayback.cdx import NotAListing, read_part
from policytrail.governance import read_document
from policytrail.model import Document, Recipe, Sources
from policytrail.significance import assess_change
from policytrail.sources import parse_sources
from tests.extract.invented import DRESSES, dress_page, invented_pages
from tests.extract.pdfs import pdf_of
from tests.pipeline import every_row
from tests.warcs import arc, record, response, zipped, zstandard_file

_NOW: Final = datetime(2026, 3, 1, 12, tzinfo=UTC)
_SOAK: Final = 20
"""Times as many inputs as in `make reliability`."""
_SAMPLE: Final = 4
"""So manieth part of them is tried in `make test` itself."""
_LONGEST_S: Final = 5.0
_MOST_KB: Final = 512_000
_SPLICES: Final = (
    b"<", b">", b"<div>" * 400, b"</p>", b"<!--", b"<table><tr><td colspan=99999>", b"&#x110000;", b"\x00", b"\xff\xfe",
    b"<script>", b"<svg><style>", b"9" * 300, b"/" * 50, b"stream\n", b"endobj", b"<< /Length 999999999 >>", b"\r\n\r\n",
    b"Content-Length: 99999999999\r\n", b"WARC/1.1\r\n", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"%PDF-", "\u202e".encode(), b"- - -",
)  # fmt: skip


def mutated(seed: bytes, chance: random.Random) -> bytes:
    """Return the bytes with one to six alterations: cut, doubled, flipped, or something put in."""
    body = bytearray(seed)
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(body) + 1)
        end = min(len(body), start + chance.choice((1, 3, 20, 200)))
        match chance.randrange(5):
            case 0:
                del body[start:end]
            case 1:
                body[start:start] = body[start:end] * chance.choice((1, 2, 50))
            case 2:
                body[start:start] = chance.choice(_SPLICES)
            case 3:
                body[start:end] = chance.randbytes(end - start)
            case _:
                del body[chance.randrange(len(body) + 1) :]
    return bytes(body)


def _pages() -> list[bytes]:
    texts = [
        text
        for table in ("failures", "odd_policies")
        for group in invented_pages(table).values()
        for text in group
    ]
    return [dress_page(text, dress).encode() for text in texts[::9] for dress in DRESSES]


def _pdfs() -> list[bytes]:
    lines = [
        (50.0, 700.0 - 20 * at, 11.0, "R", f"{at}. We keep your data for {at} days.")
        for at in range(20)
    ]
    return [pdf_of([lines]), pdf_of([lines] * 3)]


def _archives() -> list[bytes]:
    records = [response(), record(b"x", kind="metadata"), response(date="2026-02-01")]
    old = arc(
        ("http://lumen.example/terms", "20050614070144", b"HTTP/1.0 200 OK\r\n\r\n<p>Be kind.")
    )
    return [b"".join(records), zipped(*records), zstandard_file(records), b"".join(old)]


LISTING: Final = (
    b"com,lumen)/terms 20240105000000 https://lumen.example/terms text/html 200 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA 1043\n"
    b"com,lumen)/terms 20240205000000 https://lumen.example/terms warc/revisit - BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB 543\n\ncom%2Clumen 2024\n"
)


DECLARATION: Final = b"""defaults: {fetch: http, every: 1d, min_severity: high}
services:
  lumen:
    name: Lumen
    policies:
      terms_of_service: {id: lumen-terms, url: 'https://lumen.example/terms', select: ["main, .text"]}
      privacy_policy:
        url: https://lumen.example/privacy
        remove: [nav, {startBefore: h1, endBefore: footer}]
        request: {headers: {X-Token: $LUMEN_TOKEN}}
"""
RULES: Final = b"""site: https://policies.example/
watch:
  - name: grave
    to: ['env:MAIL', 'env:HOOK']
    services: [lumen]
    severity: high
    topics: [arbitration]
    min_words: 3
    figures: [retention_period > 90 days, price rises by 10 %]
"""
HEAD: Final = (
    b"policytrail/0a1b2c3d4e5f\n42\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nprogram 1\n\n"
    b"\xe2\x80\x94 key AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
)


def _read_page(body: bytes, folder: Path) -> None:
    del folder
    extract(body, "text/html", Recipe(), "https://lumen.example/terms")


def _read_pdf(body: bytes, folder: Path) -> None:
    del folder
    extract(body, "application/pdf", Recipe())


def _read_archive(body: bytes, folder: Path) -> None:
    path = folder / "mutated.warc"
    path.write_bytes(body)
    try:
        list(read_captures(path, Sources(), _NOW))
    except ArchiveFileError:
        return


def _read_listing(body: bytes, folder: Path) -> None:
    del folder
    try:
        read_part(body.decode("utf-8", "replace"))
    except NotAListing:
        return


def _read_change(body: bytes, folder: Path) -> None:
    """Compare an altered page with the one it was made of, and read both."""
    del folder
    new = extract(body, "text/html", Recipe())
    if isinstance(new, Document):
        old = _whole_page()
        assess_change(compare_documents(old, new), old, new)
        read_document(new)


@cache
def _whole_page() -> Document:
    old = extract(every_row.page(30), "text/html", Recipe())
    assert isinstance(old, Document)
    return old


def _read_text(read: Callable[[str], object]) -> Callable[[bytes, Path], None]:
    """Return what reads a text that a user writes, and may refuse it in one sentence."""

    def read_body(body: bytes, folder: Path) -> None:
        del folder
        with suppress(ConfigurationError):
            read(body.decode("utf-8", "replace"))

    return read_body


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of input, and how often it is altered in `make reliability`."""

    count: int
    seeds: Callable[[], Sequence[bytes]]
    read: Callable[[bytes, Path], None]


KINDS: dict[str, Kind] = {
    "page": Kind(2_000, _pages, _read_page),
    "pdf": Kind(750, _pdfs, _read_pdf),
    "archive": Kind(750, _archives, _read_archive),
    "listing": Kind(500, lambda: [LISTING, LISTING * 20], _read_listing),
    "change": Kind(250, lambda: [every_row.page(30), every_row.page(90)], _read_change),
    "declaration": Kind(250, lambda: [DECLARATION], _read_text(parse_sources)),
    "rules": Kind(250, lambda: [RULES], _read_text(parse_watch)),
    "head": Kind(250, lambda: [HEAD], _read_text(partial(read_head, where="head.txt"))),
}


@pytest.mark.sampled
@pytest.mark.parametrize("times", [1, pytest.param(_SOAK, marks=pytest.mark.soak)])
@pytest.mark.parametrize("name", KINDS)
def test_altered_input_is_read_or_refused_in_time(
    name: str,
    times: int,
    is_whole: bool,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    kind, count = KINDS[name], KINDS[name].count * times // (1 if is_whole else _SAMPLE)
    seeds = kind.seeds()
    slowest_s = 0.0
    held_kb = _reset_peak_kb()
    for number in range(count):
        chance = random.Random(f"{name} {number}")  # noqa: S311 (faults, no secrets)
        body = mutated(chance.choice(seeds), chance)
        began = time.process_time()
        kind.read(body, tmp_path)
        slowest_s = max(slowest_s, time.process_time() - began)
    grown_kb = _peak_kb() - held_kb
    told = f"{count:,} inputs, {slowest_s:.1f} s the slowest, {grown_kb / 1024:.0f} MB at most"
    record_property("figure", told)

    assert slowest_s < _LONGEST_S
    assert grown_kb < _MOST_KB


def _reset_peak_kb() -> int:
    """Let the peak memory of this process count from now, whatever other tests took; return it."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return _peak_kb()


def _peak_kb() -> int:
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(encoding="ascii"))
    assert found is not None
    return int(found[1])
