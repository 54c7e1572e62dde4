"""What one piece of work on captured bytes may take, and what it is when it takes more."""

from dataclasses import dataclass
from enum import StrEnum

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one piece of work may take."""

    memory_bytes: int = 512 * MEBIBYTE
    """Of the whole worker; a worker that has read nothing has about 60 MB."""
    processor_s: float = 20.0
    """Seconds of one core, so that a busy machine does not fail what an idle one would read."""
    output_bytes: int = 64 * MEBIBYTE
    """Of the result as it is sent to the caller."""
    patience_s: float = 100.0
    """How long the caller waits before it ends a worker that does not even compute."""


class Limit(StrEnum):
    """Which bound a piece of work went beyond."""

    MEMORY = "memory"
    TIME = "time"
    OUTPUT = "output"
    FAULT = "fault"
    """None: the function raised an error that nobody expected."""


@dataclass(frozen=True, slots=True)
class Exceeded:
    """Stands for the result of work that went beyond its limits or failed in the worker."""

    limit: Limit
    reason: str
    """What happened, as the end of a sentence that begins with what was read."""
