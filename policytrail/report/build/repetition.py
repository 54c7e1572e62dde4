"""What a headline already says, so that it is not said again beside it."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from policytrail.text import fold_for_comparison

_QUOTED = re.compile(r'"([^"]+)"|“([^”]+)”|«([^»]+)»')
_REPLACED = re.compile(r": (?P<old>[^:→]+) → (?P<new>[^→]+)$")
_JOINT = re.compile(r"; ")
_SENTENCE_END = re.compile(r"(?<=[.…\"”»]) (?=[A-Z\"“«\d])")
_RECOGNISED = 30
"""Letters of a quote's beginning that are enough to recognise it."""


def untold_summary(headline: str, summary: str) -> str:
    """Return the sentences of a summary that say more than the headline above it.

    >>> untold_summary(
    ...     "Notice period: 30 days → 7 days",
    ...     'Under "7. Changes", the notice period falls from 30 days to 7 days. It now says "We sell it".',
    ... )
    'It now says "We sell it".'
    """
    told_marks = [_marks_of(part) for part in _cut_outside_quotes(headline, _JOINT) if part]
    sentences = _cut_outside_quotes(summary, _SENTENCE_END)
    return " ".join(
        sentence
        for sentence in sentences
        if not any(_says(sentence, marks) for marks in told_marks)
    )


def is_repeated(headline: str, texts: Sequence[str]) -> bool:
    """Return whether each part of a headline is said at length by one of the texts below it."""
    return all(
        any(_says(text, marks) for text in texts)
        for marks in map(_marks_of, _cut_outside_quotes(headline, _JOINT))
    )


def _says(text: str, marks: Sequence[str]) -> bool:
    folded = fold_for_comparison(text)
    return bool(marks) and all(mark in folded for mark in marks)


def _marks_of(part: str) -> Sequence[str]:
    """Return the words by which a part of a headline is recognised: its quotes or figures, or all."""
    quotes = ["".join(filter(None, groups)) for groups in _QUOTED.findall(part)]
    replaced = _REPLACED.search(part)
    marked = quotes or ([replaced["old"], replaced["new"]] if replaced else [])
    return [fold_for_comparison(words)[:_RECOGNISED].strip() for words in marked] or [
        fold_for_comparison(part)
    ]


def _cut_outside_quotes(text: str, border: re.Pattern[str]) -> Iterator[str]:
    """Yield the parts of a text between borders, none of them within a quote."""
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    cuts = [
        match.span()
        for match in border.finditer(text)
        if not any(start < match.start() < end for start, end in quoted)
    ]
    ends = [(0, 0), *cuts, (len(text), len(text))]
    yield from (text[before[1] : after[0]] for before, after in pairwise(ends))
