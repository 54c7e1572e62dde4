"""A compact store of many mementos in memory."""

import binascii
from array import array
from base64 import b32decode, b32encode
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from policytrail.fetch.wayback.memento import Memento, parse_timestamp

_UNKNOWN: Final = -1
_DIGEST_BYTES: Final = 20
_DIGITS: Final = 14


class MementoList:
    """A growing row of mementos, kept as columns: a million of them take about 50 MB."""

    def __init__(self, mementos: Iterable[Memento] = ()) -> None:
        self._times = array("Q")
        self._urls, self._mimetypes = _WordPool(), _WordPool()
        self._statuses, self._lengths = array("h"), array("q")
        self._digests = bytearray()
        self._odd_digests: dict[int, str] = {}
        for memento in mementos:
            self.append(memento)

    def __len__(self) -> int:
        return len(self._times)

    def __getitem__(self, index: int) -> Memento:
        timestamp = str(self._times[index])
        status, length = self._statuses[index], self._lengths[index]
        return Memento(
            timestamp,
            parse_timestamp(timestamp),
            self._urls[index],
            self._mimetypes[index],
            None if status == _UNKNOWN else status,
            self._digest_at(index),
            None if length == _UNKNOWN else length,
        )

    def __iter__(self) -> Iterator[Memento]:
        return (self[index] for index in range(len(self)))

    def append(self, memento: Memento) -> None:
        """Put a memento at the end."""
        digest = _pack_digest(memento.digest)
        if digest is None:
            self._odd_digests[len(self)] = memento.digest
        self._digests += digest or bytes(_DIGEST_BYTES)
        self._times.append(int(memento.timestamp))
        self._urls.intern_word(memento.url)
        self._mimetypes.intern_word(memento.mimetype)
        self._statuses.append(_UNKNOWN if memento.status is None else memento.status)
        self._lengths.append(_UNKNOWN if memento.length is None else memento.length)

    def places_by_time(self) -> Sequence[int]:
        """Return the places of the mementos in order of time."""
        places = range(len(self))
        if all(self._time_at(before) <= self._time_at(after) for before, after in pairwise(places)):
            return places  # as one listing always comes
        return sorted(places, key=self._time_at)

    def _time_at(self, place: int) -> int:
        return int(str(self._times[place]).ljust(_DIGITS, "0"))

    def redirect_places(self) -> Iterator[int]:
        """Yield the places of what was a redirect."""
        return (place for place, status in enumerate(self._statuses) if status // 100 == 3)  # noqa: PLR2004 (the class 3xx)

    def success_places(self) -> Iterator[tuple[int, str]]:
        """Yield what was no redirect, in the order in which it was put: its digits and its URL."""
        for place, status in enumerate(self._statuses):
            if status // 100 != 3:  # noqa: PLR2004 (the class 3xx)
                yield self._times[place], self._urls[place]

    def _digest_at(self, index: int) -> str:
        odd = self._odd_digests.get(index)
        start = index * _DIGEST_BYTES
        return odd or b32encode(self._digests[start : start + _DIGEST_BYTES]).decode("ascii")


class _WordPool:
    """A column of words of which most come again and again."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}
        self._words: list[str] = []
        self._column = array("L")

    def __getitem__(self, index: int) -> str:
        return self._words[self._column[index]]

    def intern_word(self, word: str) -> None:
        place = self._places.setdefault(word, len(self._words))
        if place == len(self._words):
            self._words.append(word)
        self._column.append(place)


def _pack_digest(digest: str) -> bytes | None:
    """Return the bytes of a SHA-1 in base32; None for anything else."""
    try:
        decoded = b32decode(digest)
    except (binascii.Error, ValueError):
        return None
    return decoded if len(decoded) == _DIGEST_BYTES else None
