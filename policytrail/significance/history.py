"""What the earlier documents of a source say about a comparison: what was seen before."""

from collections.abc import Sequence
from dataclasses import dataclass

from policytrail.model import Document
from policytrail.text import fold


@dataclass(frozen=True, slots=True)
class History:
    """The texts of the blocks of each earlier document, oldest first."""

    texts: tuple[frozenset[str], ...]

    def had_all(self, texts: Sequence[str]) -> bool:
        """Return whether one earlier document has every one of some folded texts."""
        return any(all(text in seen for text in texts) for seen in self.texts)

    def had_without(self, present: Sequence[str], absent: Sequence[str]) -> bool:
        """Return whether an earlier document has all of the one texts and none of the others."""
        return any(
            all(text in seen for text in present) and not any(text in seen for text in absent)
            for seen in self.texts
        )


def history_of(earlier: Sequence[Document]) -> History:
    """Return what was seen in the earlier documents of a source."""
    return History(
        tuple(frozenset(fold(block.text) for block in document.blocks) for document in earlier)
    )
