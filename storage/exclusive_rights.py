"""Rights that one process at a time has over a store, whatever machine it runs on."""

import fcntl
import os
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from policytrail.errors import DatabaseBusy
from storage.addresses import is_shared, local_name
from storage.lake import lake_turn

SENDING: Final = "sending"
"""The right to send alerts."""
_POLL_S = 0.2


@contextmanager
def sole_right(store: Path, right: str, wait_s: float) -> Generator[None]:
    """Be the only process with a right for the block; a process that dies has lost it.

    Raises:
        DatabaseBusy: another process had it for `wait_s` seconds.
    """
    if is_shared(store):
        with lake_turn(store, right, wait_s):
            yield
        return
    own = local_name(store)
    path = own.with_name(f"{own.name}.{right}")
    deadline = time.monotonic() + wait_s
    while True:
        with path.open("ab") as file:
            if _is_taken(file, path):
                try:
                    yield
                finally:
                    path.unlink(
                        missing_ok=True
                    )  # while it is ours: who waits for it opens a new one
                return
        if time.monotonic() > deadline:
            raise DatabaseBusy(
                f"{path}: another process is {right}; waited {wait_s:g} s. "
                "Wait until it is done, or stop it."
            )
        time.sleep(_POLL_S)


def _is_taken(file: IO[bytes], path: Path) -> bool:
    """Return whether this process has the lock of a file that nobody has removed meanwhile."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except (BlockingIOError, FileNotFoundError):
        return False
