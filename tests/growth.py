"""Tell work that grows with the input from work that grows with its square, on a busy machine too."""

import time
from collections.abc import Callable

_MOST = 8.0
"""How much longer four times as much may take: twice linear. Quadratic work takes 16 times."""

_TRIES = 8
"""Other work on the machine makes single tries slower, never quicker: the least of several counts."""

_LEAST_S = 0.05
"""Seconds that say nothing about growth: starting up and the clock's own steps."""


def check_linear(few: Callable[[], object], many: Callable[[], object]) -> None:
    """Fail unless `many`, on four times the input of `few`, takes about four times as long.

    Both run by turns, twice at least and until their quickest runs keep to the bound. Work that
    is quadratic never does; a single disturbed run decides nothing.
    """
    least_few = least_many = float("inf")
    for tried in range(1, _TRIES + 1):
        least_few = min(least_few, _processor_seconds(few))
        least_many = min(least_many, _processor_seconds(many))
        if tried > 1 and least_many <= _MOST * least_few + _LEAST_S:
            return
    raise AssertionError(
        f"four times the input took {least_many:.3f} s of processor, against {least_few:.3f} s"
        f" (the quickest of {_TRIES} runs each): more than {_MOST:g} times as long"
    )


def _processor_seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
