"""Undoes a content-encoding while it streams, within a size cap.

The decoders of the HTTP libraries take a gzip stream that stops in the middle for a whole one; a
policy that lost its end that way would look changed.
"""

import zlib
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final, Protocol

from policytrail.evidence import looks_like_text

ENCODINGS: Final = ("gzip", "deflate")
"""What we ask servers for."""

_SAMPLE_BYTES: Final = 512
_LEAST_TEXT_BYTES: Final = 32
"""Fewer bytes than this may be text by chance."""
_GZIP: Final = 16 + zlib.MAX_WBITS
_PIECE_BYTES: Final = 1 << 20
_MOST_ENCODINGS: Final = 4
"""No honest server packs more than twice; each one is a call in a call."""


class DamagedCoding(Exception):
    """The bytes do not follow their content-encoding; its text says how."""


class BodyTooLarge(Exception):
    """The body exceeded the size limit."""


class _Stream(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    @property
    def unconsumed_tail(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = ..., /) -> bytes: ...


def content_encodings(headers: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return the content-encodings of a response in the order in which they were applied."""
    values = (value for name, value in headers if name.lower() == "content-encoding")
    words = (word.strip().lower() for value in values for word in value.split(","))
    return tuple(word.removeprefix("x-") for word in words if word not in ("", "identity"))


def undo_encodings(chunks: Iterable[bytes], encodings: tuple[str, ...], cap_bytes: int) -> bytes:
    """Return the body with its content-encodings undone.

    A body that is text as it is was never encoded, whatever its headers say.

    Raises:
        BodyTooLarge: as sent or undone, it is larger than the cap.
        DamagedCoding: an encoding that we do not know, or bytes that do not follow it.
    """
    if len(encodings) > _MOST_ENCODINGS:
        raise DamagedCoding(f"{len(encodings)} content-encodings, one over the other")
    stream = _cap_bytes(chunks, cap_bytes)
    first = b""
    while encodings and len(first) < _SAMPLE_BYTES and (chunk := next(stream, b"")):
        first += chunk
    stream = chain((first,), stream)
    if len(first) >= _LEAST_TEXT_BYTES and looks_like_text(first):
        return b"".join(stream)
    for encoding in reversed(encodings):
        if encoding not in ENCODINGS:
            raise DamagedCoding(f"content-encoding {encoding!r} was not asked for")
        stream = _cap_bytes(_undo_encoding(stream, encoding), cap_bytes)
    return b"".join(stream)


def _cap_bytes(chunks: Iterable[bytes], cap_bytes: int) -> Iterator[bytes]:
    seen = 0
    for chunk in chunks:
        seen += len(chunk)
        if seen > cap_bytes:
            raise BodyTooLarge
        yield chunk


def _undo_encoding(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Yield the bytes in pieces of at most a mebibyte, however well they were packed."""
    stream: _Stream | None = None
    for chunk in chunks:
        rest = chunk
        while rest:
            if stream is None or (stream.eof and _starts_member(rest, encoding)):
                stream = _start_stream(rest, encoding)
            elif stream.eof:
                return  # servers pad the end with zeros and worse; the body is whole
            yield from _unpack_pieces(stream, rest, encoding)
            rest = stream.unused_data
    if stream is not None and not stream.eof:
        raise DamagedCoding(f"{encoding}: the stream stops before its end")


def _unpack_pieces(stream: _Stream, packed: bytes, encoding: str) -> Iterator[bytes]:
    """Yield what one chunk unpacks to; what stands behind the stream's end stays in it."""
    rest = packed
    while True:
        try:
            piece = stream.decompress(rest, _PIECE_BYTES)
        except zlib.error as error:
            raise DamagedCoding(f"{encoding}: {error}") from error
        if piece:
            yield piece
        rest = stream.unconsumed_tail
        if stream.eof or (not rest and len(piece) < _PIECE_BYTES):
            return


def _starts_member(rest: bytes, encoding: str) -> bool:
    return encoding == "gzip" and rest.startswith(b"\x1f\x8b")


def _start_stream(first: bytes, encoding: str) -> _Stream:
    if encoding == "gzip":
        return zlib.decompressobj(_GZIP)
    # "deflate" means zlib, and half of the servers send it without zlib's header.
    return zlib.decompressobj(zlib.MAX_WBITS if first[0] & 0x0F == 8 else -zlib.MAX_WBITS)  # noqa: PLR2004 (RFC 1950: the method "deflate")
