"""Passages in another language than the text: nothing is said of what they add or take away.

A translation that is served with a policy, or in its place, grants and withdraws nothing, and no
sentence of it can be held against a sentence of the text.
"""

from policytrail.language import detect_language, words_of
from policytrail.model import DocumentPair, Side
from policytrail.significance.weigh import SubstantiveHunk

_FEWEST_WORDS = 12
"""Words from which on the language of a passage can be told."""


def is_in_other_language(told: SubstantiveHunk, pair: DocumentPair) -> bool:
    """Return whether a side of a hunk is in another language than the old text, as a whole."""
    language = detect_language(pair.old.blocks) or pair.old.language
    spoken = [_language_spoken(side) for side in (told.hunk.old, told.hunk.new)]
    return language is not None and any(one not in (None, language) for one in spoken)


def _language_spoken(side: Side | None) -> str | None:
    if side is None or len(words_of(side.text)) < _FEWEST_WORDS:
        return None
    return detect_language(side.blocks)
