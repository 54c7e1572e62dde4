"""A limit on the memory of programs that render what others wrote."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None

MEMORY_BYTES: Final = 2 << 30
"""Private memory of one process. A page of 100 MB took 4 GB; the largest real ones take 0.4 GB."""


@contextmanager
def limiting_memory(limit_bytes: int = MEMORY_BYTES) -> Generator[None]:
    """Limit the memory of each process that is started in the block, and of those it starts.

    For the block the limit holds for this process too.
    """
    if resource is None:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    limits = [limit_bytes, *(each for each in (soft, hard) if each != resource.RLIM_INFINITY)]
    resource.setrlimit(resource.RLIMIT_DATA, (min(limits), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))
