"""Progress of a step, on standard error."""

import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Final

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from flows.pipeline import OnProgress

LINE_S: Final = 10.0
"""Seconds between two lines where there is no terminal: logs show that the work goes on."""


@contextmanager
def show_progress(work: str = "") -> Generator[OnProgress]:
    """Yield a progress callback: a bar in a terminal, else a line every 10 s.

    `work` names the activity until the first call. A step of less than 10 s prints no line.
    """
    console = Console(stderr=True)
    with _show_bars(console, work) if console.is_terminal else _print_lines(work) as progress:
        yield progress


@contextmanager
def _show_bars(console: Console, work: str) -> Generator[OnProgress]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    # Gone when all is done: what came of it is told in words. What a step prints meanwhile goes past
    # the bar where both are on the terminal, and to standard output alone where that is a pipe.
    past = sys.stdout.isatty()
    with Progress(*columns, console=console, transient=True, redirect_stdout=past) as bars:
        known = {work: bars.add_task(work, total=None)} if work else {}

        def told(what: str, done: int, of: int | None) -> None:
            """Move the bar of a piece of work, or begin one."""
            if not (done or of):
                return  # nothing to do is nothing to wait for
            if what not in known:
                known[what] = bars.add_task(what, total=of)
            bars.update(known[what], completed=done, total=of)

        yield told


@contextmanager
def _print_lines(work: str) -> Generator[OnProgress]:
    state, is_over, began_s = [work or "working"], Event(), time.monotonic()

    def told(what: str, done: int, of: int | None) -> None:
        """Note how far the work is, for the next line."""
        if done or of:
            state[:] = [f"{what}: {done:,}" + ("" if of is None else f" of {of:,}")]

    def print_state() -> None:
        """Print a line now and then until the work is over."""
        while not is_over.wait(LINE_S):
            typer.echo(f"{state[0]} ({time.monotonic() - began_s:.0f} s)", err=True)

    printer = Thread(target=print_state, daemon=True)
    printer.start()
    try:
        yield told
    finally:
        is_over.set()
        printer.join()
