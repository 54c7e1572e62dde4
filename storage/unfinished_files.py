"""Files that processes were writing beside their place when they were killed."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Final

_LOCK: Final = Lock()
_BEGUN: Final[set[Path]] = set()
"""The unfinished files of this process: another thread may be writing one."""


def unfinished_beside(path: Path) -> Path:
    """Return where this process writes a file until it is whole and takes its place."""
    return path.with_name(f".{path.name}.{os.getpid()}")


def begin_beside(path: Path) -> Path:
    """Return the path that `unfinished_beside` names, once what killed processes left of it is removed.

    So is one with the number of this process that it has not begun itself: in a container, the
    number is often the same after every start.
    """
    unfinished = unfinished_beside(path)
    remove_unfinished(path.parent.glob(f".{path.name}.*"))
    with _LOCK:
        if unfinished not in _BEGUN:
            _BEGUN.add(unfinished)
            for left in (unfinished, unfinished.with_name(f"{unfinished.name}.wal")):
                with suppress(OSError):
                    left.unlink()
    return unfinished


def remove_unfinished(files: Iterable[Path]) -> None:
    """Remove those of the files whose names end with the number of a process that is gone.

    So are the logs that DuckDB keeps beside databases of such names.

    A number that another process has got since keeps the file until a later run.
    """
    for file in files:
        number = file.name.removesuffix(".wal").rpartition(".")[2]
        if number.isdecimal() and not _is_running(int(number)):
            with suppress(OSError):
                file.unlink()


def _is_running(number: int) -> bool:
    try:
        os.kill(number, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True  # of another user
    return True
