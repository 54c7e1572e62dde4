"""A progress bar on standard error, for a person who waits."""

from collections.abc import Generator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from flows.pipeline import Told


@contextmanager
def show_progress() -> Generator[Told]:
    """Yield what a step calls to say how far it is; silent where standard error is no terminal."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    # Gone when all is done: what came of it is told in words.
    with Progress(
        *columns, console=console, disable=not console.is_terminal, transient=True
    ) as bars:
        known = {task.description: task.id for task in bars.tasks}

        def told(what: str, done: int, of: int | None) -> None:
            if not (done or of):
                return  # nothing to do is nothing to wait for
            if what not in known:
                known[what] = bars.add_task(what, total=of)
            bars.update(known[what], completed=done, total=of)

        yield told
