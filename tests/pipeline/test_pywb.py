"""The backfill against a real archive, and against the same captures imported as WARC."""

import gzip
from base64 import b32encode
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from hashlib import sha1, sha256
from pathlib import Path

import pytest

from flows.pipeline.archive_session import open_archive_session
from flows.pipeline.backfill import BackfillRequest, fill_backfill, plan_backfill
from policytrail.evidence.warc import read_captures
from policytrail.extract import extract
from policytrail.model import BodyReading, Capture, Damage, Extraction, Source, Sources
from storage.captures import put_captures, stored_captures
from storage.database import Connection, open_database
from storage.delta_chains import read_bodies
from storage.documents import put_extractions, readings_due
from storage.sources import declare_sources
from storage.timelines import read_timelines
from tests.backfilling import environ
from tests.ills import Ills
from tests.policies import page
from tests.pywb import COLLECTION, before, needs_pywb, pywb
from tests.values import SOURCE
from tests.warcs import Fields, http, record, response, zipped

pytestmark = needs_pywb

NOW = datetime(2026, 12, 1, tzinfo=UTC)
WISH = BackfillRequest(datetime(2026, 1, 1, tzinfo=UTC), NOW, least_run=0)
FEES = [5] * 4 + [6] * 5 + [5] * 2 + [7] * 4


EMBER = replace(
    SOURCE,
    source_id="ember-terms",
    url="https://ember.example/terms",
    history=("http://old.ember.example/tos",),
)


def at(day: int, url: str, body: bytes, status: str = "200 OK", fields: Fields = ()) -> bytes:
    """Return a record of what a URL sent on a day of March."""
    return record(
        http(body, status, fields), url, fields=[("WARC-Date", f"2026-03-{day:02}T12:00:00Z")]
    )


def revisit(day: int, body: bytes, referred: int) -> bytes:
    """Return a record that says: the same payload as on another day."""
    payload = "sha1:" + b32encode(sha1(body, usedforsecurity=False).digest()).decode()
    fields = [
        ("WARC-Date", f"2026-03-{day:02}T12:00:00Z"),
        ("WARC-Payload-Digest", payload),
        ("WARC-Profile", "http://netpreserve.org/warc/1.0/revisit/identical-payload-digest"),
        ("WARC-Refers-To-Target-URI", EMBER.url),
        ("WARC-Refers-To-Date", f"2026-03-{referred:02}T12:00:00Z"),
    ]
    return record(http(b""), EMBER.url, "revisit", fields)


MOVED = "https://ember.example/legal/terms"
ODDITIES = (
    at(1, "http://old.ember.example/tos", page(1, 1)),
    at(2, "http://www.ember.example/terms", page(2, 2)),
    at(3, EMBER.url, page(3, 3)),
    revisit(4, page(3, 3), 3),
    at(6, EMBER.url, b"", "301 Moved Permanently", [("Location", MOVED)]),
    at(6, MOVED, page(6, 6)),
    at(8, EMBER.url, gzip.compress(page(8, 8), mtime=0), fields=[("Content-Encoding", "gzip")]),
    at(9, EMBER.url, b"busy", "503 Service Unavailable"),
)


@pytest.fixture(scope="module")
def warc(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("warc") / "lumen.warc.gz"
    records = [
        response(page(fee, day), SOURCE.url, f"2026-02-{day:02}T12:00:00Z")
        for day, fee in enumerate(FEES, 1)
    ]
    file.write_bytes(zipped(*records))
    return file


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("warc") / "ember.warc.gz"
    file.write_bytes(zipped(*ODDITIES))
    return file


@pytest.fixture(scope="module")
def archive(warc: Path, odd: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with pywb(tmp_path_factory.mktemp("pywb"), [warc, odd]) as url:
        yield url


Seen = tuple[list[tuple[datetime, str, str]], list[str]]


def seen(connection: Connection, source: Source = SOURCE) -> Seen:
    """Return what must not depend on where captures came from."""
    captures: Sequence[Capture] = stored_captures(connection, source.source_id)
    versions = read_timelines(connection)[source.source_id].versions
    return (
        [(each.captured_at, each.url, each.body_sha256) for each in captures],
        [each.document_sha256 for each in versions],
    )


def backfilled(path: Path, url: str, request: BackfillRequest = WISH) -> Seen:
    with open_database(path) as connection:
        declare_sources(connection, [SOURCE], NOW)
        opened = partial(nullcontext, connection)
        with open_archive_session(opened, NOW, environ=environ(url, 2)) as session:
            fill_backfill(opened, plan_backfill(opened, SOURCE, request, session), request, session)
        return seen(connection)


def imported(path: Path, warc: Path) -> Seen:
    with open_database(path) as connection:
        declare_sources(connection, [SOURCE], NOW)
        for found in read_captures(warc, Sources((SOURCE,)), NOW):
            assert not isinstance(found, Damage)
            got = found.retrieval
            assert got.capture is not None
            put_captures(connection, [(got.capture, got.body)])
        for reading in readings_due(connection):
            put_extractions(connection, [read(connection, reading)])
        return seen(connection)


def read(connection: Connection, reading: BodyReading) -> Extraction:
    body = read_bodies(connection, [reading.body_sha256])[reading.body_sha256]
    return Extraction(reading, extract(body, reading.media_type, reading.recipe, reading.url))


def test_a_backfill_gives_what_an_import_of_the_same_captures_gives(
    tmp_path: Path, archive: str, warc: Path
) -> None:
    assert backfilled(tmp_path / "a.duckdb", archive) == imported(tmp_path / "b.duckdb", warc)


def test_a_fault_server_before_the_archive_changes_nothing(tmp_path: Path, archive: str) -> None:
    with before(archive, Ills(0.2)) as ill:
        found = backfilled(tmp_path / "ill.duckdb", f"{ill.url}/{COLLECTION}")

    assert found == backfilled(tmp_path / "well.duckdb", archive)


def test_a_look_between_finds_the_versions_with_fewer_requests(
    tmp_path: Path, archive: str
) -> None:
    captures, versions = backfilled(tmp_path / "a.duckdb", archive, replace(WISH, least_run=2))

    assert (len(captures) < len(FEES), len(set(versions))) == (True, 3)


def test_what_archives_hold_besides_plain_captures_is_told_apart(
    tmp_path: Path, archive: str
) -> None:
    with open_database(tmp_path / "ember.duckdb") as connection:
        declare_sources(connection, [EMBER], NOW)
        opened = partial(nullcontext, connection)
        with open_archive_session(opened, NOW, environ=environ(archive, 2)) as session:
            done = fill_backfill(opened, plan_backfill(opened, EMBER, WISH, session), WISH, session)
        captures = stored_captures(connection, EMBER.source_id)

    assert done.losses == ()
    assert [
        (each.captured_at.day, each.url, each.redirects, each.final_url, each.body_sha256)
        for each in captures
    ] == [
        (1, "http://old.ember.example/tos", (), "http://old.ember.example/tos", name_of(1)),
        (2, "http://www.ember.example/terms", (), "http://www.ember.example/terms", name_of(2)),
        (3, EMBER.url, (), EMBER.url, name_of(3)),
        (4, EMBER.url, (), EMBER.url, name_of(3)),
        (6, EMBER.url, (EMBER.url,), MOVED, name_of(6)),
        (8, EMBER.url, (), EMBER.url, name_of(8)),
    ]


def name_of(day: int) -> str:
    return sha256(page(day, day)).hexdigest()
