"""Struck-out words of Markdown: taken out of the pieces of a text, their places kept."""

from collections.abc import Sequence
from typing import Final

from policytrail.text import normalise_text

STRUCK_MARK: Final = "\ufdd2"
"""Stands where words were struck out; Unicode keeps it out of every text."""

_Links = tuple[tuple[int, int, str], ...]


def outermost_spans(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans that lie in no other one, in order.

    >>> outermost_spans([(2, 3), (1, 4), (5, 6)])
    [(1, 4), (5, 6)]
    """
    kept: list[tuple[int, int]] = []
    for first, behind in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or first >= kept[-1][1]:
            kept.append((first, behind))
    return kept


def mark_struck(pieces: list[str], spans: Sequence[tuple[int, int]]) -> list[str]:
    """Put a mark in place of each span of the pieces; return the words that stood there."""
    words: list[str] = []
    for first, behind in spans:
        words.append(normalise_text("".join(pieces[first:behind])))
        pieces[first:behind] = [STRUCK_MARK, *[""] * (behind - first - 1)]
    return words


def remove_marks(text: str, links: _Links) -> tuple[str, _Links, list[int]]:
    """Return a text without its marks, its links at their new positions, and where marks stood.

    >>> remove_marks(f"You pay {STRUCK_MARK} 7.", ((10, 11, "/fees"),))
    ('You pay 7.', ((8, 9, '/fees'),), [8])
    """
    kept: list[str] = []
    places: list[int] = []
    moved: list[int] = []  # the new position of each letter
    for letter in text:
        moved.append(len(kept))
        is_second_blank = letter == " " and (not kept or kept[-1] == " ")
        if letter == STRUCK_MARK:
            places.append(len(kept))
        elif not is_second_blank:
            kept.append(letter)
    while kept and kept[-1] == " ":
        kept.pop()
    moved.append(len(kept))
    spots = ((moved[start], moved[end], target) for start, end, target in links)
    ends = len(kept)
    return (
        "".join(kept),
        tuple((start, end, target) for start, end, target in spots if start < end),
        [min(place, ends) for place in places],
    )
