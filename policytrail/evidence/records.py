"""One WARC record: type, URL, time, HTTP headers and body."""

import base64
import hashlib
import io
import re
from dataclasses import dataclass
from datetime import UTC, datetime

from warcio.statusandheaders import (
    StatusAndHeaders,
    StatusAndHeadersParser,
    StatusAndHeadersParserException,
)

from policytrail.evidence.content import ContentDamaged, decode_body
from policytrail.evidence.framing import RawRecord
from policytrail.model import CAPTURE_YEARS, Header
from policytrail.text import split_url, without_userinfo

READ_TYPES = ("response", "resource", "revisit")
"""The types of records that can hold a capture."""

# WARC 1.1 allows a date to be less precise than a second; it then stands for its beginning.
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?Z)?)?)?")
_ALGORITHMS = {"sha1": hashlib.sha1, "sha256": hashlib.sha256, "md5": hashlib.md5}


class RecordDamaged(Exception):
    """One record cannot be used: report why, and continue with the next."""


@dataclass(frozen=True, slots=True)
class WarcRecord:
    """One record that can hold a capture."""

    kind: str
    url: str
    captured_at: datetime
    """`WARC-Date`: when the origin answered."""
    status: int
    headers: tuple[Header, ...]
    payload: bytes
    """The HTTP body as it was sent."""
    fields: StatusAndHeaders
    """The record's own header."""
    digest_verified: bool | None
    """True if its bytes are those of its `WARC-Block-Digest`; None if it states none."""

    @property
    def body(self) -> bytes:
        """Return the body with its encodings undone.

        Raises:
            RecordDamaged: if it cannot be had.
        """
        transfer, content = (
            self.http_header("transfer-encoding"),
            self.http_header("content-encoding"),
        )
        try:
            return decode_body(self.payload, transfer, content)
        except ContentDamaged as error:
            raise RecordDamaged(str(error)) from error

    def http_header(self, name: str) -> str:
        """Return an HTTP header, or an empty text."""
        return next((value for key, value in self.headers if key.lower() == name), "")

    def warc_field(self, name: str) -> str:
        """Return a field of the record's own header, or an empty text."""
        return self.fields.get_header(name) or ""


def read_record(raw: RawRecord) -> WarcRecord | None:
    """Return the parsed record, or None if its type cannot contain a capture.

    Raises:
        RecordDamaged: if it should hold one and does not.
    """
    fields = _parse_headers(io.BytesIO(raw.head), "WARC/", "its header cannot be read")
    kind = (fields.get_header("WARC-Type") or "").lower()
    if kind == "continuation":
        raise RecordDamaged("a record in segments, which are not joined here")
    target = fields.get_header("WARC-Target-URI") or ""
    url = without_userinfo(target.strip().removeprefix("<").removesuffix(">"))
    if kind not in READ_TYPES or not url.startswith(("http://", "https://")):
        return None
    if not split_url(url).hostname:
        raise RecordDamaged(f"{url!r} is no address")
    if cut := fields.get_header("WARC-Truncated"):
        raise RecordDamaged(f"the crawler cut {url} short (WARC-Truncated: {cut})")
    verified = _digest_matches(raw.block, fields.get_header("WARC-Block-Digest") or "")
    captured_at = _parse_warc_date(fields.get_header("WARC-Date") or "")
    status, headers, payload = _parse_message(kind, raw.block, fields)
    return WarcRecord(kind, url, captured_at, status, headers, payload, fields, verified)


def _parse_message(
    kind: str, block: bytes, fields: StatusAndHeaders
) -> tuple[int, tuple[Header, ...], bytes]:
    if kind == "resource":
        return 200, (("Content-Type", fields.get_header("Content-Type") or ""),), block
    if not block.strip():
        if kind == "revisit":
            return 200, (), b""
        raise RecordDamaged("a response without an HTTP status line")
    stream = io.BytesIO(block)
    http = _parse_headers(stream, "HTTP/", "its HTTP header cannot be read")
    code = re.fullmatch(r"[\d.]+\s+(\d{3})(?:\s.*)?", http.statusline.strip())
    if not code:
        raise RecordDamaged(f"no HTTP status in {http.statusline[:80]!r}")
    headers = tuple((name, value.strip()) for name, value in http.headers)
    return int(code[1]), headers, block[stream.tell() :]


def _parse_headers(stream: io.BytesIO, prefix: str, problem: str) -> StatusAndHeaders:
    try:
        return StatusAndHeadersParser([prefix]).parse(stream)
    except (StatusAndHeadersParserException, EOFError, ValueError) as error:
        raise RecordDamaged(f"{problem} ({error})") from error


def _parse_warc_date(text: str) -> datetime:
    match = _DATE.fullmatch(text.strip())
    if not match:
        raise RecordDamaged(
            f"its WARC-Date {text!r} is no time, expected e.g. 2026-01-31T09:00:00Z"
        )
    year, month, day, hour, minute, second = (
        int(part) if part else 0 for part in match.groups()[:6]
    )
    micros = int((match[7] or "0")[:6].ljust(6, "0"))
    try:
        moment = datetime(year, month or 1, day or 1, hour, minute, second, micros, UTC)
    except ValueError as error:
        raise RecordDamaged(f"its WARC-Date {text!r} is no time: {error}") from error
    return web_time(moment)


def web_time(moment: datetime) -> datetime:
    """Return a time at which a server of the web can have answered.

    Raises:
        RecordDamaged: it was before there was one, or is so late that no clock can have said it.
    """
    if moment.year not in CAPTURE_YEARS:
        raise RecordDamaged(
            f"its time {moment.isoformat()} is not between {CAPTURE_YEARS.start} and {CAPTURE_YEARS.stop - 1}"
        )
    return moment


def _digest_matches(block: bytes, digest: str) -> bool | None:
    algorithm, _, stated = digest.partition(":")
    make = _ALGORITHMS.get(algorithm.lower().replace("-", ""))
    if not make:
        return None  # absent, or of a kind that cannot be checked
    computed = make(block, usedforsecurity=False).digest()
    if stated.lower() == computed.hex() or stated.upper() == base64.b32encode(computed).decode():
        return True
    raise RecordDamaged(f"its bytes are not those of its WARC-Block-Digest {digest}")
