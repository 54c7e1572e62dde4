"""The program of one worker: does the work it is sent, one piece at a time, within limits.

Run as `python -m flows.pipeline.worker_child DESCRIPTOR`, where the descriptor is a socket to the
process that started it. It ends when that socket does.
"""

import contextlib
import pickle
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection

from flows.garbage_collection import search_cycles_seldom
from flows.pipeline.limits import MEBIBYTE, Exceeded, Limit, Limits

try:
    import resource
except ImportError:  # Windows has no such limits: there, only the caller's patience ends a worker
    resource = None

_LONGEST = 300
"""Letters of a reason that is kept: errors may quote the whole input."""

Work = tuple[Callable[[object], object], object, Limits]


def main() -> None:
    """Do work until the caller is gone."""
    search_cycles_seldom()
    caller: Connection = Connection(int(sys.argv[1]))
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            work: Work = pickle.loads(caller.recv_bytes())  # noqa: S301 (sent by our own parent)
            caller.send_bytes(answer_to(work))


def answer_to(work: Work) -> bytes:
    """Return the pickled result of a piece of work, or the pickled `Exceeded` that stands for it."""
    function, argument, limits = work
    _set_limits(limits)
    try:
        packed = pickle.dumps(function(argument), protocol=pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        much = _format_mebibytes(limits.memory_bytes)
        return _limit_reached(Limit.MEMORY, f"needs more than {much} of memory")
    except RecursionError:
        return _limit_reached(Limit.FAULT, "is nested too deeply")
    except Exception as error:  # noqa: BLE001 (one hostile body must not stop the others)
        return _limit_reached(
            Limit.FAULT, f"cannot be read: {type(error).__name__}: {error}"[:_LONGEST]
        )
    if len(packed) > limits.output_bytes:
        return _limit_reached(
            Limit.OUTPUT, f"gives more than {_format_mebibytes(limits.output_bytes)}"
        )
    return packed


def _limit_reached(limit: Limit, reason: str) -> bytes:
    return pickle.dumps(Exceeded(limit, reason))


def _format_mebibytes(size: int) -> str:
    return f"{size // MEBIBYTE} MB"


def _set_limits(limits: Limits) -> None:
    """Let the kernel end this process if the next piece of work exceeds its limits."""
    if resource is None:
        return
    # Private memory that can be written, not address space: libraries reserve that by the gigabyte.
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (limits.memory_bytes, most))
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    until = int(time.process_time() + limits.processor_s) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (until, most))
    # A worker that is ended leaves no copy of its memory on the disk.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
