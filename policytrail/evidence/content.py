"""Decode transfer-encoding and content-encoding strictly: damage never yields a shorter body."""

import re
import zlib
from collections.abc import Callable

import brotli
import zstandard

MAX_BODY_BYTES = 256 * 1024 * 1024
"""Largest body that is unpacked."""

_CHUNK_HEAD = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r\n")
_TEXT_SAMPLE = 2048
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_MARKUP = re.compile(
    rb"\s*<(?:!doctype|html|head|body|\?xml|!--|title|meta|p|div|h1)", re.IGNORECASE
)
_GZIP_MAGIC = b"\x1f\x8b"
_ZLIB_FIRST, _ZLIB_CHECK = b"\x78", 31
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"


class ContentDamaged(Exception):
    """The bytes do not match their headers, so the body cannot be decoded."""


def decode_body(payload: bytes, transfer_encoding: str, content_encoding: str) -> bytes:
    """Return the decoded body of an HTTP message, given its headers and payload.

    Archives often keep a header of an encoding that they undid, so a payload that is plainly not
    encoded that way is the body already.

    Raises:
        ContentDamaged: if it is encoded that way and damaged, or the encoding is unknown.
    """
    body = payload
    if "chunked" in transfer_encoding.casefold() and _CHUNK_HEAD.match(payload):
        body = _join_chunks(payload)
    codings = [name.strip() for name in content_encoding.casefold().split(",")]
    for name in reversed(codings):
        undo = _UNDO.get(name)
        if undo is None and not looks_like_text(body):
            raise ContentDamaged(f"its content-encoding {name!r} is not known")
        body = undo(body) if undo else body  # servers write `utf-8`, `none` and worse there
    return body


def _join_chunks(payload: bytes) -> bytes:
    parts: list[bytes] = []
    offset = 0
    while head := _CHUNK_HEAD.match(payload, offset):
        size = int(head[1], 16)
        if size == 0:
            return b"".join(parts)
        end = head.end() + size
        if payload[end : end + 2] != b"\r\n":
            break
        parts.append(payload[head.end() : end])
        offset = end + 2
    raise ContentDamaged(f"its chunked transfer-encoding breaks off at byte {offset}")


def _undo_gzip(body: bytes) -> bytes:
    """Return what all members of a gzip body hold; what pads its end is passed over."""
    parts: list[bytes] = []
    size, rest = 0, body
    while rest.startswith(_GZIP_MAGIC):
        part, rest = _undo_deflate(rest, 16 + zlib.MAX_WBITS)
        parts.append(part)
        size += len(part)
        if size > MAX_BODY_BYTES:
            raise ContentDamaged(f"its body unpacks to more than {MAX_BODY_BYTES} bytes")
    return b"".join(parts) if parts else body


def _inflated_any(body: bytes) -> bytes:
    # Servers send both zlib's format, as RFC 9110 says, and a bare deflate stream.
    is_zlib = body[:1] == _ZLIB_FIRST and int.from_bytes(body[:2]) % _ZLIB_CHECK == 0
    if not is_zlib and looks_like_text(body):
        return body
    return _undo_deflate(body, zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS)[0]


def _undo_deflate(body: bytes, window_bits: int) -> tuple[bytes, bytes]:
    """Return what one stream holds, and the bytes behind it."""
    inflating = zlib.decompressobj(window_bits)
    try:
        inflated = inflating.decompress(body, MAX_BODY_BYTES + 1)
    except zlib.error as error:
        raise ContentDamaged(f"its content-encoding is damaged ({error})") from error
    return _require_whole(inflated, ended=inflating.eof), inflating.unused_data


def _undo_brotli(body: bytes) -> bytes:
    if looks_like_text(body):  # brotli has no mark by which to tell that it was undone
        return body
    unpacking = brotli.Decompressor()
    parts: list[bytes] = []
    size = 0
    try:
        fed = body
        while not unpacking.is_finished() and size <= MAX_BODY_BYTES:
            part = unpacking.process(fed, MAX_BODY_BYTES - size + 1)
            if not part and not fed:
                break
            fed = b""
            parts.append(part)
            size += len(part)
    except brotli.error as error:
        raise ContentDamaged("its brotli content-encoding is damaged") from error
    return _require_whole(b"".join(parts), ended=unpacking.is_finished())


def _undo_zstd(body: bytes) -> bytes:
    if not body.startswith(_ZSTD_MAGIC):
        return body
    unpacking = zstandard.ZstdDecompressor().decompressobj()
    try:
        unpacked = unpacking.decompress(body)
    except zstandard.ZstdError as error:
        raise ContentDamaged(f"its zstd content-encoding is damaged ({error})") from error
    return _require_whole(unpacked, ended=unpacking.eof)


def _require_whole(content: bytes, *, ended: bool) -> bytes:
    if len(content) > MAX_BODY_BYTES:
        raise ContentDamaged(f"its body unpacks to more than {MAX_BODY_BYTES} bytes")
    if not ended:
        raise ContentDamaged("its content-encoding breaks off")
    return content


def looks_like_text(body: bytes) -> bool:
    """Return whether bytes are text as they are: UTF-8 without control characters, or mark-up.

    Packed bytes are neither: of 32 random ones, one in ten thousand is UTF-8.
    """
    head = body[:_TEXT_SAMPLE]
    if not head or _CONTROL.search(head):
        return not head
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        # A character that the sample cuts in two is no damage.
        is_cut = error.start > len(head) - len("\N{GRINNING FACE}".encode()) and len(body) > len(
            head
        )
        return is_cut or _MARKUP.match(head) is not None
    return True


def _as_is(body: bytes) -> bytes:
    return body


_UNDO: dict[str, Callable[[bytes], bytes]] = {
    "": _as_is,
    "identity": _as_is,
    "gzip": _undo_gzip,
    "x-gzip": _undo_gzip,
    "deflate": _inflated_any,
    "br": _undo_brotli,
    "zstd": _undo_zstd,
}
