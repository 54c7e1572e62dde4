"""Model values as JSON and as compressed JSON, there and back."""

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


def pack_assessment(assessment: Assessment) -> bytes:
    """Return the assessment as zstd-compressed JSON."""
    return zstandard.ZstdCompressor(level=9).compress(_ASSESSMENT.dump_json(assessment))


def unpack_assessment(content: bytes) -> Assessment:
    """Return the assessment that was packed."""
    return _ASSESSMENT.validate_json(unpack_json(content))


def unpack_json(content: bytes) -> bytes:
    """Return the JSON that was packed."""
    return zstandard.ZstdDecompressor().decompress(content)
