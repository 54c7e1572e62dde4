"""Variants that are served in turn: which earlier text a new one should be compared with."""

from collections import Counter
from collections.abc import Sequence

from policytrail.model import Diff, Document, VariantShare, Version

# A new text belongs to an earlier variant if it differs from that by less than half of what it
# differs from the last text by.
_NEARER = 0.5
# If fewer words change, it is the last text, edited, and not another variant. Read from the
# recorded variants: 30-100 %; small edits that were reverted: 0.1 and 0.4 %.
_MIN_EDITED = 0.05


def nearer_variant(diff: Diff, new: Document, earlier: Sequence[Document]) -> Document | None:
    """Return the earlier document that a new one is an edition of, if the last one is another variant."""
    edited = diff.stats.words_added + diff.stats.words_removed
    if not earlier or edited < _MIN_EDITED * new.words:
        return None
    texts = _block_letters(new)
    nearest = min(
        reversed(earlier), key=lambda document: _letters_apart(texts, _block_letters(document))
    )
    return (
        nearest
        if _letters_apart(texts, _block_letters(nearest)) < _NEARER * _changed_letters(diff)
        else None
    )


def _changed_letters(diff: Diff) -> int:
    """Return how many letters the blocks changed by a diff have."""
    sides = [side for hunk in diff.hunks for side in (hunk.old, hunk.new) if side is not None]
    return sum(len(block.text) for side in sides for block in side.blocks)


def _block_letters(document: Document) -> Counter[str]:
    return Counter(block.text for block in document.blocks)


def _letters_apart(first: Counter[str], other: Counter[str]) -> int:
    """Return how many letters stand in blocks of one text that the other lacks."""
    apart = (first - other) + (other - first)
    return sum(len(text) * count for text, count in apart.items())


def find_variants(versions: Sequence[Version]) -> tuple[VariantShare, ...]:
    """Return the variants of a source, the most served first; none if there are none.

    A text is a variant if it returned after another one was served, or was replaced by one that
    did.
    """
    came_back = {version.document_sha256 for version in versions if version.is_reversion}
    served: Counter[str] = Counter()
    for place, version in enumerate(versions):
        neighbours = versions[max(0, place - 1) : place + 2]
        if any(neighbour.document_sha256 in came_back for neighbour in neighbours):
            served[version.document_sha256] += version.captures
    total = served.total()
    return tuple(
        VariantShare(name, captures, captures / total) for name, captures in served.most_common()
    )
