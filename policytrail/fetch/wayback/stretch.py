"""Mementos that carry the same bytes, by the archive's own digest."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from operator import attrgetter
from typing import Final

from policytrail.fetch.wayback.memento import EMPTY_DIGEST, Memento

_NEAR: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring mementos with one digest: asking for the first tells what all of them hold."""

    first: Memento
    last: Memento
    """The first again if there is but one."""
    count: int


def stretches(mementos: Iterable[Memento], every_s: float | None = None) -> tuple[Stretch, ...]:
    """Return the mementos in order of time, those with equal neighbouring digests as one.

    The archive's own `collapse=digest` would keep the first row alone, and with it lose until
    when the bytes were served. With `every_s`, at most one stretch starts in each such period.
    """
    unique = {(memento.captured_at, memento.url): memento for memento in mementos}
    ordered = [unique[key] for key in sorted(unique)]
    found = [_stretch(list(alike)) for _, alike in groupby(_useful(ordered), _sameness)]
    return tuple(found if every_s is None else _thinned(found, every_s))


def _stretch(alike: list[Memento]) -> Stretch:
    return Stretch(alike[0], alike[-1], len(alike))


def _sameness(memento: Memento) -> object:
    """Return what equal neighbours share; a redirect's bytes do not say where it leads."""
    alone = memento.is_redirect or memento.digest in ("-", EMPTY_DIGEST)
    return memento if alone else memento.digest


def _useful(ordered: list[Memento]) -> Iterator[Memento]:
    """Leave out redirects beside a capture of the policy itself: that is where they lead."""
    direct = [memento.captured_at for memento in ordered if not memento.is_redirect]
    before = 0
    for memento in ordered:
        if not memento.is_redirect:
            yield memento
            continue
        while before < len(direct) and direct[before] <= memento.captured_at:
            before += 1
        around = direct[max(before - 1, 0) : before + 1]
        if all(abs(at - memento.captured_at) > _NEAR for at in around):
            yield memento


def _thinned(found: list[Stretch], every_s: float) -> Iterator[Stretch]:
    by_time = attrgetter("first.captured_at")
    for _, period in groupby(found, lambda stretch: int(by_time(stretch).timestamp() // every_s)):
        yield next(period)
