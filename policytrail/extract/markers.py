"""List markers that a page writes into its text: they make an item and are no part of its words."""

import re
from collections.abc import Sequence
from typing import Final

from policytrail.extract.draft import BlockDraft
from policytrail.extract.line import LinkSpan
from policytrail.model import BlockKind

_BULLET: Final = re.compile(r"[•◦▪▫‣●○■□➢➤❖✓✔►▶⁃∙]\s*(?=\w|[\"“‘'(\[$€£])")
_DASH: Final = re.compile(r"[·–—*-]\s+(?=\w|[\"“‘'(\[$€£])")
"""Signs that also open a footnote or an aside: a marker only in a row of them."""
_LEAST_ROW: Final = 2


def read_markers(drafts: Sequence[BlockDraft]) -> None:
    """Make items of paragraphs that begin with a bullet, and take the bullet off their text.

    A dash or an asterisk counts if a neighbour of the same kind begins with the same sign.
    """
    dashes = [_dash_at(draft) for draft in drafts]
    for position, draft in enumerate(drafts):
        if draft.kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
            continue
        marker = _BULLET.match(draft.text)
        if marker is None and dashes[position]:
            nearby = dashes[max(0, position - 1) : position + _LEAST_ROW]
            if nearby.count(dashes[position]) >= _LEAST_ROW:
                marker = _DASH.match(draft.text)
        if marker is not None:
            _drop_start(draft, marker.end())


def _dash_at(draft: BlockDraft) -> str:
    return draft.text[0] if _DASH.match(draft.text) else ""


def _drop_start(draft: BlockDraft, length: int) -> None:
    draft.text = draft.text[length:]
    draft.links = _shifted(draft.links, length)
    draft.times = _shifted(draft.times, length)
    if draft.kind is BlockKind.PARAGRAPH:
        draft.kind, draft.level = BlockKind.ITEM, 1


def _shifted(spans: Sequence[LinkSpan], length: int) -> list[LinkSpan]:
    return [
        (max(0, start - length), max(0, end - length), target)
        for start, end, target in spans
        if end > length or start == end  # of no length: what is struck out
    ]
