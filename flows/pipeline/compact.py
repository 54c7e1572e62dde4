"""Write the database anew, smaller, while other processes wait."""

import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flows.database import open_database, renew_copy, store_settings
from policytrail.errors import StorageError
from storage import (
    check_compacted,
    compact_lake,
    has_log,
    is_lake,
    keep_log,
    lake_bytes,
    write_compacted,
)

_SETTLE_S: Final = 1.0
"""A process that opened the old file just before the new one took its name has noticed by then."""


@dataclass(frozen=True, slots=True)
class Compacted:
    """What a compaction did."""

    before_bytes: int
    after_bytes: int
    packed: int
    """Bodies that were packed anew."""


def compact_database(path: Path) -> Compacted:
    """Replace the database by a smaller file of the same content, once every body was checked in it.

    Until then the database is not touched: a process that is killed, or a full disk, loses nothing.

    Raises:
        DatabaseBusy: the database was held for longer than the settings allow.
        StorageError: there is too little room, a body is damaged, or the new file cannot be written.
    """
    if is_lake(path):
        return _compact_lake(path)
    file = path.resolve()  # a link stays one
    unfinished = file.with_name(f".{file.name}.compact.{os.getpid()}")
    try:
        with open_database(
            path, wait_s=store_settings(os.environ).wait_s, files=[unfinished]
        ) as connection:
            for left in file.parent.glob(f".{file.name}.compact.*"):
                left.unlink()  # of a process that was killed: nobody else is at it while we hold this
            connection.execute("CHECKPOINT")
            before_bytes = file.stat().st_size
            _check_room(file, before_bytes)
            packed = write_compacted(connection, unfinished)
            with open_database(unfinished, read_only=True) as compacted:
                check_compacted(connection, compacted)
            if has_log(path):
                raise StorageError(f"{path}: was written to during the compaction; run it again")
            shutil.copymode(file, unfinished)
            _write_through(unfinished)
            keep_log(connection)
            unfinished.replace(file)
            time.sleep(_SETTLE_S)
    finally:
        for left in (unfinished, unfinished.with_name(f"{unfinished.name}.wal")):
            left.unlink(missing_ok=True)
    renew_copy(path)
    return Compacted(before_bytes, path.stat().st_size, packed)


def _compact_lake(path: Path) -> Compacted:
    """Move rows out of the catalogue into files, and merge small files; the bodies stay as they are."""
    with open_database(path, wait_s=store_settings(os.environ).wait_s) as connection:
        before_bytes = lake_bytes(connection)
        compact_lake(connection)
        return Compacted(before_bytes, lake_bytes(connection), 0)


def _check_room(path: Path, needed: int) -> None:
    """Raise StorageError if the disk has no room for a second file of this size."""
    free = shutil.disk_usage(path.parent).free
    if free < needed:
        raise StorageError(
            f"{path}: compaction needs {needed / 1e6:.0f} MB in {path.parent}, where {free / 1e6:.0f} "
            "are free; make room and run it again (nothing was changed)"
        )


def _write_through(file: Path) -> None:
    """Flush the file to disk."""
    descriptor = os.open(file, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
