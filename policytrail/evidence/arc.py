"""ARC files, the predecessor of WARC: their records are returned as WARC records.

Source: Internet Archive, "Arc File Format" (1996), versions 1 and 2.
"""

import re
from collections.abc import Iterator
from typing import Final

from policytrail.evidence.framing import Broken, Content, Place, RawRecord

START: Final = b"filedesc://"
_LINE: Final = re.compile(
    rb"([^\s]{1,8192}) ([^\s]{0,64}) (\d{8,14})[^\r\n]{0,8192}? (\d{1,12})\r?\n"
)
_NEXT: Final = re.compile(rb"(?<=\n)(?=https?://[^\s]{1,8192} [0-9a-fA-F.:]{3,45} \d{14} )")


def is_arc(content: Content) -> bool:
    """Return whether the bytes are an ARC file, or the first gzip member of one."""
    return content[: len(START)] == START


def arc_records(content: Content, offset: int | None) -> Iterator[RawRecord | Broken]:
    """Yield the records of an ARC file.

    `offset` is where the gzip member that holds `content` starts; None for a plain file.
    """
    record_start = 0
    while record_start < len(content):
        place = (record_start, 0) if offset is None else (offset, record_start)
        record = record_in(content, record_start, place)
        if isinstance(record, tuple):
            raw, record_start = record
            if not raw.head.startswith(b"WARC/1.0\r\nWARC-Target-URI: filedesc"):
                yield raw
            continue
        yield Broken(place[0], record)
        following = _NEXT.search(content, record_start + 1)
        record_start = following.start() if following else len(content)


def record_in(content: Content, offset: int, place: Place) -> tuple[RawRecord, int] | str:
    """Return the record that starts at a byte and the offset of the next, or why there is none."""
    line = _LINE.match(content, offset)
    if line is None:
        return "no ARC record starts here"
    end = line.end() + int(line[4])
    if line[1].startswith(START):  # what tools count as the length of this first one differs
        first = _NEXT.search(content, line.end())
        end = first.start() if first else len(content)
    if end > len(content):
        return "the file ends inside this ARC record: it is truncated"
    head = (
        b"WARC/1.0\r\nWARC-Target-URI: %b\r\nWARC-Type: %b\r\nWARC-Date: %b\r\n"
        b"Content-Length: %d\r\n\r\n"
    ) % (line[1], _kind_of(line[1]), _date_of(line[3]), end - line.end())
    following = end
    while content[following : following + 1] in (b"\n", b"\r"):
        following += 1
    return RawRecord(place, head, bytes(content[line.end() : end])), following


def _kind_of(url: bytes) -> bytes:
    return b"warcinfo" if url.startswith(START) else b"response"


def _date_of(stamp: bytes) -> bytes:
    """Return fourteen digits as WARC writes a date; what cannot be one stays to be reported."""
    full = stamp.ljust(14, b"0")
    parts = (full[:4], full[4:6], full[6:8], full[8:10], full[10:12], full[12:14])
    return b"%b-%b-%bT%b:%b:%bZ" % parts
