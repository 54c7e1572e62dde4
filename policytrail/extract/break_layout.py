"""Paragraphs separated by single line breaks, told from addresses and wrapped lines."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from policytrail.extract.line import TextLine

_SENTENCE_END: Final = re.compile(r"[.!?;:。！？؟।]['\"”»)\]]*$")
_LABELLED: Final = re.compile(
    r"(?:[•◦▪‣·●○■–—*-]\s|\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivx]{1,5})[.)]\s|\d{1,2}(?:\.\d{1,2})+\s|§ ?\d)",
    re.IGNORECASE,
)
_SENTENCE: Final = 60
"""A line this long that ends like a sentence is one; lines of an address are shorter."""
_WRAP_COLUMNS: Final = 110
_MANY_LINES: Final = 4
_LONG_ITEM: Final = 1_500
"""A list item is divided only if it holds a chapter and not a few lines."""


def parted_lines(lines: Sequence[TextLine], *, is_item: bool) -> list[TextLine]:
    """Return the lines that breaks ended, with those of one paragraph joined."""
    kept = [line for line in lines if not line.is_empty]
    texts = [line.text() for line in kept]
    if is_item and sum(map(len, texts)) < _LONG_ITEM:
        return _join_lines(kept, set())
    is_wrapped = _are_wrapped(texts)
    starts = {
        place
        for place, (before, after) in enumerate(pairwise(kept), 1)
        if _is_border(before, after, is_wrapped=is_wrapped)
    }
    return _join_lines(kept, starts)


def _join_lines(lines: Sequence[TextLine], starts: set[int]) -> list[TextLine]:
    joined: list[TextLine] = []
    for place, line in enumerate(lines):
        if place in starts or not joined:
            joined.append(line)
        else:
            joined[-1].append_line(line)
    return joined


def _are_wrapped(texts: Sequence[str]) -> bool:
    """Return whether running text was wrapped at a fixed column."""
    if len(texts) < _MANY_LINES or max(map(len, texts)) > _WRAP_COLUMNS:
        return False
    ends = sum(_SENTENCE_END.search(text) is not None for text in texts[:-1])
    return 2 * ends < len(texts) - 1


def _is_border(before: TextLine, after: TextLine, *, is_wrapped: bool) -> bool:
    first, second = before.text(), after.text()
    if before.is_bold != after.is_bold and max(len(first), len(second)) >= _SENTENCE:
        return True
    if _LABELLED.match(second) and (_LABELLED.match(first) or _SENTENCE_END.search(first)):
        return True
    if is_wrapped or _SENTENCE_END.search(first) is None:
        return False
    return max(len(first), len(second)) >= _SENTENCE and len(first) > _SENTENCE // 2
