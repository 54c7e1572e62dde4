"""Model values to and from JSON and compressed JSON."""

import zstandard
from pydantic import TypeAdapter

from policytrail.model import Assessment, ClaimedDate, Header, Link, Source, StruckText

SOURCE = TypeAdapter(Source)
LINKS = TypeAdapter(tuple[Link, ...])
STRUCK = TypeAdapter(tuple[StruckText, ...])
CLAIMED_DATES = TypeAdapter(tuple[ClaimedDate, ...])
HEADERS = TypeAdapter(tuple[Header, ...])
URLS = TypeAdapter(tuple[str, ...])
_ASSESSMENT = TypeAdapter(Assessment)
_LEVEL = 9
"""Of zstd: rows are written once and read often."""


def pack_assessment(assessment: Assessment) -> bytes:
    """Return the assessment as zstd-compressed JSON."""
    return pack_json(_ASSESSMENT.dump_json(assessment))


def unpack_assessment(content: bytes) -> Assessment:
    """Return the assessment that was packed."""
    return _ASSESSMENT.validate_json(unpack_json(content))


def pack_json(content: bytes) -> bytes:
    """Return JSON, or another text, compressed for storage."""
    return zstandard.ZstdCompressor(level=_LEVEL).compress(content)


def unpack_json(content: bytes) -> bytes:
    """Return the JSON that was packed."""
    return zstandard.ZstdDecompressor().decompress(content)
