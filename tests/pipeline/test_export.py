"""What is exported and imported again is the same evidence."""

import gzip
import hashlib
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from flows.pipeline.derive import derive
from flows.pipeline.export import export_captures
from flows.pipeline.import_warc import import_files
from policytrail.errors import ConfigurationError
from policytrail.evidence.wacz import sort_key
from policytrail.model import Attempt, Capture, Origin, Outcome, Sources
from storage.captures import put_captures, read_attempts, stored_captures
from storage.database import Connection, open_database
from storage.delta_chains import read_bodies
from storage.sources import declare_sources, tracked_sources
from storage.timelines import read_timelines
from tests.values import SOURCE, capture_at, hour

RENDERED = replace(SOURCE, source_id="lumen-rendered", url="https://lumen.example/rendered")


def text(change: str) -> bytes:
    clause = "We keep the records of your account for as long as the account exists. "
    return f"Terms of Service\n\nYou may use the service. {change}\n\n{clause * 8}".encode()


def fill(connection: Connection) -> None:
    """Put in captures of every origin, with a confirmation and a body that comes back."""
    declare_sources(connection, [SOURCE, RENDERED], hour(0))
    first, body = capture_at(1, text("Fees are due."))
    archived = replace(
        capture_at(2, text("Fees fell."))[0],
        origin=Origin.WAYBACK,
        memento_url="https://archive.example/web/2/x",
        digest_verified=True,
        redirects=(SOURCE.url,),
        final_url="http://lumen.example/tos",
    )
    shown, dom = capture_at(5, text("Fees rose."), source=RENDERED, origin=Origin.BROWSER)
    put_captures(
        connection,
        [
            (first, body),
            (archived, text("Fees fell.")),
            capture_at(3, text("Fees are due.")),
            (replace(first, captured_at=hour(4), status=304), None),
            (shown, dom),
        ],
    )
    derive(connection, hour(6))


def test_failed_attempts_are_exported_and_imported_once(tmp_path: Path) -> None:
    file = tmp_path / "all.warc.gz"
    failed = Attempt(SOURCE.source_id, hour(5), Outcome.TIMED_OUT, "no answer in 30 s")
    with open_database(tmp_path / "one.duckdb") as one:
        fill(one)
        put_captures(one, [], [failed])
        export_captures(one, tracked_sources(one), file)

    with open_database(tmp_path / "two.duckdb") as two:
        for at in (7, 8):
            import_files(two, [file], Sources((SOURCE, RENDERED)), hour(at))

        assert [each for each in read_attempts(two, SOURCE.source_id) if not each.capture_id] == [
            failed
        ]


def evidence(connection: Connection) -> dict[str, tuple[Capture, bytes]]:
    captures = [
        capture
        for source in tracked_sources(connection)
        for capture in stored_captures(connection, source.source_id)
    ]
    held = read_bodies(connection, [capture.body_sha256 for capture in captures])
    return {capture.capture_id: (capture, held[capture.body_sha256]) for capture in captures}


@pytest.mark.parametrize("name", ["all.warc.gz", "all.wacz"])
@pytest.mark.parametrize("sources", [Sources((SOURCE, RENDERED)), Sources()], ids=["named", "none"])
def test_an_export_gives_the_same_captures_bodies_and_versions(
    tmp_path: Path, sources: Sources, name: str
) -> None:
    file = tmp_path / name
    with open_database(tmp_path / "one.duckdb") as one:
        fill(one)
        export_captures(one, tracked_sources(one), file)
        wanted, versions = evidence(one), read_timelines(one)

    with open_database(tmp_path / "two.duckdb") as two:
        taken = import_files(two, [file], sources, hour(7))
        derive(two, hour(7))

        assert (taken.new, taken.damages) == (5, ())
        assert evidence(two) == wanted
        assert read_timelines(two) == versions


