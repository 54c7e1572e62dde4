"""Both texts of a change, to ask what they say."""

from collections.abc import Callable
from dataclasses import dataclass

from policytrail.language import TextIndex
from policytrail.model import Document, DocumentPair, Hunk, Side

Weigh = Callable[[str], float]
"""How much some words weigh on the reader."""


@dataclass(frozen=True, slots=True)
class PlacedTexts:
    """Both whole texts, to ask what they say, and how words are weighed."""

    old: TextIndex
    new: TextIndex
    weigh: Weigh
    pair: DocumentPair
    terms: frozenset[tuple[str, str]] = frozenset()
    """Old and new names, in small letters, that are replaced throughout and told once."""

    def side_of(self, hunk: Hunk, *, come: bool) -> tuple[Side | None, Document]:
        """Return what came or went with a hunk, and the document that has it."""
        return (hunk.new, self.pair.new) if come else (hunk.old, self.pair.old)
