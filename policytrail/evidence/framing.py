"""Find where the records of a WARC file begin and end, even after damaged places.

Source: WARC 1.1 (ISO 28500:2017). warcio reads a damaged gzip member as a shorter record and says
so on stderr only; evidence needs to know, so the framing is our own.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from mmap import mmap
from typing import TypeAlias

from policytrail.evidence.zstd_frames import first_frame, is_zstd, unpacked_frame

Content: TypeAlias = bytes | mmap
Place: TypeAlias = tuple[int, int]
"""Byte of the file at which a record or its gzip member starts; byte inside that member."""

MAX_INFLATED_BYTES = 256 * 1024 * 1024
"""Largest gzip member that is read; there is one for each record."""
_MAX_HEAD_BYTES = 64 * 1024
_STEP_BYTES = 256 * 1024

_PLAIN = -1
_GZIP = b"\x1f\x8b\x08"
_START = re.compile(rb"WARC/\d+\.\d+\r?\n")
_NEXT = re.compile(rb"(?<=\n)WARC/\d+\.\d+\r?\n")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(rb"^Content-Length:[ \t]*(\d{1,18})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_GAP = re.compile(rb"[\r\n]*")


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One record as it stands in the file."""

    place: Place
    head: bytes
    block: bytes

    @property
    def offset(self) -> int:
        """Return the byte of the file at which it, or its gzip member, starts."""
        return self.place[0]


@dataclass(frozen=True, slots=True)
class Broken:
    """A place that is not a record, and why."""

    offset: int
    detail: str


@dataclass(frozen=True, slots=True)
class _ByteStretch:
    """Bytes that hold whole records: a gzip member, or a plain file."""

    offset: int
    content: Content
    problem: str = ""
    """Why `content` ends too early."""

    @property
    def what(self) -> str:
        """Return what the stretch is, in words."""
        return "the file" if self.offset == _PLAIN else "the packed member"

    def place_of_byte(self, offset: int) -> Place:
        """Return the place of a byte of `content`."""
        return (offset, 0) if self.offset == _PLAIN else (self.offset, offset)


def read_records(content: Content) -> Iterator[RawRecord | Broken]:
    """Yield every record of an archive file, and every place that is not a record.

    The file may be WARC or ARC, plain, gzip or (WARC) zstd. `content` may be anything sliceable
    like bytes, e.g. a memory map.
    """
    from policytrail.evidence.arc import arc_records, is_arc  # noqa: PLC0415 (each needs the other)

    if not content:
        yield Broken(0, "the file is empty")
    elif is_arc(content):
        yield from arc_records(content, None)
    elif _is_packed(content):
        in_arc = False
        for stretch in _gzip_members(content):
            if isinstance(stretch, Broken):
                yield stretch
                continue
            in_arc = in_arc or is_arc(stretch.content)
            if in_arc and not stretch.problem:
                yield from arc_records(stretch.content, stretch.offset)
            else:
                yield from _records_in(stretch)
    else:
        yield from _records_in(_ByteStretch(_PLAIN, content))


def record_at(content: Content, place: Place) -> RawRecord | None:
    """Return the record at a place where `records_of` found one before."""
    from policytrail.evidence.arc import record_in  # noqa: PLC0415 (each needs the other)

    offset, start = place
    stretch = (
        _inflate_member(content, offset)[0]
        if _is_packed(content)
        else _ByteStretch(_PLAIN, content)
    )
    place_of_record = start if _is_packed(content) else offset
    record = _record_at(stretch, place_of_record)
    if isinstance(record, str):
        record = record_in(stretch.content, place_of_record, place)
    return record[0] if isinstance(record, tuple) else None


def _is_packed(content: Content) -> bool:
    return is_zstd(content) or _is_gzip(content)


def _is_gzip(content: Content) -> bool:
    """Return whether gzip members hold the records, also if the first one is damaged."""
    if content[:3] == _GZIP:
        return True
    return (
        not is_zstd(content) and not _START.match(content) and _next_member(content, 0) is not None
    )


