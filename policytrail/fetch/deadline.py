"""The deadline of a retrieval, which no response of a server can extend.

A socket knows only how long a single read may take, and a server that sends a byte now and then
never lets it run out. So every read of a connection looks at the deadline of the retrieval that its
thread is at.
"""

import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

from policytrail.errors import FetchError, TooLarge
from policytrail.model import Outcome

_HEADS_BYTES: Final = 1 << 20
"""What status lines, headers, chunk sizes and trailers may add to a body."""


class Deadline:
    """How long one retrieval may still take, and how much may still be received for it."""

    def __init__(self, url: str, total_s: float, most_bytes: int) -> None:
        self.url = url
        self.total_s = total_s
        self._end = time.monotonic() + total_s
        self._most_bytes = most_bytes
        self._left_bytes = most_bytes + _HEADS_BYTES

    def left_s(self) -> float:
        """Return the seconds that are left.

        Raises:
            FetchError: none are.
        """
        left_s = self._end - time.monotonic()
        if left_s <= 0:
            message = f"{self.url} was not complete after {self.total_s:g} s"
            raise FetchError(message, self.url, transient=True, outcome=Outcome.TIMED_OUT)
        return left_s

    def count_received(self, size_bytes: int) -> None:
        """Count received bytes.

        Raises:
            TooLarge: it is more than a body and its headers may be.
        """
        self._left_bytes -= size_bytes
        if self._left_bytes < 0:
            raise TooLarge(f"{self.url} sends more than {self._most_bytes} bytes", self.url)

    @contextmanager
    def pause(self) -> Generator[None]:
        """Stop the clock for the block: waiting for our own turn is not the server's fault."""
        start = time.monotonic()
        try:
            yield
        finally:
            self._end += time.monotonic() - start


class _Current(threading.local):
    deadline: Deadline | None = None


_CURRENT: Final = _Current()


def current_deadline() -> Deadline | None:
    """Return the deadline of this thread's current retrieval; None outside of one."""
    return _CURRENT.deadline


@contextmanager
def hold_to_deadline(url: str, total_s: float, most_bytes: int) -> Generator[Deadline]:
    """Apply one deadline to all reads from connections by this thread in the block."""
    before = _CURRENT.deadline
    _CURRENT.deadline = Deadline(url, total_s, most_bytes)
    try:
        yield _CURRENT.deadline
    finally:
        _CURRENT.deadline = before
