"""Which mementos to ask for next, given what the ones so far have said."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

LEAST_RUN: Final = 2
"""A version that lasted for so many captures is not passed over between two that differ."""

Known = Mapping[int, str | None]
"""What is at a position: the name of its document, or None if nothing can be read there."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many requests a choice can take."""

    least: int
    most: int


def wanted(counts: Sequence[int], known: Known, least_run: int = LEAST_RUN) -> tuple[int, ...]:
    """Return the positions to look at next; nothing once all is known that can be.

    `counts` says how many captures each position stands for. The two ends are looked at first, and
    then the middle between two neighbours whose documents differ, as long as a version of
    `least_run` captures could hide there. With a `least_run` of 0 every position is wanted.

    >>> wanted((1,) * 9, {})
    (0, 8)
    >>> wanted((1,) * 9, {0: "a", 8: "b"})
    (4,)
    >>> wanted((1,) * 9, {0: "a", 8: "a"})
    ()
    """
    open_ = [at for at in range(len(counts)) if known.get(at, "") is not None]
    if least_run == 0:
        return tuple(at for at in open_ if at not in known)
    ends = [at for at in dict.fromkeys((*open_[:1], *open_[-1:])) if at not in known]
    if ends:
        return tuple(ends)
    looked_at = [index for index, at in enumerate(open_) if at in known]
    middles: list[int] = []
    for before, after in pairwise(looked_at):
        between = open_[before + 1 : after]
        differ = known[open_[before]] != known[open_[after]]
        if differ and sum(counts[at] for at in between) >= least_run:
            middles.append(between[len(between) // 2])
    return tuple(middles)


def bounds(counts: Sequence[int], known: Known, least_run: int = LEAST_RUN) -> Bounds:
    """Return how many more requests it takes: if all that is open agrees, and at worst."""
    unknown = sum(at not in known for at in range(len(counts)))
    return Bounds(len(wanted(counts, known, least_run)), unknown)


def seconds(requests: int, pace_s: float) -> int:
    """Return how long so many requests take at least."""
    return math.ceil(requests * pace_s)
