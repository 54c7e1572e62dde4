"""Notes at the head of a policy that say that it was revised, and how."""

import re

from policytrail.language import split_sentences
from policytrail.model import Block, BlockKind, Side
from policytrail.significance.classify.texts import words_in
from policytrail.text import fold_for_comparison

_NOTE_WORDS = 60
# How a sentence begins that says what the revision did.
_SUMMED_UP = re.compile(
    r"\W*we(?:'ve| have)? (?:also )?(?:added|clarified|simplified|expanded|reorgani[sz]ed|included|moved|explained|described)\b"
)
# A note about a change already made: it says nothing once its day is past.
_NOTE = re.compile(
    r"\bwe(?:'ve| have| recently|'re| are)? (?:just |recently |currently )?(?:made (?:some )?(?:changes|updates) to|updat(?:ed|ing)|revised|chang(?:ed|ing)) (?:our|this|the|these|some of our)\b"
    r"|\b(?:this|the) (?:policy|notice|terms|agreement|version) (?:has|have) been (?:updated|revised)\b"
    r"|\bnous avons (?:mis à jour|modifié)|\bwir haben .{0,40}(?:aktualisiert|geändert|überarbeitet)"
)
_NAME_WORDS = 4
_ENDS_SENTENCE = (".", ";", "!", "。")


def is_revision_note(side: Side) -> bool:
    """Return whether blocks only say that the policy was revised and how, under a title or without."""
    if len(words_in(side.text)) > _NOTE_WORDS:
        return False
    texts = [block.text for block in side.blocks if not _is_title(block)]
    are_notes = [_NOTE.search(fold_for_comparison(text)) is not None for text in texts]
    return any(are_notes) and all(
        is_note or _sums_up(text) for text, is_note in zip(texts, are_notes, strict=True)
    )


def _sums_up(text: str) -> bool:
    """Return whether every sentence says what the revision did."""
    return all(
        _SUMMED_UP.match(fold_for_comparison(sentence)) for sentence in split_sentences(text)
    )


def _is_title(block: Block) -> bool:
    """Return whether a block is a heading, or a name that stands where one does."""
    return block.kind is BlockKind.HEADING or (
        block.kind is BlockKind.PARAGRAPH
        and len(words_in(block.text)) <= _NAME_WORDS
        and not block.text.endswith(_ENDS_SENTENCE)
    )
