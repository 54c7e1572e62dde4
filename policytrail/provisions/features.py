"""What a linear model sees of a sentence: words, runs of words, and the letters inside words."""

from collections.abc import Iterator, Sequence

from policytrail.provisions.sentences import WORDS

HINT = 3
"""How many times a type that the patterns see counts as a feature: found by held-out documents."""
_SHORTEST, _LONGEST = 3, 5
_LONGEST_RUN = 3


def words_of(folded: str) -> list[str]:
    """Return the words of a folded text; all numbers read alike.

    >>> words_of("within 30 days")
    ['within', '0', 'days']
    """
    return ["0" if word.isdigit() else word for word in WORDS.findall(folded)]


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


def runs_of(words: Sequence[str]) -> Iterator[str]:
    """Yield the runs of two and three words, joined by blanks.

    >>> list(runs_of(["we", "may", "end"]))
    ['we may', 'may end', 'we may end']
    """
    for length in range(2, _LONGEST_RUN + 1):
        for start in range(len(words) - length + 1):
            yield " ".join(words[start : start + length])
