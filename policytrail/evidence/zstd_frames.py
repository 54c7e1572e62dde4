"""The frames of a `.warc.zst` file: one per record, with an optional dictionary in front.

Source: IIPC, "WARC file compression with Zstandard" (draft).
"""

from mmap import mmap
from typing import Final

import zstandard

_FRAME: Final = b"\x28\xb5\x2f\xfd"
_DICTIONARY_FRAME: Final = b"\x5d\x2a\x4d\x18"
_HEAD_BYTES: Final = 8
_LARGEST_DICTIONARY: Final = 16 * 1024 * 1024
_STEP_BYTES: Final = 256 * 1024


def is_zstd(content: bytes | mmap) -> bool:
    """Return whether the bytes are zstd frames, with or without a dictionary in front."""
    return content[:4] in (_FRAME, _DICTIONARY_FRAME)


def first_frame(content: bytes | mmap) -> int:
    """Return where the first frame of a record starts: behind the dictionary, if there is one."""
    if content[:4] != _DICTIONARY_FRAME:
        return 0
    return _HEAD_BYTES + int.from_bytes(content[4:_HEAD_BYTES], "little")


def unpacked_frame(content: bytes | mmap, offset: int, cap: int) -> tuple[bytes, int | None, str]:
    """Return what a frame holds, where the next one starts (None if unknown), and what is wrong."""
    parts: list[bytes] = []
    size, position = 0, offset
    try:
        unpacking = zstandard.ZstdDecompressor(dict_data=_dictionary(content)).decompressobj()
        while position < len(content):
            step = content[position : position + _STEP_BYTES]
            part = unpacking.decompress(step)
            position += len(step)
            parts.append(part)
            size += len(part)
            if size > cap:
                return b"", None, f"a zstd frame unpacks to more than {cap} bytes"
            if unpacking.eof:
                return b"".join(parts), position - len(unpacking.unused_data), ""
    except (zstandard.ZstdError, MemoryError) as error:
        return b"".join(parts), None, f"a damaged zstd frame ({error})"
    return b"".join(parts), None, "the file ends inside this zstd frame: it is truncated"


def _dictionary(content: bytes | mmap) -> zstandard.ZstdCompressionDict | None:
    end = first_frame(content)
    if not end:
        return None
    stored = bytes(content[_HEAD_BYTES:end])
    if stored[:4] == _FRAME:
        stored = zstandard.ZstdDecompressor().decompress(stored, _LARGEST_DICTIONARY)
    return zstandard.ZstdCompressionDict(stored)
