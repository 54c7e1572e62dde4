"""Pacing: one request at a time to a host, with a minimum time between two."""

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Final


@dataclass(slots=True)
class _Host:
    turn: Lock = field(default_factory=Lock)
    free_at: dict[str, float] = field(default_factory=dict[str, float])


class Pace:
    """Gives threads their turns to send a request to a host."""

    def __init__(
        self,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._now = now
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}
        self._lock = Lock()

    @contextmanager
    def wait_turn(self, host: str, pace_s: float, rate_limit: str = "") -> Generator[None]:
        """Wait until the host may be asked, and hold it while the block runs.

        Lanes of one host have paces of their own, but still one request at a time together.
        """
        with self._lock:
            known = self._hosts.setdefault(host, _Host())
        with known.turn:
            wait_s = known.free_at.get(rate_limit, 0.0) - self._now()
            if wait_s > 0:
                self._sleep(wait_s)
            known.free_at[rate_limit] = self._now() + pace_s
            yield


SHARED: Final = Pace()
"""The pace of this process: every thread that fetches takes its turns here."""
