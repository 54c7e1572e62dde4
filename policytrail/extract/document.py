"""Drafts made into a document."""

from collections.abc import Sequence

from policytrail.extract.walk import Draft
from policytrail.model import Block, Document, Link


def document_of(drafts: Sequence[Draft], title: str) -> Document:
    """Return the document that the drafts make."""
    blocks = tuple(Block(draft.kind, draft.text, draft.level, draft.number) for draft in drafts)
    links = tuple(
        Link(position, start, end, target)
        for position, draft in enumerate(drafts)
        for start, end, target in draft.links
    )
    return Document(blocks, title, links=links)
