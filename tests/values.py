"""Model values for tests: one source, captures by the hour, documents of one word a block."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from policytrail.model import (
    Block,
    BlockKind,
    BodyReading,
    Capture,
    Document,
    Extraction,
    Failure,
    FailureReason,
    Origin,
    Recipe,
    Source,
)

SOURCE = Source(
    source_id="lumen-terms",
    service="Lumen",
    service_id="lumen",
    policy_type="terms_of_service",
    url="http://lumen.example/terms",
)
START = datetime(2026, 1, 1, tzinfo=UTC)


def hour(number: float) -> datetime:
    """Return the time so many hours after the start."""
    return START + timedelta(hours=number)


def capture_at(
    number: float, body: bytes, *, source: Source = SOURCE, origin: Origin = Origin.LIVE
) -> tuple[Capture, bytes]:
    """Return a capture of a body so many hours after the start, with the body."""
    capture = Capture(
        source_id=source.source_id,
        captured_at=hour(number),
        fetched_at=hour(number),
        origin=origin,
        url=source.url,
        final_url=source.url,
        status=200,
        headers=(("Content-Type", "text/plain"), ("ETag", f'"{len(body)}"')),
        body_sha256=sha256(body).hexdigest(),
    )
    return capture, body


def document_of(text: str) -> Document:
    """Return a document with one paragraph for each word."""
    return Document(tuple(Block(BlockKind.PARAGRAPH, word) for word in text.split()))


def extraction_of(body: bytes, recipe: Recipe = SOURCE.recipe) -> Extraction:
    """Return what the body says: its words; a body with `challenge` in it is a failure."""
    reading = BodyReading(sha256(body).hexdigest(), "text/plain", recipe, SOURCE.url)
    if b"challenge" in body:
        return Extraction(reading, Failure(FailureReason.BOT_CHALLENGE, "asks for a click"))
    return Extraction(reading, document_of(body.decode()))
