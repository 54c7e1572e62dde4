import gzip
import hashlib
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from policytrail.errors import ArchiveFileError
from policytrail.evidence.warc import read_captures
from policytrail.model import Capture, Damage, Imported, Origin, Outcome, Source, Sources
from tests.corpus import CORPUS, needs_corpus
from tests.warcs import (
    HTML,
    URL,
    Fields,
    arc,
    digest,
    http,
    record,
    response,
    zipped,
    zstandard_file,
)

NOW = datetime(2026, 9, 1, tzinfo=UTC)
TERMS = Source("lumen-terms", "Lumen", "lumen", "terms_of_service", URL)
OTHER = "https://lumen.example/privacy"


def plain(*records: bytes) -> bytes:
    return b"".join(records)


Pack = Callable[..., bytes]
PACKS: dict[str, Pack] = {"plain": plain, "gzip": zipped}


def read(path: Path, content: bytes, *named: Source) -> list[Imported | Damage]:
    file = path / "x.warc"
    file.write_bytes(content)
    return list(read_captures(file, Sources(named), NOW))


def captures(found: list[Imported | Damage]) -> list[Capture]:
    imported = [each for each in found if isinstance(each, Imported)]
    return [each.retrieval.capture for each in imported if each.retrieval.capture]


def bodies(found: list[Imported | Damage]) -> list[bytes | None]:
    return [each.retrieval.body for each in found if isinstance(each, Imported)]


def damages(found: list[Imported | Damage]) -> list[str]:
    return [f"{each.offset}: {each.detail}" for each in found if isinstance(each, Damage)]


def test_a_response_becomes_a_capture_of_the_source_that_names_its_url(tmp_path: Path) -> None:
    (found,) = captures(read(tmp_path, response(), TERMS))

    assert found == Capture(
        source_id="lumen-terms",
        captured_at=datetime(2026, 1, 31, 9, tzinfo=UTC),
        fetched_at=NOW,
        origin=Origin.WARC,
        url=URL,
        final_url=URL,
        status=200,
        headers=(("Content-Type", "text/html; charset=utf-8"),),
        body_sha256=hashlib.sha256(HTML).hexdigest(),
    )


def test_a_gzip_file_gives_the_same(tmp_path: Path) -> None:
    records = [response(), response(b"<p>second", OTHER)]

    found = read(tmp_path, plain(*records), TERMS)
    packed = read(tmp_path, zipped(*records), TERMS)

    assert found == packed
    assert bodies(found) == [HTML, b"<p>second"]


def test_one_gzip_member_may_hold_the_whole_file(tmp_path: Path) -> None:
    found = read(tmp_path, zipped(response() + response(b"<p>second", OTHER)))

    assert bodies(found) == [HTML, b"<p>second"]


def test_a_url_that_no_source_names_becomes_a_source_of_its_host(tmp_path: Path) -> None:
    (found,) = read(tmp_path, response(url="https://www.lumen.example/legal/terms"))

    assert isinstance(found, Imported)
    assert (found.source.source_id, found.source.service_id, found.source.policy_type) == (
        "lumen.example_legal_terms",
        "lumen.example",
        "terms_of_service",
    )


def test_an_unnamed_url_needs_a_document(tmp_path: Path) -> None:
    image = record(
        b"HTTP/1.1 200 OK\r\nContent-Type: image/svg+xml\r\n\r\n<svg/>",
        "https://lumen.example/logo.svg",
    )

    assert read(tmp_path, image) == []


def test_a_resource_record_is_a_body_without_http(tmp_path: Path) -> None:
    resource = record(b"%PDF-1.7", kind="resource", fields=[("Content-Type", "application/pdf")])

    (found,) = captures(read(tmp_path, resource, TERMS))

    assert (found.media_type, found.body_sha256) == (
        "application/pdf",
        hashlib.sha256(b"%PDF-1.7").hexdigest(),
    )


def test_requests_and_metadata_are_passed_over(tmp_path: Path) -> None:
    request = record(b"GET / HTTP/1.1\r\n\r\n", kind="request")
    about = record(b"software: x\r\n", kind="warcinfo")

    assert read(tmp_path, about + request, TERMS) == []


def test_fractions_of_a_second_are_kept(tmp_path: Path) -> None:
    (found,) = captures(read(tmp_path, response(date="2026-01-31T09:00:00.123456789Z"), TERMS))

    assert found.captured_at == datetime(2026, 1, 31, 9, 0, 0, 123456, tzinfo=UTC)


