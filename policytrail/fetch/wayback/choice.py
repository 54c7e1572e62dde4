"""Which mementos to ask for next, given what the ones so far have said."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

LEAST_RUN: Final = 2
"""A version that lasted for so many captures is not passed over between two that differ."""

Known = Mapping[int, str | None]
"""What is at a position: the name of its document, or None if nothing can be read there."""


Expected = Callable[[int, Sequence[int], int], int | None]
"""Told two positions that differ and those between them, says how many of these still have the
document of the first; None if there is no telling."""


def expect_anywhere(_before: int, _between: Sequence[int], _after: int) -> None:
    """Expect the change anywhere."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many requests a choice can take."""

    least: int
    most: int


def positions_wanted(
    counts: Sequence[int],
    known: Known,
    least_run: int = LEAST_RUN,
    expected: Expected = expect_anywhere,
) -> tuple[int, ...]:
    """Return the positions to look at next; nothing once all is known that can be.

    `counts` says how many captures each position stands for. The two ends are looked at first, and
    then between two neighbours whose documents differ, as long as a version of `least_run`
    captures could hide there: in the middle, or where the change is `expected`. With a `least_run`
    of 0 every position is wanted.

    >>> positions_wanted((1,) * 9, {})
    (0, 8)
    >>> positions_wanted((1,) * 9, {0: "a", 8: "b"})
    (4,)
    >>> positions_wanted((1,) * 9, {0: "a", 8: "a"})
    ()
    """
    if least_run == 0:
        return tuple(place for place in range(len(counts)) if place not in known)
    ends = _readable_ends(len(counts), known)
    if not all(place in known for place in ends):
        return tuple(place for place in ends if place not in known)
    read = sorted(place for place, document in known.items() if document is not None)
    looks: list[int] = []
    for before, after in pairwise(read):
        between = _open_between(before, after, known)
        differ = known[before] != known[after]
        if differ and sum(counts[place] for place in between) >= max(least_run, 1):
            looks.append(_position_between(before, between, after, (least_run, expected)))
    return tuple(looks)


def _readable_ends(length: int, known: Known) -> tuple[int, ...]:
    """Return the first and the last position at which something can be read, as far as is known."""
    first = next((place for place in range(length) if known.get(place, "") is not None), None)
    last = next(
        (place for place in reversed(range(length)) if known.get(place, "") is not None), None
    )
    return () if first is None or last is None else tuple(dict.fromkeys((first, last)))


def _open_between(before: int, after: int, known: Known) -> Sequence[int]:
    lost = {place for place in known if before < place < after}
    between = range(before + 1, after)
    return [place for place in between if place not in lost] if lost else between


def _position_between(
    before: int, between: Sequence[int], after: int, how: tuple[int, Expected]
) -> int:
    """Return the position between two captures at which to look.

    An expected change is looked at from that side of it that is nearer to the middle, in case it
    is elsewhere; and from its other side so far away that, if it is there, nothing is left open.
    """
    least_run, expected = how
    size = len(between)
    place = expected(before, between, after)
    if place is None:
        return between[size // 2]
    if place == 0:
        return between[min(least_run, size) - 1]
    if place == size:
        return between[max(size - least_run, 0)]
    return between[place - 1 if place > size / 2 else place]


def request_bounds(counts: Sequence[int], known: Known, least_run: int = LEAST_RUN) -> Bounds:
    """Return how many more requests it takes: if all that is open agrees, and at worst."""
    unknown = sum(place not in known for place in range(len(counts)))
    return Bounds(len(positions_wanted(counts, known, least_run)), unknown)


def seconds(requests: int, pace_s: float) -> int:
    """Return how long so many requests take at least."""
    return math.ceil(requests * pace_s)
