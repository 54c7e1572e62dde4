"""Pure functions on all cores, in workers that hostile input may crash without harm."""

import atexit
import os
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from threading import Lock
from typing import Generic, Protocol, TypeVar

from flows.pipeline.limits import Exceeded, Limit, Limits
from flows.pipeline.worker import LimitedWorker

T = TypeVar("T")
R = TypeVar("R")

LIMITS = Limits()
"""What one body, comparison or document may take."""
_ALONE = 100
"""Up to so many tasks are done by one worker: starting another costs as much as 100 pages do."""


@dataclass(frozen=True, slots=True)
class Task(Generic[T, R]):
    """A pure function, and the substitute for its result if it exceeds the limits."""

    function: Callable[[T], R]
    result_instead: Callable[[T, Exceeded], R]
    """Called in this process: it may not compute on the hostile argument itself."""


class Apply(Protocol):
    """Does a task with each argument and yields the results, in order."""

    def __call__(self, task: Task[T, R], arguments: Iterable[T], /) -> Iterator[R]:
        """Start at once."""
        ...


class _IdleWorkers:
    """The workers of this process that have nothing to do; they live as long as it does."""

    def __init__(self) -> None:
        self._workers: list[LimitedWorker] = []
        self._lock = Lock()

    def take_worker(self) -> LimitedWorker:
        """Return a worker that nobody else has; a new one where none is idle."""
        with self._lock:
            while self._workers:
                worker = self._workers.pop()
                if worker.is_alive:
                    return worker
        return LimitedWorker()

    def give_back(self, worker: LimitedWorker) -> None:
        """Take a worker back; one that has ended is discarded."""
        if worker.is_alive:
            with self._lock:
                self._workers.append(worker)

    def end_all(self) -> None:
        """End all of them."""
        with self._lock:
            while self._workers:
                self._workers.pop().end_process()


_IDLE = _IdleWorkers()
atexit.register(_IDLE.end_all)


def do_limited(function: Callable[[T], R], argument: T, limits: Limits = LIMITS) -> R | Exceeded:
    """Return a function's result for an argument, computed in a worker within the limits."""
    worker = _IDLE.take_worker()
    was_fresh = worker.is_fresh
    result = _done_by(worker, function, argument, limits)
    if isinstance(result, Exceeded) and result.limit is Limit.MEMORY and not was_fresh:
        # What was read before may have left too little: only a fresh worker has the last word.
        return _done_by(LimitedWorker(), function, argument, limits)
    return result


def do_once(function: Callable[[T], R], argument: T, limits: Limits) -> R | Exceeded:
    """Return the result like `do_limited`, but never start again: sending a message is no work to repeat."""
    return _done_by(_IDLE.take_worker(), function, argument, limits)


def _done_by(
    worker: LimitedWorker, function: Callable[[T], R], argument: T, limits: Limits
) -> R | Exceeded:
    result = worker.do_work(function, argument, limits)
    if isinstance(result, Exceeded) and worker.is_alive:
        worker.end_process()  # what it still holds in memory would be missing for the next
    _IDLE.give_back(worker)
    return result


@contextmanager
def worker_pool(tasks: int, limits: Limits = LIMITS) -> Generator[Apply]:
    """Yield a function that maps tasks over arguments: on one worker if they are few, else on all."""
    width = 1 if tasks <= _ALONE else os.cpu_count() or 1
    with ThreadPoolExecutor(width, "worker") as threads:

        def apply(task: Task[T, R], arguments: Iterable[T]) -> Iterator[R]:
            def result_of(argument: T) -> R:
                return _limited_result(task, argument, limits)

            return threads.map(result_of, arguments)

        yield apply


def _limited_result(task: Task[T, R], argument: T, limits: Limits) -> R:
    result = do_limited(task.function, argument, limits)
    return task.result_instead(argument, result) if isinstance(result, Exceeded) else result


def in_batches(
    apply: Apply, task: Task[T, R], arguments: Iterable[T], size: int
) -> Iterator[list[R]]:
    """Yield the results in lists of `size`, each while the workers are at the next one.

    No more than two batches of arguments are in memory at once.
    """
    source = iter(arguments)
    started: Iterator[R] = iter(())
    while batch := list(islice(source, size)):
        done, started = started, apply(task, batch)
        yield list(done)
    yield list(started)
