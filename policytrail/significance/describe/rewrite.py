"""Recognises changes that replace most of a policy."""

from collections.abc import Sequence
from enum import StrEnum

from policytrail.language import Standing, TextIndex
from policytrail.model import Document, DocumentPair, Side
from policytrail.significance.describe.draft import placed_sentences
from policytrail.significance.describe.placed_texts import PlacedTexts
from policytrail.significance.weigh import SubstantiveHunk

_FEWEST_WORDS = 800
_SHARE = 0.5
_LARGE = 0.33
"""From this share of one text on, large parts count as rewritten, if half as much of the other is."""
_SAMPLED = 300
"""Sentences of a side that are looked up in the other text, evenly spread."""


class Rewrite(StrEnum):
    """How much of a policy was replaced."""

    NO = ""
    EXTENDED = "Most of the text is new"
    SHORTENED = "Most of the old text is gone"
    REWRITTEN = "Most of the policy was rewritten"
    PARTLY = "Large parts of the policy were rewritten"


def judge_rewrite(
    material: Sequence[SubstantiveHunk], texts: PlacedTexts, pair: DocumentPair
) -> Rewrite:
    """Return whether most of what one text says is missing from the other."""
    if sum(substantive.size for substantive in material) < _FEWEST_WORDS:
        return Rewrite.NO
    gone = _lost_share([substantive.hunk.old for substantive in material], texts.new, pair.old)
    come = _lost_share([substantive.hunk.new for substantive in material], texts.old, pair.new)
    is_new, is_gone = come >= _SHARE, gone >= _SHARE
    if is_new and is_gone:
        return Rewrite.REWRITTEN
    if is_new or is_gone:
        return Rewrite.EXTENDED if is_new else Rewrite.SHORTENED
    is_large = max(come, gone) >= _LARGE and min(come, gone) >= _LARGE / 2
    return Rewrite.PARTLY if is_large else Rewrite.NO


def _lost_share(sides: Sequence[Side | None], other: TextIndex, document: Document) -> float:
    """Return the share of a document that stands in these sides and is not said by the other text, 0-1."""
    sentences = [sentence.text for side in sides for sentence in placed_sentences(side)]
    sample = sentences[:: max(1, len(sentences) // _SAMPLED)]
    lost = sum(
        other.judge_presence(sentence) in (Standing.ABSENT, Standing.UNCERTAIN)
        for sentence in sample
    )
    letters = sum(len(block.text) for block in document.blocks)
    edited = min(1.0, sum(map(len, sentences)) / max(1, letters))
    return lost / max(1, len(sample)) * edited
