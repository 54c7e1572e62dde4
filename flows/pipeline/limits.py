"""Resource limits of work on captured bytes, and the result when one is exceeded."""

from dataclasses import dataclass
from enum import StrEnum

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The resource limits of one piece of work."""

    memory_bytes: int = 512 * MEBIBYTE
    """Of the whole worker; a worker that has read nothing has about 60 MB."""
    processor_s: float = 20.0
    """Seconds of one core, so that a busy machine does not fail what an idle one would read."""
    output_bytes: int = 64 * MEBIBYTE
    """Of the result as it is sent to the caller."""
    patience_s: float = 100.0
    """How long the caller waits before it ends a worker that does not even compute."""


class Limit(StrEnum):
    """The limit that a piece of work exceeded."""

    MEMORY = "memory"
    TIME = "time"
    OUTPUT = "output"
    FAULT = "fault"
    """None: the function raised an error that nobody expected."""


@dataclass(frozen=True, slots=True)
class Exceeded:
    """Takes the place of the result if work exceeded its limits or failed in the worker."""

    limit: Limit
    reason: str
    """What happened, as the end of a sentence that begins with what was read."""