def test_an_archived_failure_is_a_failed_attempt_of_a_named_source(tmp_path: Path) -> None:
    (found,) = read(tmp_path, record(http(b"gone", "404 Not Found")), TERMS)

    assert isinstance(found, Imported)
    attempt = found.retrieval.attempt
    assert (attempt.outcome, attempt.status, found.retrieval.capture) == (
        Outcome.HTTP_STATUS,
        404,
        None,
    )


def test_a_redirect_is_followed_inside_the_file(tmp_path: Path) -> None:
    moved = record(http(b"", "301 Moved", [("Location", "/legal/terms")]))
    target = response(url="https://lumen.example/legal/terms", date="2026-01-31T09:00:01Z")

    (found,) = captures(read(tmp_path, moved + target, TERMS))

    assert (found.source_id, found.url, found.final_url, found.redirects) == (
        "lumen-terms",
        URL,
        "https://lumen.example/legal/terms",
        (URL,),
    )


def test_a_redirect_of_another_visit_is_not_followed(tmp_path: Path) -> None:
    moved = record(http(b"", "301 Moved", [("Location", "/legal/terms")]))
    target = response(url="https://lumen.example/legal/terms", date="2026-02-20T09:00:00Z")

    (found,) = captures(read(tmp_path, moved + target, TERMS))

    assert found.source_id == "lumen.example_legal_terms"


def test_redirects_in_a_circle_end(tmp_path: Path) -> None:
    there = record(http(b"", "302 Found", [("Location", OTHER)]))
    back = record(http(b"", "302 Found", [("Location", URL)]), OTHER)

    (found,) = captures(read(tmp_path, there + back + response(), TERMS))

    assert found.source_id == "lumen-terms"


REVISITS: dict[str, Fields] = {
    "by-id": [("WARC-Refers-To", "<urn:uuid:00000000-0000-4000-8000-000000000001>")],
    "by-url-and-date": [
        ("WARC-Refers-To-Target-URI", URL),
        ("WARC-Refers-To-Date", "2026-01-31T09:00:00Z"),
    ],
    "by-digest": [("WARC-Payload-Digest", "sha1:THESAME")],
}


@pytest.mark.parametrize("fields", REVISITS.values(), ids=REVISITS)
@pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)
def test_a_revisit_has_the_body_that_it_refers_to(
    tmp_path: Path, fields: Fields, pack: Pack
) -> None:
    first = record(http(), fields=[("WARC-Payload-Digest", "sha1:THESAME")])
    again = record(
        http(b"", fields=[("ETag", "x")]),
        kind="revisit",
        fields=[("WARC-Date", "2026-02-01T09:00:00Z"), ("WARC-Record-ID", "<urn:x>"), *fields],
    )

    found = read(tmp_path, pack(first, again), TERMS)

    assert bodies(found) == [HTML, HTML]
    assert captures(found)[1].headers[1] == ("ETag", "x")


def test_a_304_confirms_the_body_before_it(tmp_path: Path) -> None:
    same = record(http(b"", "304 Not Modified"), fields=[("WARC-Date", "2026-02-01T09:00:00Z")])

    found = read(tmp_path, response() + same, TERMS)

    assert bodies(found) == [HTML, HTML]


def test_a_revisit_without_its_body_is_reported(tmp_path: Path) -> None:
    found = read(tmp_path, record(http(b""), kind="revisit"), TERMS)

    assert damages(found) == [
        f"0: {URL}: refers to a body that is in none of the files read together"
    ]


def chunked(body: bytes) -> bytes:
    return b"5;x=y\r\n" + body[:5] + b"\r\n%x\r\n" % len(body[5:]) + body[5:] + b"\r\n0\r\n\r\n"


def bare_deflate(body: bytes) -> bytes:
    packing = zlib.compressobj(wbits=-15)
    return packing.compress(body) + packing.flush()


