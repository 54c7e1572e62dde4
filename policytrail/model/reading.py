"""Extraction requests (a body and a recipe) and their results."""

from dataclasses import dataclass

from policytrail.model.document import Document, Failure
from policytrail.model.source import Recipe


@dataclass(frozen=True, slots=True)
class BodyReading:
    """Everything that determines the document of a body."""

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
    """The result of an extraction."""

    reading: BodyReading
    result: Document | Failure
