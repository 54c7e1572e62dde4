"""Where between two captures a change is likely: a clue for the search, evidence of nothing."""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from policytrail.fetch.wayback.choice import Known
from policytrail.fetch.wayback.stretch import Stretches
from policytrail.model import ClaimedDate, DateKind

_OF_CHANGE: Final = (DateKind.LAST_UPDATED, DateKind.EFFECTIVE)
_DAY: Final = len("2026-07-08")
# One document's captures differ by so many bytes for tokens and time stamps alone. The replay
# captures need 226 or 227 requests with any value from 1 to 100.
_JITTER_BYTES: Final = 20
_NO_DIFFERENCE: Final = 1e-9


def days_of_change(claimed: Iterable[ClaimedDate]) -> tuple[date, ...]:
    """Return the days on which a document says that it was changed."""
    return tuple(
        date.fromisoformat(each.date)
        for each in claimed
        if each.kind in _OF_CHANGE and len(each.date) == _DAY
    )


@dataclass(frozen=True, slots=True)
class Clues:
    """What is known besides the documents.

    On the replay captures (41 sources; 116 documents that lasted for two captures or more) clues
    bring the search from 40 % of the requests for all captures to 35 %, and it finds all of them
    with and without. A search that knew every document beforehand would need 31 %; see
    docs/decisions/0007.
    """

    stretches: Stretches
    known: Known
    claimed: Mapping[int, Collection[date]]
    """By position: the days of change that its document claims."""

    def expected_before_change(self, before: int, between: Sequence[int], after: int) -> int | None:
        """Return how many of the positions in between come before the change; see `choice`."""
        by_date = self._by_date(before, between, after)
        return self._by_length(before, between, after) if by_date is None else by_date

    def _by_date(self, before: int, between: Sequence[int], after: int) -> int | None:
        """Trust a day that only the later document claims, and that lies between the two."""
        first, last = self._day_at(before), self._day_at(after)
        new = set(self.claimed.get(after, ())) - set(self.claimed.get(before, ()))
        for day in sorted(new, reverse=True):
            if first < day <= last:
                return sum(self._day_at(place) < day for place in between)
        return None

    def _by_length(self, before: int, between: Sequence[int], after: int) -> int:
        """Split where lengths as of the first document give way to lengths as of the last one."""
        lengths = tuple(
            self._known_lengths(document)
            for document in (self.known[before], self.known[after], None)
        )
        leanings = [_length_leaning(self._length_at(place), *lengths) for place in between]
        # How badly it fits that the change came before all of them, then after one, two, ...
        misfit = -sum(leanings)
        misfits = [misfit]
        for leaning in leanings:
            misfit += 2 * leaning
            misfits.append(misfit)
        best = min(misfits) + _NO_DIFFERENCE
        places = (place for place, misfit in enumerate(misfits) if misfit <= best)
        return min(places, key=lambda place: abs(place - len(between) / 2))

    def _known_lengths(self, document: str | None) -> list[int]:
        """Return the lengths of the captures that are known to hold a document."""
        return [self._length_at(place) for place, name in self.known.items() if name == document]

    def _length_at(self, place: int) -> int:
        return self.stretches[place].first.length or 0

    def _day_at(self, place: int) -> date:
        return self.stretches[place].first.captured_at.date()


def _length_leaning(length: int, first: list[int], last: list[int], unreadable: list[int]) -> float:
    """Return below 0 for a length as of the first document, above for one as of the last."""
    to_first, to_last = _length_distance(length, first), _length_distance(length, last)
    if unreadable and _length_distance(length, unreadable) < min(to_first, to_last):
        return 0.0
    return math.log((to_first + _JITTER_BYTES) / (to_last + _JITTER_BYTES))


def _length_distance(length: int, others: list[int]) -> int:
    return min(abs(length - other) for other in others)
