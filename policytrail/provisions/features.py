"""What a linear model sees of a sentence: words, runs of words, and the letters inside words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from policytrail.language.sentences import WORDS

_SHORTEST, _LONGEST = 3, 5


def words_of(folded: str) -> list[str]:
    """Return the words of a folded text; all numbers read alike.

    >>> words_of("within 30 days")
    ['within', '0', 'days']
    """
    return _unify_numbers(WORDS.findall(folded))


def _unify_numbers(words: Sequence[str]) -> list[str]:
    return ["0" if word.isdigit() else word for word in words]


def letters_of(word: str) -> Iterator[str]:
    """Yield the runs of three to five letters of a word, with `_` for its ends, each once.

    >>> list(letters_of("law"))
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


def runs_of(words: Sequence[str]) -> frozenset[str]:
    """Return the runs of two and three words, joined by blanks.

    >>> sorted(runs_of(["we", "may", "end"]))
    ['may end', 'we may', 'we may end']
    """
    pairs = [f"{one} {two}" for one, two in pairwise(words)]
    threes = [f"{pair} {three}" for pair, three in zip(pairs, words[2:], strict=False)]
    return frozenset(pairs + threes)


@dataclass(frozen=True, slots=True)
class Tokens:
    """A sentence as the models see it, worked out once for all of them."""

    distinct: frozenset[str]
    runs: frozenset[str]
    words: frozenset[str]
    """As they stand there, numbers too: what patterns ask for."""


def tokens_of(folded: str) -> Tokens:
    """Return what the models see of a folded text."""
    found = WORDS.findall(folded)
    words = _unify_numbers(found)
    return Tokens(frozenset(words), runs_of(words), frozenset(found))
