"""Model values to and from JSON and compressed JSON; what others wrote into a row is told in a sentence."""

from collections.abc import Callable
from typing import Generic, TypeVar

import zstandard
from pydantic import TypeAdapter, ValidationError

from policytrail.model import Assessment, ClaimedDate, Header, Link, Source, StruckText
from storage.body_compression import unpack_body
from storage.faults import foreign_value

T = TypeVar("T")
_LEVEL = 9
"""Of zstd: rows are written once and read often."""


class StoredJson(Generic[T]):
    """Values of one kind as JSON, as a column holds them."""

    def __init__(self, adapter: TypeAdapter[T], what: str) -> None:
        self.dump_json = adapter.dump_json
        self._adapter = adapter
        self._what = what

    def validate_json(self, content: str | bytes) -> T:
        """Return the value.

        Raises:
            StorageError: this program never writes such a text.
        """
        try:
            return self._adapter.validate_json(content)
        except ValidationError as error:
            shown = content if isinstance(content, str) else content.decode("utf-8", "replace")
            raise foreign_value(self._what, shown) from error


SOURCE = StoredJson(TypeAdapter(Source), "the declaration of a source")
LINKS = StoredJson(TypeAdapter(tuple[Link, ...]), "the links of a document")
STRUCK = StoredJson(TypeAdapter(tuple[StruckText, ...]), "the struck-out words of a document")
CLAIMED_DATES = StoredJson(TypeAdapter(tuple[ClaimedDate, ...]), "the dates of a document")
HEADERS = StoredJson(TypeAdapter(tuple[Header, ...]), "the headers of a capture")
URLS = StoredJson(TypeAdapter(tuple[str, ...]), "the redirects of a capture")
_ASSESSMENT = StoredJson(TypeAdapter(Assessment), "the assessment of a change")


def read_word(word_of: Callable[[str], T], word: str, what: str) -> T:
    """Return the value of an enumeration that a column names.

    Raises:
        StorageError: there is no such value.
    """
    try:
        return word_of(word)
    except ValueError as error:
        raise foreign_value(what, word) from error


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
    """Return the JSON that was packed.

    Raises:
        StorageError: this program never packs so.
    """
    try:
        return unpack_body(content)
    except zstandard.ZstdError as error:
        raise foreign_value("a packed value", repr(content[:40])) from error
