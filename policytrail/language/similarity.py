"""The similarity of two clauses, by the words that they share."""

from collections import Counter

from policytrail.language.sentences import WORDS, fold_for_matching


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
