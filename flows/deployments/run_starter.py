"""Starts the runs of served deployments in separate processes, from a thread."""

import asyncio
import threading
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from typing import Final

from prefect.deployments.runner import RunnerDeployment
from prefect.runner import Runner

AT_ONCE: Final = 2
"""Runs at a time: alerts are sent while a long `track` goes on. Each opens the file briefly."""
_START_S = 120.0
_END_S = 90.0
"""A run has 30 s to end by itself before it is killed."""


class _StarterThread(threading.Thread):
    """Prefect's runner on an event loop of its own.

    In the main thread it would take SIGTERM for itself and leave the loop at once: runs stayed
    `Running` for ever, and `Runner.astop` was never awaited.
    """

    def __init__(self, deployments: Sequence[RunnerDeployment]) -> None:
        super().__init__(name="runner", daemon=True)
        self.fault = ""
        self._deployments = deployments
        self._loop: asyncio.AbstractEventLoop | None = None
        self._runner: Runner | None = None

    @property
    def is_started(self) -> bool:
        """Return whether the runner is up and starts runs."""
        return self._runner is not None and self._runner.started

    def run(self) -> None:
        """Start due runs until `stop`."""
        try:
            asyncio.run(self._start_runs())
            self.fault = "Prefect's runner has ended"
        except BaseException as error:  # noqa: BLE001 (told by the program, in its main thread)
            self.fault = f"no more runs can be started: {type(error).__name__}: {error}"

    async def _start_runs(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._runner = Runner(name="policytrail", limit=AT_ONCE, pause_on_shutdown=False)
        for deployment in self._deployments:
            await self._runner.aadd_deployment(deployment)
        await self._runner.start()

    def stop(self) -> None:
        """Cancel the runs in progress and end the thread."""
        if self._loop is not None and self._runner is not None and self.is_started:
            asked = asyncio.run_coroutine_threadsafe(self._runner.astop(), self._loop)
            asked.result(_END_S)
        self.join(_END_S)


@contextmanager
def starting_runs(deployments: Sequence[RunnerDeployment]) -> Generator[Callable[[], str]]:
    """Start due runs of the deployments for the block; yield what tells why none can be started."""
    thread = _StarterThread(deployments)
    thread.start()
    deadline = time.monotonic() + _START_S
    while not thread.is_started and not thread.fault and time.monotonic() < deadline:
        time.sleep(0.05)
    try:
        yield lambda: thread.fault
    finally:
        thread.stop()
