"""Captures as WARC 1.1 records, for any tool that replays or checks archives.

Source: WARC 1.1 (ISO 28500:2017). The same captures give the same bytes.
"""

import base64
import gzip
import hashlib
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Final

from policytrail.evidence.capture_metadata import (
    ENCODINGS,
    ORIGINAL,
    filed_address,
    lines_beside,
    lines_of_attempt,
)
from policytrail.model import Attempt, Capture, Header, Origin

_REVISIT: Final = "http://netpreserve.org/warc/1.1/revisit/"
_LEVEL: Final = 6

CaptureWithBody = tuple[Capture, bytes]


def warc_records(
    captures: Iterable[CaptureWithBody], software: str, made_at: datetime
) -> Iterator[bytes]:
    """Yield the gzip members of a WARC file, in the order of the captures."""
    return (member.record for member in warc_members(captures, software, made_at))


@dataclass(frozen=True, slots=True)
class WarcMember:
    """A gzip member of a WARC file: one record."""

    record: bytes
    capture: Capture | None = None
    """The capture that the record holds; None for a record about the file, or about a capture."""
    kind: str = ""
    """The WARC type of a capture's record: `response`, `revisit` or `resource`."""
    digest: str = ""
    """That of the capture's body, as archives name it: `sha1:` and base 32."""


def warc_members(
    captures: Iterable[CaptureWithBody], software: str, made_at: datetime
) -> Iterator[WarcMember]:
    """Yield the records of a WARC file with what an index says of them.

    A response is written with its encodings undone, its headers of them as `X-Archive-Orig-...`; a
    body that stands in the file already becomes a revisit; what a browser rendered is a resource,
    since no server sent it. A metadata record beside each says where the capture came from.
    """
    about = f"software: {software}\r\nformat: WARC File Format 1.1\r\n".encode()
    name = _record_id("warcinfo", software, made_at.isoformat())
    fields = [("WARC-Date", _warc_date(made_at)), ("Content-Type", "application/warc-fields")]
    yield WarcMember(_gzip_member("warcinfo", name, fields, about))
    writing = _Writing()
    for capture, body in captures:
        yield from writing.capture_records(capture, body)


def attempt_records(attempts: Iterable[tuple[str, Attempt]]) -> Iterator[bytes]:
    """Yield a gzip member for each failed attempt, each with its source's URL."""
    for url, attempt in attempts:
        attempted_at = attempt.attempted_at.isoformat()
        name = _record_id("attempt", attempt.source_id, attempted_at, attempt.outcome)
        fields = [
            ("WARC-Date", _warc_date(attempt.attempted_at)),
            ("WARC-Target-URI", url),
            ("Content-Type", "application/warc-fields"),
        ]
        lines = lines_of_attempt(attempt, url)
        block = "".join(f"{key}: {value}\r\n" for key, value in lines)
        yield _gzip_member("metadata", name, fields, block.encode())


@dataclass(frozen=True, slots=True)
class _Writing:
    written: dict[str, Capture] = field(default_factory=dict[str, Capture])
    """By the name of the body: the first capture of the file that has it."""

    def capture_records(self, capture: Capture, body: bytes) -> Iterator[WarcMember]:
        name = _record_id("capture", capture.capture_id)
        first = self.written.setdefault(capture.body_sha256, capture)
        if capture.origin is Origin.BROWSER:
            kind, record = "resource", _resource_record(capture, name, body)
        elif first is not capture:
            kind, record = "revisit", _revisit_record(capture, name, first, body)
        else:
            kind, record = "response", _response_record(capture, name, body)
        yield WarcMember(record, capture, kind, _payload_digest(body))
        yield WarcMember(_metadata_record(capture, name))


def _resource_record(capture: Capture, name: str, body: bytes) -> bytes:
    fields = [*_common_fields(capture, body), ("Content-Type", capture.media_type or "text/html")]
    return _gzip_member("resource", name, fields, body)


def _response_record(capture: Capture, name: str, body: bytes) -> bytes:
    return _gzip_member(
        "response", name, _http_fields(capture, body), _http_head(capture, len(body)) + body
    )


def _revisit_record(capture: Capture, name: str, first: Capture, body: bytes) -> bytes:
    confirmed = capture.status == HTTPStatus.NOT_MODIFIED
    profile = "server-not-modified" if confirmed else "identical-payload-digest"
    fields = [
        *_http_fields(capture, body),
        ("WARC-Profile", _REVISIT + profile),
        ("WARC-Refers-To", _record_id("capture", first.capture_id)),
        ("WARC-Refers-To-Target-URI", filed_address(first)),
        ("WARC-Refers-To-Date", _warc_date(first.captured_at)),
    ]
    return _gzip_member("revisit", name, fields, _http_head(capture, None))


def _metadata_record(capture: Capture, name: str) -> bytes:
    fields = [
        ("WARC-Date", _warc_date(capture.captured_at)),
        ("WARC-Target-URI", filed_address(capture)),
        ("WARC-Concurrent-To", name),
        ("Content-Type", "application/warc-fields"),
    ]
    block = "".join(f"{key}: {_one_line(value)}\r\n" for key, value in lines_beside(capture))
    return _gzip_member(
        "metadata", _record_id("metadata", capture.capture_id), fields, block.encode()
    )


def _common_fields(capture: Capture, body: bytes) -> list[Header]:
    return [
        ("WARC-Date", _warc_date(capture.captured_at)),
        ("WARC-Target-URI", filed_address(capture)),
        ("WARC-Payload-Digest", _payload_digest(body)),
    ]


def _http_fields(capture: Capture, body: bytes) -> list[Header]:
    return [*_common_fields(capture, body), ("Content-Type", "application/http; msgtype=response")]


def _http_head(capture: Capture, length_bytes: int | None) -> bytes:
    """Return the HTTP status and headers that a body was sent with."""
    lines = [f"HTTP/1.1 {capture.status} {_status_phrase(capture.status)}".rstrip()]
    for key, value in capture.headers:
        is_untrue = key.strip().lower() in ENCODINGS
        lines.append(f"{ORIGINAL if is_untrue else ''}{_one_line(key)}: {_one_line(value)}")
    if length_bytes is not None:
        lines.append(f"Content-Length: {length_bytes}")
    return "\r\n".join([*lines, "", ""]).encode("utf-8", "surrogateescape")


def _gzip_member(kind: str, name: str, fields: Sequence[Header], block: bytes) -> bytes:
    head = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", name),
        *fields,
        ("WARC-Block-Digest", _payload_digest(block)),
        ("Content-Length", str(len(block))),
    ]
    lines = "".join(f"{key}: {_one_line(value)}\r\n" for key, value in head)
    record = f"WARC/1.1\r\n{lines}\r\n".encode() + block + b"\r\n\r\n"
    return gzip.compress(record, _LEVEL, mtime=0)


def _record_id(*parts: str) -> str:
    name = hashlib.sha256("\0".join(parts).encode()).digest()[:16]
    return f"<urn:uuid:{uuid.UUID(bytes=name, version=5)}>"


def _payload_digest(content: bytes) -> str:
    # SHA-1 is what archives' indexes are made of; the body's SHA-256 stands in the metadata.
    sha1 = hashlib.sha1(content, usedforsecurity=False).digest()
    return f"sha1:{base64.b32encode(sha1).decode()}"


def _warc_date(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _status_phrase(status: int) -> str:
    return HTTPStatus(status).phrase if status in list(HTTPStatus) else ""


def _one_line(text: str) -> str:
    return " ".join(text.splitlines())
