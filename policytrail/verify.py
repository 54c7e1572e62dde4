"""Whether what is stored is what its name says."""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from policytrail.model import Block, Document


def wrong_bodies(bodies: Iterable[tuple[str, bytes]]) -> Iterator[str]:
    """Yield what is wrong with bodies whose bytes do not hash to their name."""
    for name, content in bodies:
        actual = sha256(content).hexdigest()
        if actual != name:
            yield f"body {name}: its bytes hash to {actual}"


def wrong_blocks(blocks: Iterable[tuple[str, Block]]) -> Iterator[str]:
    """Yield what is wrong with blocks whose text does not hash to their name."""
    for name, block in blocks:
        if block.sha256 != name:
            yield f"block {name}: its text hashes to {block.sha256}"


def wrong_documents(documents: Iterable[tuple[str, Document]]) -> Iterator[str]:
    """Yield what is wrong with documents whose blocks do not hash to their name."""
    for name, document in documents:
        if document.sha256 != name:
            yield f"document {name}: its blocks hash to {document.sha256}"
