"""A handle on one worker: a process that is sent work and can be ended."""

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection, Pipe
from typing import TypeVar, cast

from flows.pipeline.limits import MEBIBYTE, Exceeded, Limit, Limits

_OUT_OF_MEMORY = tuple(
    -number for number in (signal.SIGABRT, signal.SIGKILL, signal.SIGTRAP, signal.SIGILL)
)
"""How libraries, and the system, end a process that gets no memory."""

T = TypeVar("T")
R = TypeVar("R")


class LimitedWorker:
    """A separate process that does one piece of work after the other."""

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        """Start the process, with further variables in its environment."""
        self.is_fresh = True
        """Whether it has done nothing yet."""
        ours, child_end = Pipe()
        self._connection: Connection = ours
        # The functions that it is sent are found where this process found them.
        paths = os.pathsep.join(path for path in sys.path if path)
        self._process = subprocess.Popen(  # noqa: S603 (this project's own program)
            [sys.executable, "-m", "flows.pipeline.worker_child", str(child_end.fileno())],
            env=os.environ | {"PYTHONPATH": paths} | dict(environment or {}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(child_end.fileno(),),
        )
        child_end.close()

    @property
    def is_alive(self) -> bool:
        """Return whether it can be sent work."""
        return self._process.poll() is None

    def do_work(self, function: Callable[[T], R], argument: T, limits: Limits) -> R | Exceeded:
        """Return the function's result for the argument, or `Exceeded`.

        A worker that was ended, by the kernel or here, is not alive afterwards.
        """
        self.is_fresh = False
        try:
            work = (function, argument, limits)
            self._connection.send_bytes(pickle.dumps(work, protocol=pickle.HIGHEST_PROTOCOL))
            if not self._connection.poll(limits.patience_s):
                self.end_process()
                return Exceeded(Limit.TIME, f"was not read within {limits.patience_s:g} s")
            answer: object = pickle.loads(self._connection.recv_bytes())  # noqa: S301 (our worker)
        except (EOFError, ConnectionResetError, BrokenPipeError):
            return self._why_it_ended(limits)
        return cast("R | Exceeded", answer)  # the worker sends what the function returns

    def end_process(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.wait()
        self._connection.close()

    def _why_it_ended(self, limits: Limits) -> Exceeded:
        self._connection.close()
        code = self._process.wait()
        if code == -signal.SIGXCPU:
            return Exceeded(Limit.TIME, f"takes more than {limits.processor_s:g} s of a processor")
        how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        if code not in _OUT_OF_MEMORY:
            return Exceeded(Limit.MEMORY, f"ends the program that reads it ({how})")
        size = limits.memory_bytes // MEBIBYTE
        return Exceeded(Limit.MEMORY, f"needs more than {size} MB of memory ({how})")
