"""Whether what is stored is what its name says."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policytrail.model import Block, Document, Extraction


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What stands in the place of a content that cannot even be read."""

    why: str
    """Names the content."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where rows and ledger differ."""

    position: int | None
    """That of the entry in the ledger; None for a row that has none."""
    what: str
    """Names the row."""

    def __str__(self) -> str:
        """Return the difference as one line."""
        return self.what if self.position is None else f"{self.what} (entry {self.position})"


def wrong_bodies(hashes: Iterable[tuple[str, str | Unreadable]]) -> Iterator[str]:
    """Yield what is wrong with bodies, given what the bytes of each hash to."""
    for name, actual in hashes:
        if isinstance(actual, Unreadable):
            yield actual.why
        elif actual != name:
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
