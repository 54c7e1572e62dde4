"""Unreadable text: decoded with the wrong character set, or set in fonts with private codes."""

import re
import unicodedata
from collections import Counter
from typing import Final

from ftfy.badness import badness

from policytrail.extract.guard.seen import SeenPage
from policytrail.extract.mojibake import looks_read_twice

_SAMPLE: Final = 20_000
_LEAST_WORDS: Final = 60
_PLACELESS: Final = re.compile("[\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")
_MOST_PLACELESS: Final = 0.02
"""Share of private-use characters from which a text cannot be read."""
_MOST_BAD: Final = 0.02
"""Share of impossible character sequences (`Ã¤`); real policies stay below 0.001."""
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_VOWELS: Final = frozenset("aeiouyæøœıəɛɔ")
_LEAST_VOWELS, _MOST_VOWELS = 0.27, 0.62
"""Shares of vowels among the letters of languages in Latin script, with some margin."""
_MOST_MUTE: Final = 0.15
"""Share of words without a vowel; Czech, Croatian and lists of abbreviations stay below 0.08."""
_COMMONEST: Final = frozenset("aeiountsy")
"""The most frequent letters of languages in Latin script; mostly vowels."""
_LONGEST_MEAN: Final = 16.0
"""Mean length of words; Finnish and German stay below 12."""


def describe_unreadable(seen: SeenPage) -> str | None:
    """Return why the text is unreadable, or None."""
    text = "\n".join(block.text for block in seen.document.blocks)[:_SAMPLE]
    if not text or seen.words == 0:
        return None
    if len(_PLACELESS.findall(text)) > max(5, _MOST_PLACELESS * len(text)):
        return "its letters have codes without a meaning: the font alone knows what they are"
    if looks_read_twice(text) and badness(text) > max(5, _MOST_BAD * len(text)):
        return "it was read in a wrong character set and cannot be repaired with certainty"
    if seen.document.language is None and _is_no_language(text):
        return "its letters make no words of any language"
    return None


def _is_no_language(text: str) -> bool:
    """Return whether Latin letters occur in an order that no language has."""
    words = [_plain_word(word) for word in _WORD.findall(text)]
    latin = [word for word in words if word.isascii() and word.isalpha()]
    letters = sum(map(len, latin))
    if letters < _LEAST_WORDS * 3 or len(latin) < len(words) / 2:
        return False
    if letters / len(latin) > _LONGEST_MEAN:
        return True
    counted = Counter("".join(latin))
    vowels = sum(counted[letter] for letter in _VOWELS)
    mute = sum(not _VOWELS.intersection(word) for word in latin)
    return (
        not _LEAST_VOWELS <= vowels / letters <= _MOST_VOWELS
        or counted.most_common(1)[0][0] not in _COMMONEST
        or mute > _MOST_MUTE * len(latin)
    )


def _plain_word(word: str) -> str:
    return "".join(
        letter
        for letter in unicodedata.normalize("NFD", word.lower())
        if not unicodedata.combining(letter)
    )
