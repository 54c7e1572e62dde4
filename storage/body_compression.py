"""Compression of bodies: whole, or as a delta against another body.

While captures come in, a body is a delta of an earlier whole body of its source (`zstd`, `zstd-delta`).
Compaction (`storage.compaction`) packs them anew, each as a delta of the one before it (`zstd-chain`).
"""

from dataclasses import dataclass

import zstandard

LEVEL = 6
_DELTA_SHARE = 0.5
"""A delta that is larger than this share of the body compressed whole is not worth a second read."""
_MOST_BYTES = 2**30
"""What unpacks to more was not written by this program: a few kilobytes can say that they are terabytes."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A body as it is stored."""

    encoding: str
    """`zstd` or `zstd-delta`; `zstd-chain` after compaction."""
    base_sha256: str | None
    """The body that a delta needs."""
    size_bytes: int
    """Of the body itself."""
    content: bytes


def pack_body(body: bytes, base: tuple[str, bytes] | None = None, level: int = LEVEL) -> Packed:
    """Return the body compressed; against `base` (its name and bytes) if that pays."""
    compressed = zstandard.ZstdCompressor(level=level).compress(body)
    if base is None:
        return Packed("zstd", None, len(body), compressed)
    name, content = base
    delta = zstandard.ZstdCompressor(
        dict_data=_zstd_dictionary(content),
        compression_params=_window_parameters(len(body) + len(content), level),
    ).compress(body)
    if len(delta) > _DELTA_SHARE * len(compressed):
        return Packed("zstd", None, len(body), compressed)
    return Packed("zstd-delta", name, len(body), delta)


def unpack_body(content: bytes, base: bytes | None = None) -> bytes:
    """Return the body that was packed, given the bytes of its base if it has one.

    Raises:
        zstandard.ZstdError: the content is damaged, or would take more than 1 GiB.
    """
    if zstandard.frame_content_size(content) > _MOST_BYTES:
        raise zstandard.ZstdError("it says that it unpacks to more than 1 GiB")
    dictionary = None if base is None else _zstd_dictionary(base)
    return zstandard.ZstdDecompressor(dict_data=dictionary).decompress(content, _MOST_BYTES)


def _zstd_dictionary(content: bytes) -> zstandard.ZstdCompressionDict:
    return zstandard.ZstdCompressionDict(content, dict_type=zstandard.DICT_TYPE_RAWCONTENT)


def _window_parameters(size_bytes: int, level: int) -> zstandard.ZstdCompressionParameters:
    """Return parameters whose window spans body and base, so that zstd finds matches in the base."""
    window_log = max(20, min(27, size_bytes.bit_length()))
    return zstandard.ZstdCompressionParameters.from_level(  # pyright: ignore[reportUnknownMemberType] (its **kwargs are untyped)
        level, window_log=window_log
    )
