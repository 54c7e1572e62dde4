"""Records of an archive that a stranger wrote: impossible times, and passwords in addresses."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from policytrail.evidence.export import warc_records
from policytrail.evidence.warc import read_captures
from policytrail.fetch.wayback.memento import parse_timestamp
from policytrail.model import Attempt, Damage, Imported, Outcome, Sources
from policytrail.report.build.front_page import week_bounds
from policytrail.text import without_userinfo
from storage.captures import put_captures
from storage.database import Connection, open_database
from tests.pipeline.every_row import html_at, page
from tests.warcs import arc, http, record, response

NOW = datetime(2026, 9, 1, tzinfo=UTC)
TIMES = ["0001-01-01T00:00:00Z", "1989-12-31T23:59:59Z", "2200-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z"]  # fmt: skip
SECRETS = {
    "name and password": "https://ada:secret@lumen.example/terms",
    "a token": "https://secret@lumen.example/terms",
    "several signs": "https://ada:secret@secret@lumen.example/terms",
    "backslashes": "https:\\\\ada:secret@lumen.example/terms",
    "capitals": "HTTPS://ADA:secret@lumen.example/terms",
}


def read(path: Path, content: bytes) -> list[Imported | Damage]:
    path.write_bytes(content)
    return list(read_captures(path, Sources(()), NOW))


@pytest.mark.parametrize("date", TIMES)
def test_a_record_of_a_time_without_a_web_costs_itself_alone(tmp_path: Path, date: str) -> None:
    found = read(tmp_path / "x.warc", response(date=date) + response())

    assert [type(each) for each in found] == [Damage, Imported]


@pytest.mark.parametrize("date", ["00010101000000", "99991231235959"])
def test_so_does_one_of_an_arc_file_and_a_row_of_an_archive(tmp_path: Path, date: str) -> None:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Terms"
    found = read(tmp_path / "x.arc", b"".join(arc(("http://lumen.example/terms", date, block))))

    assert [type(each) for each in found] == [Damage]
    with pytest.raises(ValueError, match=r"time|years"):
        parse_timestamp(date)


@pytest.mark.parametrize("year", [1, 9999])
def test_an_export_of_such_a_capture_is_refused(tmp_path: Path, year: int) -> None:
    capture, body = html_at(1, page(30))
    moved = replace(capture, fetched_at=capture.fetched_at.replace(year=year))

    found = read(tmp_path / "x.warc.gz", b"".join(warc_records([(moved, body)], "us", NOW)))

    assert [type(each) for each in found] == [Damage]


@pytest.mark.parametrize("address", SECRETS.values(), ids=SECRETS)
def test_no_password_of_an_address_is_kept(tmp_path: Path, address: str) -> None:
    assert "secret" not in without_userinfo(f"{address} answered 404")
    for found in (
        read(tmp_path / "x.warc", response(url=address)),
        read(tmp_path / "y.warc.gz", exported(address)),
    ):
        with open_database(tmp_path / f"{len(found)}.duckdb") as connection:
            keep(connection, found, address)
            assert "secret" not in everything(connection)


def exported(address: str) -> bytes:
    """Return an export, as of somebody else's store, of a capture with a password in its addresses."""
    capture, body = html_at(1, page(30))
    other = replace(
        capture, url=address, final_url=address, redirects=(address,), memento_url=address
    )
    return b"".join(warc_records([(other, body)], "us", NOW))


def keep(connection: Connection, found: list[Imported | Damage], address: str) -> None:
    """Keep what was read, and a failed attempt that names the address."""
    retrievals = [each.retrieval for each in found if isinstance(each, Imported)]
    captures = [(each.capture, each.body) for each in retrievals if each.capture]
    failed = Attempt("lumen-terms", NOW, Outcome.HTTP_STATUS, f"{address} answered 404")
    put_captures(connection, captures, [failed, *(each.attempt for each in retrievals)])


def everything(connection: Connection) -> str:
    rows = [connection.execute(f"FROM {name}").fetchall() for name in ("capture", "attempt")]
    return repr(rows)


@pytest.mark.parametrize("location", ["http://[", "http://\uff0f/", "http://a:x/", "//", "\x00"])
def test_a_redirect_to_what_is_no_address_stops_no_import(tmp_path: Path, location: str) -> None:
    moved = record(http(b"", "302 Found", [("Location", location)]))

    found = read(tmp_path / "x.warc", moved + response(url="https://kite.example/terms"))

    assert isinstance(found[-1], Imported)


@pytest.mark.parametrize(
    "url",
    ["[" * 100_000, "5", '"http://["', ""],
    ids=["nested", "a number", "no address", "nothing"],
)
def test_an_attempt_with_an_address_of_any_kind_stops_no_import(tmp_path: Path, url: str) -> None:
    told = '{"source_id": "x", "attempted_at": "2026-01-01T00:00:00Z", "outcome": "timed_out"}'
    block = f"policytrail-attempt: {told}\r\npolicytrail-attempt-url: {url}\r\n".encode()

    found = read(tmp_path / "x.warc", record(block, kind="metadata") + response())

    assert isinstance(found[-1], Imported)


@pytest.mark.parametrize(
    "moment", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)]
)
def test_a_week_at_the_end_of_all_times_is_one(moment: datetime) -> None:
    first, last = week_bounds(moment)

    assert timedelta(0) < last - first <= timedelta(days=6)
