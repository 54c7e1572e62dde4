import gzip
import hashlib
import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from policytrail.evidence.export import CaptureWithBody, attempt_records, warc_records
from policytrail.evidence.warc import read_captures
from policytrail.model import Attempt, Capture, Damage, Imported, Origin, Outcome, Source, Sources
from policytrail.sources.urls import is_id, unnamed_source
from policytrail.text import split_url

NOW = datetime(2026, 9, 1, tzinfo=UTC)
HTML = b"<h1>Terms</h1><p>Be kind.</p>"
TERMS = Source("lumen-terms", "Lumen", "lumen", "terms_of_service", "https://lumen.example/terms")
FIRST = Capture(
    source_id="lumen-terms",
    captured_at=datetime(2026, 1, 31, 9, 0, 0, 250_000, tzinfo=UTC),
    fetched_at=NOW,
    origin=Origin.LIVE,
    url=TERMS.url,
    final_url=TERMS.url,
    status=200,
    headers=(("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("ETag", '"1"')),
    body_sha256=hashlib.sha256(HTML).hexdigest(),
)
LATER = replace(FIRST, captured_at=FIRST.captured_at + timedelta(days=1))
CONFIRMED = replace(FIRST, captured_at=FIRST.captured_at + timedelta(days=2), status=304)
RENDERED = replace(
    FIRST,
    captured_at=FIRST.captured_at + timedelta(days=3),
    origin=Origin.BROWSER,
    headers=(("Content-Type", "text/html; charset=utf-8"),),
    body_sha256=hashlib.sha256(b"<p>rendered").hexdigest(),
)
ALL: tuple[CaptureWithBody, ...] = (
    (FIRST, HTML),
    (LATER, HTML),
    (CONFIRMED, HTML),
    (RENDERED, b"<p>rendered"),
)


def written(*captures: CaptureWithBody) -> bytes:
    return b"".join(warc_records(captures, "policytrail", NOW))


def read_back(path: Path, content: bytes) -> list[Imported]:
    file = path / "x.warc.gz"
    file.write_bytes(content)
    found = list(read_captures(file, Sources((TERMS,)), NOW))
    return [each for each in found if isinstance(each, Imported)]


def kinds(content: bytes) -> list[str]:
    return [record.rec_type for record in ArchiveIterator(io.BytesIO(content))]


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    found = read_back(tmp_path, written(*ALL))

    assert [each.retrieval.body for each in found] == [HTML, HTML, HTML, b"<p>rendered"]
    assert [each.retrieval.capture for each in found] == [capture for capture, _ in ALL]
    assert [each.retrieval.attempt.outcome for each in found] == [
        Outcome.CAPTURED,
        Outcome.CAPTURED,
        Outcome.CONFIRMED,
        Outcome.CAPTURED,
    ]


def test_a_capture_of_an_archive_is_read_back_as_one(tmp_path: Path) -> None:
    archived = replace(
        FIRST,
        origin=Origin.WAYBACK,
        redirects=("https://lumen.example/tos",),
        url="https://lumen.example/tos",
        memento_url="https://archive.example/web/20260131090000id_/https://lumen.example/tos",
        digest_verified=True,
    )

    (found,) = read_back(tmp_path, written((archived, HTML)))

    assert found.retrieval.capture == archived


def test_a_capture_whose_source_is_not_declared_keeps_its_source(tmp_path: Path) -> None:
    elsewhere = replace(FIRST, source_id="kite-terms", url="https://kite.example/terms")

    (found,) = read_back(tmp_path, written((elsewhere, HTML)))

    assert (found.source.source_id, found.source.service) == ("kite-terms", "kite.example")


def swapped(content: bytes, old: bytes, new: bytes) -> bytes:
    """Return the WARC file with bytes exchanged in every record, each a member of its own again."""
    members = [member.replace(old, new) for member in gzip.decompress(content).split(b"WARC/1.1")]
    return b"".join(gzip.compress(b"WARC/1.1" + member) for member in members[1:])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"policytrail-origin: live", b"policytrail-origin: wild"),
        (b"policytrail-url: https://lumen", b"policytrail-url: https://lumon"),
        (b"policytrail-source: lumen-terms", b"policytrail-source: ../../terms"),
    ],
    ids=["an origin that there is not", "another URL", "a source that is a path"],
)
def test_what_was_not_exported_so_is_refused(tmp_path: Path, old: bytes, new: bytes) -> None:
    file = tmp_path / "x.warc.gz"
    file.write_bytes(swapped(written((FIRST, HTML)), old, new))

    found = list(read_captures(file, Sources((TERMS,)), NOW))

    assert [type(each) for each in found] == [Damage]


def test_a_body_is_written_once_and_then_referred_to() -> None:
    parts = [kind for kind in kinds(written(*ALL)) if kind != "metadata"]

    assert parts == ["warcinfo", "response", "revisit", "revisit", "resource"]


def test_every_digest_is_right_by_another_reader() -> None:
    content = written(*ALL)

    checks: list[tuple[str, bool | None]] = []
    for record in ArchiveIterator(io.BytesIO(content), check_digests=True):
        record.content_stream().read()
        checks.append((record.rec_type, record.digest_checker.passed))

    # warcio checks nothing of a revisit: what it digests is not in the record.
    assert {passed for kind, passed in checks if kind != "revisit"} == {True}


