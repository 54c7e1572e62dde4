"""The sentences and clauses of a text in any script, verbatim, and their similarity.

For texts that are compared with each other; where the place of a sentence in its block counts,
`sentences.py` cuts.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from policytrail.text import fold_for_comparison

# A full stop ends a sentence before white space and the start of another; in scripts without spaces
# nothing needs to follow.
_END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[^\W\d_a-zß-ÿ]|[\d\"“'‘(\[•*–-])|(?<=[。！？])|\n+")
_ABBREVIATED = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|inc|ltd|corp|co|no|nos|vs|mr|mrs|ms|dr|st|art|sec|para|cf|u\.s|u\.k|s\.a"
    r"|b\.v|n\.v|z\.b|bzw|ggf|abs|p\.ex|ste|blvd|ave|rd|apt|bldg|pte|pty|l\.l\.c|s\.a\.s)|\b[A-Za-z]|^\W?\d+(?:\.\d+)*)\.$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[;:]\s+|,? (?:but|however|mais|aber) |,? (?:and|und|et) (?=(?:we|nous|wir) )"
)
_WORD = re.compile(r"[^\W_]+")
_LEAST_LETTERS = 4


def split_sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text, verbatim.

    >>> split_sentences("We may, e.g. today. You must.")
    ('We may, e.g. today.', 'You must.')
    """
    sentences: list[str] = []
    start = 0
    for end in _END.finditer(text):
        ahead = text[start : end.start()]
        if "\n" in end[0] or not _ABBREVIATED.search(ahead[-12:].rsplit(" ", 1)[-1]):
            sentences.append(text[start : end.end()])
            start = end.end()
    return tuple(part for sentence in (*sentences, text[start:]) if (part := sentence.strip()))


def split_clauses(folded: str) -> Iterator[str]:
    """Yield the parts of a folded sentence that deny or affirm on their own."""
    yield from filter(None, _CLAUSE.split(folded))


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


def find_counterpart(sentence: str, others: Sequence[str], least: float) -> str | None:
    """Return the sentence that shares most words with another; None if none shares enough."""
    words = _long_words(sentence)
    scored = [(_word_overlap(words, _long_words(other)), other) for other in others]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= least else None


def _long_words(sentence: str) -> Counter[str]:
    return Counter(
        word for word in _WORD.findall(fold_for_comparison(sentence)) if len(word) >= _LEAST_LETTERS
    )


def _word_overlap(first: Counter[str], other: Counter[str]) -> float:
    return 2 * (first & other).total() / max(1, first.total() + other.total())
