"""Captures, and the attempts that produced them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from policytrail.text import hash_parts

Header = tuple[str, str]

CAPTURE_YEARS: Final = range(1990, 2200)
"""The years in which a capture can have been made: a time outside of them is a mistake of whoever wrote it, and
later ones leave no room to count a day on."""


class Origin(StrEnum):
    """Where a capture came from."""

    LIVE = "live"
    BROWSER = "browser"
    WAYBACK = "wayback"
    WARC = "warc"


class Outcome(StrEnum):
    """The outcome of an attempt."""

    CAPTURED = "captured"
    CONFIRMED = "confirmed"
    """HTTP 304: the body that we hold is still the one served."""
    HTTP_STATUS = "http_status"
    """The server answered with a status that is no success."""
    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed_out"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    TOO_LARGE = "too_large"
    ADDRESS_REFUSED = "address_refused"
    RATE_LIMITED = "rate_limited"
    NOT_ARCHIVED = "not_archived"
    BAD_CONTENT = "bad_content"
    """The body ended early or its content-encoding is damaged."""
    UNSUPPORTED = "unsupported"
    """The way of fetching that the source asks for is not available here."""


@dataclass(frozen=True, slots=True)
class Capture:
    """The result of one retrieval: status, headers, times, and the hash of the body."""

    source_id: str
    captured_at: datetime
    """When the origin server answered; aware UTC."""
    fetched_at: datetime
    """When we received the bytes; aware UTC."""
    origin: Origin
    url: str
    final_url: str
    """After redirects."""
    status: int
    headers: tuple[Header, ...]
    body_sha256: str
    redirects: tuple[str, ...] = ()
    """Every URL that redirected, in order."""
    memento_url: str | None = None
    """Where an archive plays this capture back; None for what we fetched ourselves."""
    digest_verified: bool | None = None
    """True if the archive's SHA-1 was recomputed over the same bytes; None if it cannot be."""

    @property
    def capture_id(self) -> str:
        """Return the capture's name: the same retrieval read twice has the same."""
        captured_at = self.captured_at.isoformat()
        return hash_parts(
            "capture", self.source_id, self.origin, captured_at, self.url, self.body_sha256
        )

    @property
    def media_type(self) -> str:
        """Return the Content-Type header as sent, or an empty text."""
        return next((value for name, value in self.headers if name.lower() == "content-type"), "")


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt to capture a source, successful or not."""

    source_id: str
    attempted_at: datetime
    outcome: Outcome
    detail: str = ""
    """What a person needs to act on it; empty when all went well."""
    status: int | None = None
    capture_id: str | None = None
    scheduled_at: datetime | None = None
    """The slot of the source that the attempt was made for; None where no run planned it."""


@dataclass(frozen=True, slots=True)
class Retrieval:
    """The result of one attempt: the attempt, and on success the capture and its body."""

    attempt: Attempt
    capture: Capture | None = None
    body: bytes | None = None
    """None when the attempt failed, and for a 304: then the body is held already."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What a conditional request needs from the last good capture."""

    body_sha256: str
    etag: str | None
    last_modified: str | None