def _gzip_members(content: Content) -> Iterator[_ByteStretch | Broken]:
    offset = first_frame(content)
    while is_zstd(content) and offset < len(content):
        stretch, after = _inflate_member(content, offset)
        yield stretch
        if after is None:
            return
        offset = after
    while offset < len(content):
        if content[offset : offset + 3] != _GZIP:
            following = _next_member(content, offset + 1)
            rest = following if following is not None else len(content)
            if content[offset:rest].strip(b"\0\r\n"):
                yield Broken(
                    offset, f"no gzip member starts here; {rest - offset} bytes passed over"
                )
            offset = rest
            continue
        stretch, after = _inflate_member(content, offset)
        yield stretch
        following = after if after is not None else _next_member(content, offset + 1)
        offset = following if following is not None else len(content)


def _inflate_member(content: Content, offset: int) -> tuple[_ByteStretch, int | None]:
    """Return one member, and where the next starts; None if that must be searched for."""
    if is_zstd(content):
        inflated, after, problem = unpacked_frame(content, offset, MAX_INFLATED_BYTES)
        return _ByteStretch(offset, inflated, problem), after
    inflating = zlib.decompressobj(16 + zlib.MAX_WBITS)
    parts: list[bytes] = []
    size, position = 0, offset
    problem = "the file ends inside this gzip member: it is truncated"
    try:
        while position < len(content):
            step = content[position : position + _STEP_BYTES]
            part = inflating.decompress(step, MAX_INFLATED_BYTES - size + 1)
            position += len(step)
            parts.append(part)
            size += len(part)
            if size > MAX_INFLATED_BYTES:
                problem = f"a gzip member inflates to more than {MAX_INFLATED_BYTES} bytes"
                break
            if inflating.eof:
                inflated = b"".join(parts)
                return _ByteStretch(offset, inflated), position - len(inflating.unused_data)
    except zlib.error as error:
        problem = f"a damaged gzip member ({error})"
    return _ByteStretch(offset, b"".join(parts), problem), None


def _next_member(content: Content, offset: int) -> int | None:
    """Return where the next gzip member with a WARC record starts."""
    position = content.find(_GZIP, offset)
    while position >= 0:
        try:
            inflating = zlib.decompressobj(16 + zlib.MAX_WBITS)
            begin = inflating.decompress(content[position : position + 4096], 5)
        except zlib.error:
            begin = b""
        if begin == b"WARC/":
            return position
        position = content.find(_GZIP, position + 1)
    return None


def _records_in(stretch: _ByteStretch) -> Iterator[RawRecord | Broken]:
    offset = _past_gap(stretch.content, 0)
    while offset < len(stretch.content):
        record = _record_at(stretch, offset)
        if isinstance(record, tuple):
            yield record[0]
            offset = record[1]
            continue
        if not stretch.problem:
            yield Broken(stretch.place_of_byte(offset)[0], record)
        following = _NEXT.search(stretch.content, offset + 1)
        offset = following.start() if following else len(stretch.content)
    if stretch.problem:
        yield Broken(stretch.offset, stretch.problem)


def _record_at(stretch: _ByteStretch, offset: int) -> tuple[RawRecord, int] | str:
    """Return the record at a place and the start of the next, or why there is none."""
    content = stretch.content
    if not _START.match(content, offset):
        return "no WARC record starts here"
    head_end = _HEAD_END.search(content, offset, offset + _MAX_HEAD_BYTES)
    if not head_end:
        return "the header of this record does not end"
    head = content[offset : head_end.end()]
    length = _LENGTH.search(head)
    if not length:
        return "this record has no Content-Length"
    end = head_end.end() + int(length[1])
    if end > len(content):
        return f"{stretch.what} ends inside this record: it is truncated"
    following = _past_gap(content, end)
    if not (
        following == len(content)
        or content[end : end + 4] == b"\r\n\r\n"
        or _START.match(content, following)
    ):
        return "the Content-Length of this record does not lead to its end"
    return RawRecord(stretch.place_of_byte(offset), head, content[head_end.end() : end]), following


def _past_gap(content: Content, offset: int) -> int:
    gap = _GAP.match(content, offset)
    return gap.end() if gap else offset
