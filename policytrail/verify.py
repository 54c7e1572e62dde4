"""Whether what is stored is what its name says."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from policytrail.model import Block, Document, Extraction


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What stands in the place of a content that cannot even be read."""

    why: str
    """Names the content."""


def wrong_bodies(bodies: Iterable[tuple[str, bytes | Unreadable]]) -> Iterator[str]:
    """Yield what is wrong with bodies whose bytes do not hash to their name."""
    for name, content in bodies:
        if isinstance(content, Unreadable):
            yield content.why
        elif (actual := sha256(content).hexdigest()) != name:
            yield f"body {name}: its bytes hash to {actual}"


def wrong_blocks(blocks: Iterable[tuple[str, Block | Unreadable]]) -> Iterator[str]:
    """Yield what is wrong with blocks whose text does not hash to their name."""
    for name, block in blocks:
        if isinstance(block, Unreadable):
            yield block.why
        elif block.sha256 != name:
            yield f"block {name}: its text hashes to {block.sha256}"


def wrong_documents(documents: Iterable[tuple[str, Document | Unreadable]]) -> Iterator[str]:
    """Yield what is wrong with documents whose blocks do not hash to their name."""
    for name, document in documents:
        if isinstance(document, Unreadable):
            yield f"document {name}: {document.why}"
        elif document.sha256 != name:
            yield f"document {name}: its blocks hash to {document.sha256}"


def wrong_extractions(made: Iterable[tuple[str, Extraction]]) -> Iterator[str]:
    """Yield what is wrong where reading a body again gives something else than is recorded."""
    for recorded, extraction in made:
        reading, result = extraction.reading, extraction.result
        is_document = isinstance(result, Document)
        again = f"document {result.sha256}" if is_document else f"failure {result.reason}"
        if again != recorded:
            yield (
                f"body {reading.body_sha256} read by recipe {reading.recipe.sha256}: recorded as "
                f"{recorded}, and now gives {again}"
            )