CODED: dict[str, tuple[bytes, Fields]] = {
    "chunked": (chunked(HTML), [("Transfer-Encoding", "chunked")]),
    "gzip": (gzip.compress(HTML), [("Content-Encoding", "gzip")]),
    "chunked-gzip": (
        chunked(gzip.compress(HTML)),
        [("Transfer-Encoding", "Chunked"), ("Content-Encoding", "x-gzip")],
    ),
    "zlib": (zlib.compress(HTML), [("Content-Encoding", "deflate")]),
    "bare-deflate": (bare_deflate(HTML), [("Content-Encoding", "deflate")]),
    "brotli": (brotli.compress(HTML), [("Content-Encoding", "br")]),
    "zstd": (zstandard.compress(HTML), [("Content-Encoding", "zstd")]),
    "two": (brotli.compress(gzip.compress(HTML)), [("Content-Encoding", "gzip, br")]),
    "not-chunked": (HTML, [("Transfer-Encoding", "chunked")]),
    "not-gzip": (HTML, [("Content-Encoding", "gzip")]),
    "not-deflate": (HTML, [("Content-Encoding", "deflate")]),
    "not-brotli": (HTML, [("Content-Encoding", "br")]),
    "not-zstd": (HTML, [("Content-Encoding", "zstd")]),
}


@pytest.mark.parametrize(("payload", "fields"), CODED.values(), ids=CODED)
def test_encodings_are_undone_and_what_is_not_encoded_is_kept(
    tmp_path: Path, payload: bytes, fields: Fields
) -> None:
    assert bodies(read(tmp_path, record(http(payload, fields=fields)), TERMS)) == [HTML]


BROKEN: dict[str, tuple[bytes, str]] = {
    "chunk": (
        record(http(b"5\r\n<p>He\r\nff\r\n", fields=[("Transfer-Encoding", "chunked")])),
        "breaks off at byte 10",
    ),
    "gzip-cut": (
        record(http(gzip.compress(HTML)[:-9], fields=[("Content-Encoding", "gzip")])),
        "its content-encoding breaks off",
    ),
    "gzip-damaged": (
        record(http(gzip.compress(HTML)[:-5] + b"xxxxx", fields=[("Content-Encoding", "gzip")])),
        "its content-encoding is damaged",
    ),
    "unknown-coding": (
        record(http(b"\x00\x01\x02" * 9, fields=[("Content-Encoding", "lzma")])),
        "'lzma' is not known",
    ),
    "no-date": (record(http(), fields=[("WARC-Date", "last week")]), "'last week' is no time"),
    "bad-date": (record(http(), fields=[("WARC-Date", "2026-02-31T00:00:00Z")]), "is no time"),
    "no-http": (record(b"<p>hello"), "its HTTP header cannot be read"),
    "no-status": (record(b"HTTP/1.1 OK\r\n\r\n"), "no HTTP status"),
    "empty": (record(b""), "without an HTTP status line"),
    "digest": (
        record(http(), fields=[("WARC-Block-Digest", digest(b"other bytes"))]),
        "its bytes are not those of its WARC-Block-Digest",
    ),
    "cut-by-crawler": (record(http(), fields=[("WARC-Truncated", "length")]), "cut"),
    "segment": (record(http(), kind="continuation"), "in segments"),
    "no-length": (
        record(http()).replace(b"Content-Length", b"Content-Lenght"),
        "no Content-Length",
    ),
    "long-length": (record(http(), fields=[("Content-Length", "9999")]), "ends inside this record"),
    "short-length": (
        record(http(), fields=[("Content-Length", "60")]),
        "does not lead to its end",
    ),
    "garbage": (b"\x00\x01garbage\r\n\r\n", "no WARC record starts here"),
    "address": (response(url="http://[2J/terms"), "'http://[2J/terms' is no address"),
}


@pytest.mark.parametrize(("broken", "said"), BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)
def test_a_broken_record_in_the_middle_is_reported_and_the_rest_is_read(
    tmp_path: Path, broken: bytes, said: str, pack: Pack
) -> None:
    parts = [response(), broken, response(b"<p>third", OTHER)]

    found = read(tmp_path, pack(*parts), TERMS)

    assert bodies(found) == [HTML, b"<p>third"]
    assert [said in each for each in damages(found)] == [True]


def test_the_place_of_the_damage_is_the_byte_of_the_file(tmp_path: Path) -> None:
    first = zipped(response())

    found = read(tmp_path, first + zipped(b"garbage") + zipped(response(url=OTHER)), TERMS)

    assert damages(found) == [f"{len(first)}: no WARC record starts here"]


def test_a_damaged_gzip_member_is_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    member = bytearray(zipped(response()))
    member[40:60] = b"x" * 20

    found = read(tmp_path, zipped(response()) + bytes(member) + zipped(response(url=OTHER)))

    assert bodies(found) == [HTML, HTML]
    assert ["a damaged gzip member" in each for each in damages(found)] == [True]


