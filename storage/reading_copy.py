"""A copy of the database for readers: replaced as a whole after each run, never written in place.

DuckDB lets one process write, and no other read meanwhile. The copy is a name (a symbolic link) for one
of two files beside the database; a run brings the other one up to date and moves the name. Of both
files only the blocks that differ are written, so that a run costs what it adds.
"""

import fcntl
import os
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from policytrail.errors import DatabaseBusy
from storage.addresses import is_lake
from storage.damaged_log import log_beside
from storage.unfinished_files import begin_beside

_BLOCK = 16 * 1024
"""That of our files; older ones have blocks of sixteen times this size."""
_POLL_S = 0.2


def copy_beside(database: Path) -> Path:
    """Return the name of the copy, whether there is one or not."""
    return database.with_name(f"{database.stem}.read{database.suffix}")


def is_up_to_date(database: Path) -> bool:
    """Return whether the copy holds all that the database does."""
    copy = copy_beside(database)
    if not copy.is_file() or has_log(database):
        return False
    copy_status, kept = copy.stat(), database.stat()
    return (copy_status.st_size, copy_status.st_mtime_ns) == (kept.st_size, kept.st_mtime_ns)


def update_copy(database: Path, wait_s: float) -> bool:
    """Bring the copy up to date; return whether it is.

    It is not where a process was killed while it wrote: the next one that opens the database to write
    puts that right. This process must not have the database open: closing a file lets go of all locks
    that the process has on it.

    Raises:
        DatabaseBusy: another process wrote for `wait_s` seconds.
        OSError: the copy cannot be written, e.g. because the disk is full; the old one is kept.
    """
    if is_up_to_date(database):
        return True
    copy = copy_beside(database)
    twins = [database.with_name(f".{database.name}.read-{name}") for name in "ab"]
    shown = copy.resolve() if copy.is_symlink() else None
    twin = next(each for each in twins if each.resolve() != shown)
    with database.open("rb") as source, _read_lock(source, database, wait_s):
        if has_log(database):
            return False
        modified_ns = os.fstat(source.fileno()).st_mtime_ns
        if not _updated_in_place(source, twin):
            _write_anew(source, twin)
    os.utime(twin, ns=(modified_ns, modified_ns))
    link = begin_beside(copy)
    with suppress(FileNotFoundError):
        link.unlink()
    link.symlink_to(twin.name)
    link.replace(copy)
    return True


def copy_whole(database: Path, target: Path, wait_s: float) -> bool:
    """Copy the database as it stands between two writes, durably; return False if it has a log.

    Raises:
        DatabaseBusy: another process wrote for `wait_s` seconds.
        OSError: the copy cannot be written; nothing is left of it.
    """
    with database.open("rb") as source, _read_lock(source, database, wait_s):
        if has_log(database):
            return False
        _write_anew(source, target)
    return True


def file_states(database: Path) -> tuple[tuple[int, int] | None, ...]:
    """Return what differs once anything was written to the database, its log or the copy for readers."""
    if is_lake(database):
        return ((time.monotonic_ns(), 0),)  # others may have written to it
    files = database, log_beside(database), copy_beside(database)
    return tuple(map(_file_state, files))


def _file_state(file: Path) -> tuple[int, int] | None:
    try:
        status = file.stat()
    except FileNotFoundError:
        return None
    return status.st_size, status.st_mtime_ns


def has_log(database: Path) -> bool:
    """Return whether some of what was committed is not in the file yet."""
    return log_beside(database).exists()


@contextmanager
def _read_lock(source: IO[bytes], database: Path, wait_s: float) -> Generator[None]:
    """Keep writers out for the block, by the kind of lock that DuckDB itself takes."""
    deadline = time.monotonic() + wait_s
    while True:
        try:
            fcntl.lockf(source, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise DatabaseBusy(
                    f"{database}: another process writes to the database; waited {wait_s:g} s. "
                    "The copy for readers is that of the run before."
                ) from None
            time.sleep(_POLL_S)
        else:
            break
    try:
        yield
    finally:
        fcntl.lockf(source, fcntl.LOCK_UN)


def _updated_in_place(source: IO[bytes], twin: Path) -> bool:
    """Write the blocks that differ; return False if the file is not there, or somebody reads it."""
    try:
        with twin.open("r+b") as target:
            fcntl.lockf(target, fcntl.LOCK_EX | fcntl.LOCK_NB)
            while content := source.read(_BLOCK):
                place = target.tell()
                if target.read(len(content)) != content:
                    target.seek(place)
                    target.write(content)
            target.truncate()
    except (FileNotFoundError, BlockingIOError):
        source.seek(0)
        return False
    return True


def _write_anew(source: IO[bytes], twin: Path) -> None:
    unfinished = begin_beside(twin)
    try:
        with unfinished.open("wb") as target:
            while content := source.read(_BLOCK):
                target.write(content)
            target.flush()
            os.fsync(target.fileno())
        unfinished.replace(twin)
    except OSError:
        with suppress(OSError):
            unfinished.unlink()
        raise
