"""Recognises changes that replace most of a policy."""

from collections.abc import Sequence
from enum import StrEnum

from policytrail.language import Standing, TextIndex, split_sentences
from policytrail.model import BlockKind, Document, DocumentPair, Hunk, Side

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

    @property
    def is_of_most(self) -> bool:
        """Return whether clauses and figures of two such texts can hardly be compared one by one."""
        return self in (Rewrite.EXTENDED, Rewrite.SHORTENED, Rewrite.REWRITTEN)


def judge_rewrite(pair: DocumentPair, hunks: Sequence[Hunk] | None = None) -> Rewrite:
    """Return whether most of what one text says is missing from the other.

    `hunks` are those that count; without them, all that change what the text says.
    """
    if hunks is None:
        hunks = [hunk for place, hunk in enumerate(pair.diff.hunks) if pair.is_substantive(place)]
    if sum(map(_count_edited_words, hunks)) < _FEWEST_WORDS:
        return Rewrite.NO
    old_text, new_text = TextIndex.of_document(pair.old), TextIndex.of_document(pair.new)
    gone = _lost_share([hunk.old for hunk in hunks], new_text, pair.old)
    come = _lost_share([hunk.new for hunk in hunks], old_text, pair.new)
    is_new, is_gone = come >= _SHARE, gone >= _SHARE
    if is_new and is_gone:
        return Rewrite.REWRITTEN
    if is_new or is_gone:
        return Rewrite.EXTENDED if is_new else Rewrite.SHORTENED
    is_large = max(come, gone) >= _LARGE and min(come, gone) >= _LARGE / 2
    return Rewrite.PARTLY if is_large else Rewrite.NO


def _count_edited_words(hunk: Hunk) -> int:
    return sum(len(edit.text.split()) for edit in hunk.edits if edit.op != "=")


def _lost_share(sides: Sequence[Side | None], other: TextIndex, document: Document) -> float:
    """Return the share of a document that stands in these sides and is not said by the other text, 0-1."""
    sentences = [
        sentence
        for side in sides
        for block in (side.blocks if side else ())
        if block.kind is not BlockKind.HEADING
        for sentence in _sentences_of(block.kind, block.text)
    ]
    sample = sentences[:: max(1, len(sentences) // _SAMPLED)]
    lost = sum(
        other.judge_presence(sentence) in (Standing.ABSENT, Standing.UNCERTAIN)
        for sentence in sample
    )
    letters = sum(len(block.text) for block in document.blocks)
    edited = min(1.0, sum(map(len, sentences)) / max(1, letters))
    return lost / max(1, len(sample)) * edited


def _sentences_of(kind: BlockKind, text: str) -> Sequence[str]:
    """Return the sentences of a block; a row of a table is one."""
    return [text] if kind is BlockKind.ROW else list(split_sentences(text))
