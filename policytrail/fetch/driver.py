"""Playwright's driver: the program that starts Chromium and hands our orders on to it."""

import asyncio
import os
import signal
import threading
from collections.abc import AsyncGenerator, Coroutine
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from policytrail.fetch.memory_limit import limiting_memory

if TYPE_CHECKING:
    from playwright.async_api import Playwright

END_S: Final = 10.0
"""A page that loops closes in one or two seconds; what takes longer is not waited for."""


@asynccontextmanager
async def running_driver() -> AsyncGenerator["Playwright"]:
    """Run the driver for the block, in a thread that starts no other program.

    A driver that does not end in order within 10 s is killed, and Chromium with it.

    Raises:
        ImportError: Playwright is not installed.
    """
    from playwright.async_api import async_playwright  # noqa: PLC0415 (an extra)

    manager = async_playwright()
    try:
        # Chromium is started by the driver, which hands the limit on.
        with limiting_memory():
            playwright = await manager.__aenter__()
        yield playwright
    finally:
        await is_done_in_time(manager.__aexit__())
        _kill_children(threading.get_native_id())


async def is_done_in_time(work: Coroutine[object, object, object]) -> bool:
    """Do work for up to 10 s; return whether it ended, be it with an error.

    What is not done by then goes on: Playwright cannot take an order back.
    """
    task = asyncio.ensure_future(work)
    # An error tells that what was to end has ended; it is retrieved, else asyncio logs it.
    task.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
    done, _ = await asyncio.wait({task}, timeout=END_S)
    return bool(done)


def _kill_children(thread_id: int) -> None:
    """Kill what a thread of this process started, and what that started in turn.

    Where the system does not list them (only Linux does), what is left ends by itself once this
    process has.
    """
    for child in children_started_by(Path("/proc/self/task", str(thread_id))):
        _kill_tree(child)


def _kill_tree(process_id: int) -> None:
    with suppress(OSError):  # it has ended
        threads = [*Path(f"/proc/{process_id}/task").iterdir()]
        children = [child for thread in threads for child in children_started_by(thread)]
        os.kill(process_id, signal.SIGKILL)
        for child in children:
            _kill_tree(child)


def children_started_by(thread: Path) -> list[int]:
    """Return the processes that a thread (a folder of /proc) started; empty once it has ended."""
    try:
        return [*map(int, (thread / "children").read_text("ascii").split())]
    except OSError:
        return []