def test_bytes_between_gzip_members_are_reported_and_passed_over(tmp_path: Path) -> None:
    found = read(tmp_path, zipped(response()) + b"what is this" + zipped(response(url=OTHER)))

    assert bodies(found) == [HTML, HTML]
    assert ["12 bytes passed over" in each for each in damages(found)] == [True]


@pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)
def test_of_a_truncated_file_the_whole_records_are_kept(tmp_path: Path, pack: Pack) -> None:
    content = pack(response(), response(b"<p>second", OTHER))

    found = read(tmp_path, content[:-20])

    assert bodies(found) == [HTML]
    assert ["it is truncated" in each for each in damages(found)] == [True]


def test_an_empty_file_is_reported(tmp_path: Path) -> None:
    assert damages(read(tmp_path, b"")) == ["0: the file is empty"]


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ArchiveFileError, match=r"none\.warc: cannot be read"):
        list(read_captures(tmp_path / "none.warc", Sources(), NOW))


def test_a_checked_digest_is_told(tmp_path: Path) -> None:
    block = http()

    (found,) = captures(
        read(tmp_path, record(block, fields=[("WARC-Block-Digest", digest(block))]), TERMS)
    )

    assert found.digest_verified is True


def test_one_url_of_two_sources_is_a_capture_of_each(tmp_path: Path) -> None:
    twin = Source("lumen-rules", "Lumen", "lumen", "community_guidelines", f"{URL}#rules")

    found = captures(read(tmp_path, response(), TERMS, twin))

    assert [each.source_id for each in found] == ["lumen-terms", "lumen-rules"]


def test_a_gzip_bomb_is_refused_in_little_memory(tmp_path: Path) -> None:
    bomb = gzip.compress(gzip.compress(b"\0" * 300_000_000, 1), 1)
    content = zipped(record(http(gzip.decompress(bomb), fields=[("Content-Encoding", "gzip")])))

    found = read(tmp_path, content + zipped(response(url=OTHER)), TERMS)

    assert bodies(found) == [HTML]
    assert ["unpacks to more than" in each for each in damages(found)] == [True]


