"""Passages in another language than the policy: no statement is made about what they add or remove.

A translation served with a policy, or in its place, grants and withdraws nothing, and its sentences
cannot be compared with those of the policy.
"""

from policytrail.language import detect_language, words_of
from policytrail.model import DocumentPair, Side
from policytrail.significance.weigh import SubstantiveHunk

_FEWEST_WORDS = 12
"""Fewest words from which the language of a passage can be detected."""


def is_in_other_language(substantive: SubstantiveHunk, pair: DocumentPair) -> bool:
    """Return whether one side of a hunk as a whole is in another language than the old text."""
    language = detect_language(pair.old.blocks) or pair.old.language
    spoken = [_language_spoken(side) for side in (substantive.hunk.old, substantive.hunk.new)]
    return language is not None and any(
        spoken_language not in (None, language) for spoken_language in spoken
    )


def _language_spoken(side: Side | None) -> str | None:
    if side is None or len(words_of(side.text)) < _FEWEST_WORDS:
        return None
    return detect_language(side.blocks)
