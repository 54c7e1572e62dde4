"""Detects the language of a document, without a model or network."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from policytrail.language.function_words import FUNCTION_WORDS
from policytrail.model import Block

# Scripts that one language, or mainly one, is written in.
_SCRIPTS: Final = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("bn", re.compile(r"[\u0980-\u09ff]")),
    ("ta", re.compile(r"[\u0b80-\u0bff]")),
    ("ka", re.compile(r"[\u10a0-\u10ff]")),
    ("hy", re.compile(r"[\u0530-\u058f]")),
    ("km", re.compile(r"[\u1780-\u17ff]")),
    ("my", re.compile(r"[\u1000-\u109f]")),
)
# All letters outside Latin, Cyrillic and common signs.
_FAR: Final = re.compile(r"[\u0370-\u03ff\u0530-\u1dff\u2c00-\uffef]")
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_ARABIC: Final = re.compile(r"[\u0600-\u06ff]")
_PERSIAN: Final = re.compile(r"[پچژگی]")
_URDU: Final = re.compile(r"[ٹڈڑےں]")
_WORD: Final = re.compile(r"[^\W\d_]+")
_SAMPLE = 12_000
_SHARE_OF_SCRIPT = 0.2
_SHARE_OF_KANA = 0.05
_LEAST_HITS = 4.0
_LEAST_SHARE = 0.08


def detect_language(blocks: Iterable[Block], declared: str = "") -> str | None:
    """Return the ISO 639-1 code of the blocks' language; None if they are too short.

    The declared language decides only if the text does not: templates are often wrong.
    """
    text = _sample_words(blocks)
    return _by_script(text) or _by_words(text) or (declared if len(declared) == len("en") else None)


def _sample_words(blocks: Iterable[Block]) -> str:
    parts: list[str] = []
    length = 0
    for block in blocks:
        parts.append(block.text)
        length += len(block.text)
        if length > _SAMPLE:
            break
    return "\n".join(parts)[:_SAMPLE]


def _by_script(text: str) -> str | None:
    if len(_FAR.findall(text)) < _SHARE_OF_SCRIPT / 2 * len(text):
        return None
    letters = max(1, sum(map(len, _WORD.findall(text))))
    kana = len(_SCRIPTS[0][1].findall(text))
    han = len(_HAN.findall(text))
    if kana + han > _SHARE_OF_SCRIPT * letters:
        return "ja" if kana > _SHARE_OF_KANA * (kana + han) else "zh"
    if len(_ARABIC.findall(text)) > _SHARE_OF_SCRIPT * letters:
        return _by_arabic_letters(text, letters)
    for language, pattern in _SCRIPTS[1:]:
        if len(pattern.findall(text)) > _SHARE_OF_SCRIPT * letters:
            return language
    return None


def _by_arabic_letters(text: str, letters: int) -> str:
    if len(_URDU.findall(text)) > letters / 50:
        return "ur"
    return "fa" if len(_PERSIAN.findall(text)) > letters / 50 else "ar"


def _by_words(text: str) -> str | None:
    """Return the language whose function words occur most, if one clearly leads."""
    counted = Counter(_WORD.findall(text.lower()))
    total = counted.total()
    scores: Counter[str] = Counter()
    weights = _language_weights()
    for word, count in counted.items():
        for language, weight in weights.get(word, ()):
            scores[language] += count * weight  # pyright: ignore[reportArgumentType] (weights are fractions)
    leading = scores.most_common(1)
    if not leading or leading[0][1] < max(_LEAST_HITS, _LEAST_SHARE * total):
        return None
    return leading[0][0]


@lru_cache(maxsize=1)
def _language_weights() -> dict[str, tuple[tuple[str, float], ...]]:
    """Return the languages of each word; a word of many languages says little about each."""
    owners: dict[str, list[str]] = {}
    for language, words in FUNCTION_WORDS.items():
        for word in dict.fromkeys(words.split()):
            owners.setdefault(word, []).append(language)
    return {
        word: tuple((language, 1 / len(languages) ** 0.5) for language in languages)
        for word, languages in owners.items()
    }
