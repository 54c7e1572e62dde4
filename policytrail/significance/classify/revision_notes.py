"""Notes at the head of a policy that say that it was revised, and how."""

import re

from policytrail.model import BlockKind, Side
from policytrail.significance.classify.texts import words_in
from policytrail.text import fold_for_comparison

_NOTE_WORDS = 60
# What such a note says that the revision did.
_SUMMED_UP = re.compile(
    r"\bwe(?:'ve| have)? (?:also )?(?:added|clarified|simplified|expanded|reorgani[sz]ed|included|moved|explained|described)\b"
)
# A note about a change already made: it says nothing once its day is past.
_NOTE = re.compile(
    r"\bwe(?:'ve| have| recently|'re| are)? (?:just |recently |currently )?(?:made (?:some )?(?:changes|updates) to|updat(?:ed|ing)|revised|chang(?:ed|ing)) (?:our|this|the|these|some of our)\b"
    r"|\b(?:this|the) (?:policy|notice|terms|agreement|version) (?:has|have) been (?:updated|revised)\b"
    r"|\bnous avons (?:mis à jour|modifié)|\bwir haben .{0,40}(?:aktualisiert|geändert|überarbeitet)"
)
_NAME_WORDS = 4


def is_revision_note(side: Side) -> bool:
    """Return whether blocks only say that the policy was revised and how, under a title or without."""
    if len(words_in(side.text)) > _NOTE_WORDS:
        return False
    texts = [
        fold_for_comparison(block.text)
        for block in side.blocks
        if block.kind is not BlockKind.HEADING and len(words_in(block.text)) > _NAME_WORDS
    ]
    return any(map(_NOTE.search, texts)) and all(
        _NOTE.search(text) or _SUMMED_UP.search(text) for text in texts
    )
