"""Progress callbacks of pipeline steps."""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Final, TypeAlias

OnProgress: TypeAlias = Callable[[str, int, int | None], None]
"""Called with what is being done, how much of it is done, and how much there is, if known."""


def no_progress(_what: str, _done: int, _of: int | None) -> None:
    """Ignore the progress: the no-op callback."""


LISTENER: Final[ContextVar[OnProgress]] = ContextVar("LISTENER", default=no_progress)
"""Who waits at a terminal for this run; a parameter of a flow has to be a value for Prefect's pages."""