def test_an_export_that_is_imported_where_it_came_from_adds_nothing(tmp_path: Path) -> None:
    file = tmp_path / "all.warc.gz"
    with open_database(tmp_path / "one.duckdb") as one:
        fill(one)
        export_captures(one, tracked_sources(one), file)

        taken = import_files(one, [file], Sources((SOURCE, RENDERED)), hour(7))

    assert (taken.captures, taken.new) == (5, 0)


def test_the_index_of_a_wacz_leads_to_each_capture_and_its_hashes_hold(tmp_path: Path) -> None:
    file, again = tmp_path / "all.wacz", tmp_path / "again.wacz"
    with open_database(tmp_path / "one.duckdb") as one:
        fill(one)
        for each in (file, again):
            export_captures(one, tracked_sources(one), each)
        captures = [capture for capture, _ in evidence(one).values()]

    with zipfile.ZipFile(file) as wacz:
        content = {name: wacz.read(name) for name in wacz.namelist()}
        # replayweb.page takes it that a file has no extra fields where the directory shows none.
        extras = [
            (each.extra, file.read_bytes()[each.header_offset + 28 :][:2])
            for each in wacz.infolist()
        ]
    package = content.pop("datapackage.json")
    digest = json.loads(content.pop("datapackage-digest.json"))
    hashes = {
        each["path"]: (each["hash"], each["bytes"]) for each in json.loads(package)["resources"]
    }
    lines = content["indexes/index.cdx"].decode().splitlines()
    assert again.read_bytes() == file.read_bytes()
    assert digest["hash"] == f"sha256:{hashlib.sha256(package).hexdigest()}"
    assert hashes == {
        name: (f"sha256:{hashlib.sha256(body).hexdigest()}", len(body))
        for name, body in content.items()
    }
    assert all(of_directory or of_file == b"\0\0" for of_directory, of_file in extras)
    assert lines == sorted(lines)
    assert sorted(record_named(line, content["archive/data.warc.gz"]) for line in lines) == sorted(
        (capture.final_url, f"{capture.captured_at:%Y%m%d%H%M%S}") for capture in captures
    )


def record_named(line: str, archive: bytes) -> tuple[str, str]:
    """Return the URL and time of the record that a line of an index leads to."""
    _, moment, rest = line.split(" ", 2)
    fields = json.loads(rest)
    start = int(fields["offset"])
    (record,) = ArchiveIterator(io.BytesIO(archive[start : start + int(fields["length"])]))
    headers = record.rec_headers
    assert fields["digest"] == headers.get_header("WARC-Payload-Digest")
    assert (fields["mime"] == "warc/revisit") == (record.rec_type == "revisit")
    assert fields["url"] == headers.get_header("WARC-Target-URI")
    return fields["url"], moment


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://example.com", "com,example)/"),
        ("https://www.Example.com/Terms/?b=2&a=1#top", "com,example)/terms?a=1&b=2"),
        ("http://127.0.0.1:8080/a", "127.0.0.1:8080)/a"),
        ("https://example.com:443/a", "com,example)/a"),
    ],
)
def test_an_index_sorts_urls_as_archives_do(url: str, key: str) -> None:
    assert sort_key(url) == key


def test_one_source_may_be_exported(tmp_path: Path) -> None:
    file = tmp_path / "one.warc.gz"
    with open_database(tmp_path / "one.duckdb") as one:
        fill(one)

        written = export_captures(one, [RENDERED], file)

    assert written == 1
    assert b"lumen-terms" not in gzip.decompress(file.read_bytes())


def test_a_file_that_cannot_be_written_is_named_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with open_database(tmp_path / "one.duckdb") as one:
        fill(one)

        with pytest.raises(ConfigurationError, match=r"x\.warc\.gz: cannot be written"):
            export_captures(one, tracked_sources(one), tmp_path / "file" / "x.warc.gz")


def test_there_has_to_be_something_to_export(tmp_path: Path) -> None:
    with (
        open_database(tmp_path / "one.duckdb") as one,
        pytest.raises(ConfigurationError, match="no captures yet"),
    ):
        export_captures(one, (), tmp_path / "x.warc.gz")
