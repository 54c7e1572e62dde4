"""Makes a document of drafts."""

from collections.abc import Sequence

from policytrail.extract.draft import BlockDraft
from policytrail.extract.line import STRUCK, LinkSpan
from policytrail.model import Block, Document, Link, StruckText


def stated_times(drafts: Sequence[BlockDraft]) -> dict[int, list[LinkSpan]]:
    """Return the dates that mark-up states for words of a block, by the block's position."""
    return {position: draft.times for position, draft in enumerate(drafts) if draft.times}


def build_document(drafts: Sequence[BlockDraft], title: str) -> Document:
    """Return the document made of the drafts."""
    blocks = tuple(Block(draft.kind, draft.text, draft.level, draft.number) for draft in drafts)
    links = tuple(
        Link(position, start, end, target)
        for position, draft in enumerate(drafts)
        for start, end, target in draft.links
        if start < end
    )
    struck = tuple(
        StruckText(position, start, target.removeprefix(STRUCK))
        for position, draft in enumerate(drafts)
        for start, end, target in draft.links
        if start == end and target.startswith(STRUCK)
    )
    return Document(blocks, title, links=links, struck=struck)
