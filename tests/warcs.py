"""WARC records, written by hand so that they can be damaged by hand."""

import base64
import gzip
import hashlib
from collections.abc import Sequence

import zstandard

from tests.policies import policy

Fields = Sequence[tuple[str, str]]

HTML = b"<!doctype html><title>Terms</title><h1>Terms</h1><p>Be kind.</p>"
URL = "https://lumen.example/terms"


def http(body: bytes = HTML, status: str = "200 OK", fields: Fields = ()) -> bytes:
    """Return an HTTP response as it goes over the wire."""
    lines = [f"HTTP/1.1 {status}", "Content-Type: text/html; charset=utf-8"]
    lines += [f"{name}: {value}" for name, value in fields]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def record(block: bytes, url: str = URL, kind: str = "response", fields: Fields = ()) -> bytes:
    """Return one WARC record."""
    given = dict(fields)
    head = {
        "WARC-Type": kind,
        "WARC-Record-ID": "<urn:uuid:00000000-0000-4000-8000-000000000001>",
        "WARC-Date": "2026-01-31T09:00:00Z",
        "WARC-Target-URI": url,
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block)),
    } | given
    lines = ["WARC/1.1", *(f"{name}: {value}" for name, value in head.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def response(body: bytes = HTML, url: str = URL, date: str = "2026-01-31T09:00:00Z") -> bytes:
    """Return a record of a good response."""
    return record(http(body), url, fields=[("WARC-Date", date)])


def digest(block: bytes) -> str:
    """Return what `WARC-Block-Digest` says of a block."""
    return "sha1:" + base64.b32encode(hashlib.sha1(block).digest()).decode()  # noqa: S324 (WARC's usual digest)


def zipped(*records: bytes) -> bytes:
    """Return a gzip WARC file, one member for each record."""
    return b"".join(gzip.compress(each, mtime=0) for each in records)


def arc(*records: tuple[str, str, bytes]) -> list[bytes]:
    """Return the records of an ARC file, its own description first; each a URL, a date, a block."""
    about = b"1 0 Quillmark\nURL IP-address Archive-date Content-type Archive-length\n\n"
    whole = [b"filedesc://q.arc 0.0.0.0 20050614070144 text/plain %d\n%b" % (len(about), about)]
    return whole + [
        b"%b 10.0.0.1 %b text/html %d\n%b\n" % (url.encode(), date.encode(), len(block), block)
        for url, date, block in records
    ]


def zstandard_file(records: Sequence[bytes], dictionary: bytes = b"") -> bytes:
    """Return a `.warc.zst` file, one frame a record, behind its dictionary."""
    trained = zstandard.ZstdCompressionDict(dictionary) if dictionary else None
    packer = zstandard.ZstdCompressor(dict_data=trained)
    frames = b"".join(packer.compress(each) for each in records)
    if not dictionary:
        return frames
    stored = zstandard.compress(dictionary)
    return b"\x5d\x2a\x4d\x18" + len(stored).to_bytes(4, "little") + stored + frames


def warc(days: int) -> bytes:
    """Return a WARC file with a capture a day, the text changing every third day."""
    return zipped(
        *(
            response(policy(f"Fees rise to {day // 3} euros."), date=f"2026-03-{day:02}T09:00:00Z")
            for day in range(1, days + 1)
        )
    )
