"""Documents of invented words."""

from policytrail.model import Block, BlockKind, Document


def document(*texts: str) -> Document:
    return Document(tuple(Block(BlockKind.PARAGRAPH, text) for text in texts))
