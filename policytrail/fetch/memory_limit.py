"""A limit on the memory of programs that render what others wrote."""

import threading
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None

MEMORY_BYTES: Final = 2 << 30
"""Private memory of one process. A page of 100 MB took 4 GB; the largest real ones take 0.4 GB."""


class _Blocks:
    """The blocks that threads of this process are in; the limit is the same for all of them."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.count = 0
        self.before: tuple[int, int] = (0, 0)


_BLOCKS: Final = _Blocks()


@contextmanager
def limiting_memory(limit_bytes: int = MEMORY_BYTES) -> Generator[None]:
    """Limit the memory of each process that is started in the block, and of those it starts.

    For the block the limit holds for this process too. Where threads are in such blocks at the same
    time, the first sets the limit and the last restores what was before.
    """
    if resource is None:
        yield
        return
    with _BLOCKS.lock:
        if _BLOCKS.count == 0:
            _BLOCKS.before = resource.getrlimit(resource.RLIMIT_DATA)
            known = (each for each in _BLOCKS.before if each != resource.RLIM_INFINITY)
            limit = min([limit_bytes, *known])
            resource.setrlimit(resource.RLIMIT_DATA, (limit, _BLOCKS.before[1]))
        _BLOCKS.count += 1
    try:
        yield
    finally:
        with _BLOCKS.lock:
            _BLOCKS.count -= 1
            if _BLOCKS.count == 0:
                resource.setrlimit(resource.RLIMIT_DATA, _BLOCKS.before)
