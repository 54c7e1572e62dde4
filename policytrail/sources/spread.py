"""Spread the requests of a run over a time, so that not everybody is asked in its first second."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Final

_PARTS: Final = 1 << 32


def start_delays(names: Iterable[str], spread_s: float) -> dict[str, float]:
    """Return after how many seconds of a run each service is asked, the first one first.

    A service always has the same share of the time, so that its captures stay a whole period apart,
    and adding a service moves no other.
    """
    delays = {name: spread_s * _name_share(name) for name in names}
    return dict(sorted(delays.items(), key=lambda each: (each[1], each[0])))


def _name_share(name: str) -> float:
    """Return a number from 0 to below 1 that differs from name to name."""
    return int.from_bytes(sha256(name.encode()).digest()[:4], "big") / _PARTS
