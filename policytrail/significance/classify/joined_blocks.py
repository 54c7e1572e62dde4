"""Blocks that run into each other in one of two texts, and stand apart in the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from policytrail.model import Diff, Hunk, HunkOp, Kind, Side
from policytrail.significance.classify.judgement import Judgement
from policytrail.significance.classify.wording import letters_and_digits

_MOST_HUNKS = 6
"""Most neighbouring hunks that are read as one passage."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A hunk with its letters."""

    place: int
    hunk: Hunk
    old: str
    new: str


def mark_joined(diff: Diff, judgements: list[Judgement]) -> list[Judgement]:
    """Return the judgements, with neighbouring hunks that only divide the same words otherwise marked as technical."""
    if not _has_lone(diff.hunks):
        return judgements
    parts = [_part(place, hunk) for place, hunk in enumerate(diff.hunks)]
    divided = {
        part.place
        for passage in _passages(parts)
        if "".join(part.old for part in passage) == "".join(part.new for part in passage)
        for part in passage
    }
    return [
        Judgement(Kind.TECHNICAL, "white_space")
        if place in divided and judgement.kind is Kind.SUBSTANTIVE
        else judgement
        for place, judgement in enumerate(judgements)
    ]


def _has_lone(hunks: Sequence[Hunk]) -> bool:
    return any(hunk.old is None or hunk.new is None for hunk in hunks)


def _part(place: int, hunk: Hunk) -> _Part:
    old, new = (
        letters_and_digits(side.text) if side is not None else "" for side in (hunk.old, hunk.new)
    )
    return _Part(place, hunk, old, new)


def _passages(parts: Sequence[_Part]) -> Iterator[Sequence[_Part]]:
    """Yield the runs of neighbouring hunks in which a block came or went beside one that was reworded."""
    for start in range(len(parts)):
        for end in range(start + 2, min(len(parts), start + _MOST_HUNKS) + 1):
            hunks = [part.hunk for part in parts[start:end]]
            old = [hunk.old for hunk in hunks if hunk.old is not None]
            new = [hunk.new for hunk in hunks if hunk.new is not None]
            if hunks[-1].op is HunkOp.MOVE or not (_is_unbroken(old) and _is_unbroken(new)):
                break
            if old and new and hunks[0].op is not HunkOp.MOVE and _has_lone(hunks):
                yield parts[start:end]


def _is_unbroken(sides: Sequence[Side]) -> bool:
    return all(before.last + 1 == after.first for before, after in pairwise(sides))