@given(st.data())
def test_a_file_with_any_byte_changed_never_gives_a_body_that_was_not_there(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    block = http()
    whole = zipped(*[record(block, fields=[("WARC-Block-Digest", digest(block))])] * 3)
    at = data.draw(st.integers(0, len(whole) - 1))
    changed = bytearray(whole)
    changed[at] ^= data.draw(st.integers(1, 255))

    found = read(tmp_path_factory.mktemp("warc"), bytes(changed), TERMS)

    assert set(bodies(found)) <= {HTML}
    assert len(bodies(found)) >= 2


@needs_corpus
def test_the_shared_replay_files_give_660_captures_of_41_sources_in_little_memory() -> None:
    files = sorted((CORPUS / "replay").glob("*.warc.gz"))
    tracemalloc.start()

    found = [
        each.retrieval.capture.source_id
        if isinstance(each, Imported) and each.retrieval.capture
        else None
        for file in files
        for each in read_captures(file, Sources(), NOW)
    ]

    peak_bytes = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (len(found), len(set(found)), None in found) == (660, 41, False)
    assert peak_bytes < 50_000_000


PAGE = HTML + "<p>Café – “ours”, and no one else’s.</p>".encode()
UNDONE = {
    "brotli undone": [("Content-Encoding", "br")],
    "deflate undone": [("Content-Encoding", "deflate")],
    "zstd undone": [("Content-Encoding", "zstd")],
    "a charset for a coding": [("Content-Encoding", "UTF-8")],
    "no coding": [("Content-Encoding", "none")],
}


@pytest.mark.parametrize("fields", UNDONE.values(), ids=UNDONE)
def test_a_body_that_is_text_already_is_kept_whatever_its_header_says(
    tmp_path: Path, fields: Fields
) -> None:
    assert bodies(read(tmp_path, record(http(PAGE, fields=fields)), TERMS)) == [PAGE]


def test_all_members_of_a_gzip_body_are_kept(tmp_path: Path) -> None:
    packed = gzip.compress(PAGE[:60]) + gzip.compress(PAGE[60:]) + b"\0\0\0\0"
    content = record(http(packed, fields=[("Content-Encoding", "gzip")]))

    assert bodies(read(tmp_path, content, TERMS)) == [PAGE]


def test_a_second_gzip_member_that_breaks_off_is_reported(tmp_path: Path) -> None:
    packed = gzip.compress(PAGE[:60]) + gzip.compress(PAGE[60:])[:-9]
    content = record(http(packed, fields=[("Content-Encoding", "gzip")]))

    found = read(tmp_path, content, TERMS)

    assert bodies(found) == []
    assert "breaks off" in damages(found)[0]


@pytest.mark.parametrize(
    ("date", "moment"),
    [("2026-01-31", datetime(2026, 1, 31, tzinfo=UTC)), ("2026-01", datetime(2026, 1, 1, tzinfo=UTC)),
     ("2026-01-31T09:30Z", datetime(2026, 1, 31, 9, 30, tzinfo=UTC))],
)  # fmt: skip
def test_a_date_may_be_less_precise_than_a_second(
    tmp_path: Path, date: str, moment: datetime
) -> None:
    (found,) = captures(read(tmp_path, response(date=date), TERMS))

    assert found.captured_at == moment


ARCS: dict[str, Callable[[list[bytes]], bytes]] = {
    "plain": b"".join,
    "gzip": lambda records: zipped(*records),
}


@pytest.mark.parametrize("pack", ARCS.values(), ids=ARCS)
def test_an_arc_file_gives_its_captures(
    tmp_path: Path, pack: Callable[[list[bytes]], bytes]
) -> None:
    content = pack(arc((URL, "20050614070158", http(HTML)), (URL, "20060101000000", http(PAGE))))

    found = read(tmp_path, content, TERMS)

    assert bodies(found) == [HTML, PAGE]
    assert captures(found)[0].captured_at == datetime(2005, 6, 14, 7, 1, 58, tzinfo=UTC)


def test_an_arc_file_that_breaks_off_is_reported(tmp_path: Path) -> None:
    content = b"".join(
        arc((URL, "20050614070158", http(HTML)), (URL, "20060101000000", http(PAGE)))
    )

    found = read(tmp_path, content[:-30], TERMS)

    assert bodies(found) == [HTML]
    assert "truncated" in damages(found)[0]


@pytest.mark.parametrize("dictionary", [b"", HTML * 20], ids=["bare", "dictionary"])
def test_a_zstd_file_gives_its_captures(tmp_path: Path, dictionary: bytes) -> None:
    content = zstandard_file([response(), response(PAGE, date="2026-02-01T00:00:00Z")], dictionary)

    assert bodies(read(tmp_path, content, TERMS)) == [HTML, PAGE]


def test_a_damaged_zstd_frame_is_reported(tmp_path: Path) -> None:
    content = zstandard_file([response()])

    assert "zstd frame" in damages(read(tmp_path, content[:-4], TERMS))[0]


def revisit(date: str = "2026-02-01T00:00:00Z") -> bytes:
    fields = [("WARC-Date", date), ("WARC-Refers-To-Target-URI", URL),
              ("WARC-Refers-To-Date", "2026-01-31T09:00:00Z")]  # fmt: skip
    return record(b"HTTP/1.1 200 OK\r\n\r\n", kind="revisit", fields=fields)


def test_a_revisit_may_stand_before_what_it_refers_to(tmp_path: Path) -> None:
    assert bodies(read(tmp_path, revisit() + response(), TERMS)) == [HTML, HTML]


def test_a_revisit_may_refer_to_another_file(tmp_path: Path) -> None:
    other, file = tmp_path / "other.warc", tmp_path / "x.warc"
    other.write_bytes(response())
    file.write_bytes(revisit())

    assert bodies(list(read_captures(file, Sources((TERMS,)), NOW, [other]))) == [HTML]


def test_a_wacz_gives_the_captures_of_all_its_archives(tmp_path: Path) -> None:
    file = tmp_path / "x.wacz"
    with zipfile.ZipFile(file, "w") as wacz:
        wacz.writestr("datapackage.json", "{}")
        wacz.writestr("archive/a.warc.gz", zipped(response()))
        wacz.writestr("archive/b.warc", response(PAGE, date="2026-02-01T00:00:00Z"))

    assert bodies(list(read_captures(file, Sources((TERMS,)), NOW))) == [HTML, PAGE]


def test_a_zip_file_without_archives_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "x.zip"
    with zipfile.ZipFile(file, "w") as other:
        other.writestr("readme.txt", "hello")

    with pytest.raises(ArchiveFileError, match="no WACZ"):
        list(read_captures(file, Sources((TERMS,)), NOW))
