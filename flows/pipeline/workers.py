"""Pure functions on all cores."""

import multiprocessing
import os
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_ALONE = 100
"""Up to so many tasks are done in this process: starting others costs as much as 100 pages do (1.5 s)."""


class Apply(Protocol):
    """Calls a function on each argument and yields what it returns, in order."""

    def __call__(self, function: Callable[[T], R], arguments: Iterable[T], /) -> Iterator[R]:
        """Start at once where there are workers; else compute as the results are asked for."""
        ...


@contextmanager
def workers(tasks: int) -> Generator[Apply]:
    """Yield what applies functions to many arguments, in processes if there is enough to do."""
    if tasks <= _ALONE:
        yield map
        return
    # Spawned, not forked: the parent holds DuckDB's threads, which a fork would leave half alive.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(
        max_workers=os.cpu_count(), mp_context=context, initializer=_end_with_parent
    ) as pool:
        yield pool.map


def in_batches(
    apply: Apply, function: Callable[[T], R], arguments: Iterable[T], size: int
) -> Iterator[list[R]]:
    """Yield the results in lists of `size`, each while the workers are at the next one.

    No more than two batches of arguments are in memory at once.
    """
    source = iter(arguments)
    started: Iterator[R] = iter(())
    while batch := list(islice(source, size)):
        done, started = started, apply(function, batch)
        yield list(done)
    yield list(started)


def _end_with_parent() -> None:
    """Make this worker end when its parent does, also when the parent was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_exit_after, args=(parent.join,), daemon=True).start()


def _exit_after(wait: Callable[[], None]) -> None:
    wait()
    os._exit(1)