def test_headers_of_an_encoding_that_was_undone_are_kept_under_another_name() -> None:
    (headers,) = [
        record.http_headers.headers
        for record in ArchiveIterator(io.BytesIO(written((FIRST, HTML))))
        if record.rec_type == "response"
    ]

    assert headers == [
        ("Content-Type", "text/html"),
        ("X-Archive-Orig-Content-Encoding", "gzip"),
        ("ETag", '"1"'),
        ("Content-Length", str(len(HTML))),
    ]


def test_the_same_captures_give_the_same_bytes() -> None:
    assert written(*ALL) == written(*ALL)


def test_a_header_cannot_bring_lines_of_its_own(tmp_path: Path) -> None:
    forged = replace(FIRST, headers=(("X-Note", "a\r\nContent-Length: 3\r\n\r\nforged"),))

    (found,) = read_back(tmp_path, written((forged, HTML)))

    assert found.retrieval.body == HTML


def test_where_a_capture_came_from_stands_beside_it() -> None:
    moved = replace(FIRST, origin=Origin.WAYBACK, redirects=("https://lumen.example/tos",))

    (beside,) = [
        record.content_stream().read()
        for record in ArchiveIterator(io.BytesIO(written((moved, HTML))))
        if record.rec_type == "metadata"
    ]

    assert b"policytrail-origin: wayback\r\n" in beside
    assert b"via: https://lumen.example/tos\r\n" in beside


ODD = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
ADDRESSES = st.one_of(
    st.sampled_from(
        [
            "http://-/terms",
            "http://...",
            "chrome-error://chromewebdata/",
            "https://lumen.example/a b",
            "https://lumen.example/\u2028x",
            "http://[",
            "<https://lumen.example/>",
            f"https://lumen.example/{'x' * 70_000}",
        ]
    ),
    ODD.map(lambda text: f"https://lumen.example/{text}"),
)


def has_host(url: str) -> bool:
    """Return whether anything can have been asked for at an address; what has no host is no record."""
    return bool(split_url(url).hostname)


HEADERS = st.lists(
    st.tuples(
        st.one_of(ODD, st.sampled_from(["Content-Encoding ", "X-Archive-Orig-Content-Encoding"])),
        st.one_of(ODD, st.sampled_from(["br", "gzip", "chunked", "a\r\nContent-Length: 3"])),
    ),
    max_size=4,
)


@given(ADDRESSES.filter(has_host), ADDRESSES.filter(has_host), HEADERS, st.sampled_from(Origin))
def test_whatever_a_server_sent_is_read_back_to_the_last_character(
    url: str, final_url: str, headers: list[tuple[str, str]], origin: Origin
) -> None:
    odd = replace(
        FIRST,
        source_id=unnamed_source(url).source_id,
        url=url,
        final_url=final_url,
        redirects=(final_url,),
        headers=tuple(headers),
        origin=origin,
    )
    later = replace(odd, captured_at=LATER.captured_at)

    with TemporaryDirectory() as folder:
        found = read_back(Path(folder), written((odd, HTML), (later, HTML)))

    assert [each.retrieval.capture for each in found] == [odd, later]


def test_an_id_of_an_earlier_version_that_is_none_is_read_under_a_new_one(tmp_path: Path) -> None:
    old = replace(FIRST, source_id="-_terms", url="http://-/terms", final_url="http://-/terms")
    later = replace(old, captured_at=LATER.captured_at)

    found = read_back(tmp_path, written((old, HTML), (later, HTML)))

    named = unnamed_source("http://-/terms").source_id
    assert [each.source.source_id for each in found] == [named, named]
    assert is_id(named)


def test_what_is_wrong_with_one_capture_does_not_cost_those_that_share_its_body(
    tmp_path: Path,
) -> None:
    content = swapped(
        written((FIRST, HTML), (LATER, HTML)),
        f"policytrail-capture: {FIRST.capture_id}".encode(),
        f"policytrail-capture: {'0' * 64}".encode(),
    )

    found = read_back(tmp_path, content)

    assert [each.retrieval.capture for each in found] == [LATER]


def test_a_failed_attempt_is_read_back(tmp_path: Path) -> None:
    failed = Attempt(
        "lumen-terms", NOW, Outcome.HTTP_STATUS, "503: \u201cback soon\u201d\r\nx", 503
    )

    (found,) = read_back(tmp_path, b"".join(attempt_records([(TERMS.url, failed)])))

    assert (found.source, found.retrieval.attempt, found.retrieval.capture) == (TERMS, failed, None)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"outcome": "http_status"', b'"outcome": "http_statue"'),
        (b'"capture_id": null', b'"capture_id": "00ff"'),
        (b"policytrail-attempt-url", b"policytrail-attempt-uri"),
        (b"policytrail-attempt-url: ", b"policytrail-attempt-url; "),
    ],
    ids=[
        "an outcome that there is not",
        "an attempt with a capture",
        "no address",
        "a line that is no field",
    ],
)
def test_an_attempt_that_we_did_not_write_is_refused(
    tmp_path: Path, old: bytes, new: bytes
) -> None:
    failed = Attempt("lumen-terms", NOW, Outcome.HTTP_STATUS, "503", 503)
    file = tmp_path / "x.warc.gz"
    file.write_bytes(swapped(b"".join(attempt_records([(TERMS.url, failed)])), old, new))

    found = list(read_captures(file, Sources((TERMS,)), NOW))

    assert [type(each) for each in found] == [Damage]
