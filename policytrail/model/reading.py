"""Which body is to be read by which recipe, and what came of it."""

from dataclasses import dataclass

from policytrail.model.document import Document, Failure
from policytrail.model.source import Recipe


@dataclass(frozen=True, slots=True)
class BodyReading:
    """All that decides what a body says."""

    body_sha256: str
    media_type: str
    """The Content-Type header, as sent."""
    recipe: Recipe
    url: str
    """What the body's relative links start from."""
    final_url: str = ""
    """The URL that answered, after redirects; empty where nobody knows."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """What a reading gave."""

    reading: BodyReading
    result: Document | Failure
