"""Both texts of a change, indexed for questions about what they say."""

from collections.abc import Callable
from dataclasses import dataclass

from policytrail.language import TextIndex
from policytrail.model import Document, DocumentPair, Hunk, Side

Weigh = Callable[[str], float]
"""Returns how much words weigh on the reader."""


@dataclass(frozen=True, slots=True)
class PlacedTexts:
    """Both whole texts, indexed, and the weighing of words."""

    old: TextIndex
    new: TextIndex
    weigh: Weigh
    pair: DocumentPair
    terms: frozenset[tuple[str, str]] = frozenset()
    """Old and new names, in lower case, that are replaced throughout and reported once."""

    def side_of(self, hunk: Hunk, *, come: bool) -> tuple[Side | None, Document]:
        """Return what a hunk added or removed, with the document that contains it."""
        return (hunk.new, self.pair.new) if come else (hunk.old, self.pair.old)
