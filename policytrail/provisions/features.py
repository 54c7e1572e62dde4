"""The features of a sentence for a linear model: words, runs of words, and runs of letters."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from policytrail.language import WORDS

_SHORTEST, _LONGEST = 3, 5
SENTENCES_KEPT = 4096
"""Sentences whose scores are cached: the next version of a policy has nearly all of them again."""


def split_words(folded: str) -> list[str]:
    """Return the words of a folded text; all numbers become 0.

    >>> split_words("within 30 days")
    ['within', '0', 'days']
    """
    return _unify_numbers(WORDS.findall(folded))


def _unify_numbers(words: Sequence[str]) -> list[str]:
    return ["0" if word.isdigit() else word for word in words]


def letter_runs(word: str) -> Iterator[str]:
    """Yield the runs of three to five letters of a word, with `_` for its ends, each once.

    >>> list(letter_runs("law"))
    ['_la', 'law', 'aw_', '_law', 'law_', '_law_']
    """
    framed = f"_{word}_"
    seen: set[str] = set()
    for length in range(_SHORTEST, _LONGEST + 1):
        for start in range(len(framed) - length + 1):
            run = framed[start : start + length]
            if run not in seen:
                seen.add(run)
                yield run


def word_runs(words: Sequence[str]) -> frozenset[str]:
    """Return the runs of two and three words, joined by spaces.

    >>> sorted(word_runs(["we", "may", "end"]))
    ['may end', 'we may', 'we may end']
    """
    pairs = [f"{first} {two}" for first, two in pairwise(words)]
    threes = [f"{pair} {three}" for pair, three in zip(pairs, words[2:], strict=False)]
    return frozenset(pairs + threes)


@dataclass(frozen=True, slots=True)
class Tokens:
    """A sentence's tokens, computed once for all models."""

    distinct: frozenset[str]
    runs: frozenset[str]
    words: frozenset[str]
    """As written, numbers included: what patterns look up."""


@lru_cache(SENTENCES_KEPT)
def model_tokens(folded: str) -> Tokens:
    """Return the tokens of a folded text for the models."""
    tokens = WORDS.findall(folded)
    words = _unify_numbers(tokens)
    return Tokens(frozenset(words), word_runs(words), frozenset(tokens))
