"""The similarity of two passages, by the words that they share."""

import re
from collections import Counter
from collections.abc import Sequence

from policytrail.language.sentences import WORDS, fold_for_matching, split_sentences
from policytrail.text import fold_for_comparison

_WORD = re.compile(r"[^\W_]+")
_LEAST_LETTERS = 4


def count_words(text: str) -> Counter[str]:
    """Return the words of a text with their counts."""
    return Counter(WORDS.findall(fold_for_matching(text)))


def word_similarity(first: Counter[str], second: Counter[str]) -> float:
    """Return twice the shared words by all words, 0-1; two empty texts are alike.

    >>> word_similarity(count_words("we sell data"), count_words("we sell no data"))
    0.8571428571428571
    """
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 1.0


def find_counterpart(sentence: str, others: Sequence[str], least: float) -> str | None:
    """Return the sentence that shares most long words with another; None if none shares enough."""
    words = _count_long_words(sentence)
    scored = [
        (word_similarity(words, _count_long_words(other)) if words else 0.0, other)
        for other in others
    ]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= least else None


def differing_sentences(old: str, new: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the sentences that only the old text has, and those that only the new one has."""
    sides = [split_sentences(text) for text in (old, new)]
    names = [{_letters_only(sentence) for sentence in side} for side in sides]
    return (
        tuple(sentence for sentence in sides[0] if _letters_only(sentence) not in names[1]),
        tuple(sentence for sentence in sides[1] if _letters_only(sentence) not in names[0]),
    )


def _letters_only(sentence: str) -> str:
    return " ".join(_WORD.findall(fold_for_comparison(sentence)))


def _count_long_words(sentence: str) -> Counter[str]:
    return Counter(
        word for word in _WORD.findall(fold_for_comparison(sentence)) if len(word) >= _LEAST_LETTERS
    )
