"""Mementos that carry the same bytes, by the archive's own digest."""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Self

from policytrail.fetch.wayback.memento import EMPTY_DIGEST, Memento
from policytrail.fetch.wayback.memento_list import MementoList

_NEAR: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class EqualStretch:
    """Neighbouring mementos with one digest: asking for the first tells what all of them hold."""

    first: Memento
    last: Memento
    """The first again if there is but one."""
    count: int


class Stretches:
    """The stretches of a mementos in order of time, each made when it is asked for."""

    def __init__(self, mementos: MementoList) -> None:
        self._shelf = mementos
        self._firsts, self._lasts, self._counts = array("L"), array("L"), array("L")

    def __len__(self) -> int:
        return len(self._firsts)

    def __getitem__(self, place: int) -> EqualStretch:
        first, last = self._shelf[self._firsts[place]], self._shelf[self._lasts[place]]
        return EqualStretch(first, last, self._counts[place])

    def __iter__(self) -> Iterator[EqualStretch]:
        return (self[place] for place in range(len(self)))

    @property
    def counts(self) -> Sequence[int]:
        """For each stretch, how many mementos it has."""
        return self._counts

    def append_stretch(self, first: int, last: int, count: int) -> None:
        """Put a stretch at the end, by the places of its mementos on the mementos."""
        self._firsts.append(first)
        self._lasts.append(last)
        self._counts.append(count)

    def go_on(self, place: int) -> None:
        """Let the last stretch go on with the memento at a place of the mementos."""
        self._lasts[-1] = place
        self._counts[-1] += 1

    def thin_out(self, every_s: float) -> Self:
        """Return the stretches of which at most one starts in each period."""
        kept = type(self)(self._shelf)
        before: int | None = None
        for first, last, count in zip(self._firsts, self._lasts, self._counts, strict=True):
            period = int(self._shelf[first].captured_at.timestamp() // every_s)
            if period != before:
                kept.append_stretch(first, last, count)
            before = period
        return kept


def equal_stretches(mementos: MementoList, every_s: float | None = None) -> Stretches:
    """Return the mementos in order of time, those with equal neighbouring digests as one.

    The archive's own `collapse=digest` would keep the first row alone, and with it lose until
    when the bytes were served. With `every_s`, at most one stretch starts in each such period.
    """
    stretches = Stretches(mementos)
    before: Memento | None = None
    for place in _useful_places(mementos):
        memento = mementos[place]
        if before is None or not _is_same_row(before, memento):
            if before is not None and _has_same_bytes(before, memento):
                stretches.go_on(place)
            else:
                stretches.append_stretch(place, place, 1)
        before = memento
    return stretches if every_s is None else stretches.thin_out(every_s)


def _is_same_row(before: Memento, after: Memento) -> bool:
    return (before.captured_at, before.url) == (after.captured_at, after.url)


def _has_same_bytes(before: Memento, after: Memento) -> bool:
    """Return whether the digests show equal bytes; a redirect's bytes do not show its target."""
    return (
        before.digest == after.digest
        and after.digest not in ("-", EMPTY_DIGEST)
        and not before.is_redirect
        and not after.is_redirect
    )


def _useful_places(mementos: MementoList) -> Iterator[int]:
    """Leave out redirects beside a capture of the policy itself: that is where they lead."""
    order = mementos.places_by_time()
    redirects = set(mementos.redirect_places())
    direct = [place for place in order if place not in redirects] if redirects else []
    for place in order:
        if place not in redirects or not _is_beside(mementos, place, direct):
            yield place


def _is_beside(mementos: MementoList, redirect: int, direct: list[int]) -> bool:
    redirected_at = mementos[redirect].captured_at
    after = bisect_left(direct, redirected_at, key=lambda place: mementos[place].captured_at)
    around = direct[max(after - 1, 0) : after + 1]
    return any(abs(mementos[place].captured_at - redirected_at) <= _NEAR for place in around)
