import hashlib
import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

from policytrail.evidence.export import CaptureWithBody, warc_records
from policytrail.evidence.warc import read_captures
from policytrail.model import Capture, Imported, Origin, Outcome, Source
from policytrail.model.sources import Sources

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
    assert [each.retrieval.capture.captured_at for each in found if each.retrieval.capture] == [
        each.captured_at for each, _ in ALL
    ]
    assert {each.retrieval.attempt.outcome for each in found} == {Outcome.CAPTURED}


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


def test_headers_of_an_encoding_that_was_undone_are_kept_under_another_name(
    tmp_path: Path,
) -> None:
    (found,) = read_back(tmp_path, written((FIRST, HTML)))

    assert found.retrieval.capture
    assert found.retrieval.capture.headers == (
        ("Content-Type", "text/html"),
        ("X-Archive-Orig-Content-Encoding", "gzip"),
        ("ETag", '"1"'),
        ("Content-Length", str(len(HTML))),
    )


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
