"""Back up the database while runs are in progress, and restore it."""

import os
import time
from datetime import datetime
from pathlib import Path

from flows.database import open_database, renew_copy, store_settings
from flows.pipeline.store_copy import copy_store
from policytrail.errors import ConfigurationError, DatabaseBusy, DatabaseTooOld, StorageError
from storage import (
    begin_beside,
    copy_whole,
    has_log,
    is_lake,
    local_name,
    mask_password,
    numbered_beside,
    remove_unfinished,
)


def back_up(path: Path, target: Path) -> None:
    """Copy the database to a new file, as it stands between two writes of a run.

    Raises:
        ConfigurationError: there is a file of that name already.
        DatabaseBusy: the database was held for longer than the settings allow.
        StorageError: the copy cannot be written.
    """
    if target.exists():
        raise ConfigurationError(f"{target} already exists; name a new file")
    if is_lake(path):
        copy_store(path, target)
        return
    deadline = time.monotonic() + store_settings(os.environ).wait_s
    try:
        while not _copied(path, target, deadline):
            if time.monotonic() > deadline:
                raise DatabaseBusy(f"{path}: is written to again and again; try once more later")
    except OSError as error:
        raise StorageError(f"{target}: cannot be written: {error.strerror}") from error


def back_up_for_month(path: Path, now: datetime, keep: int) -> Path:
    """Back up the database into `NAME.backups` beside it and return the file; keep the newest ones.

    A second backup of a month replaces the first once it is complete.

    Raises:
        DatabaseBusy: the database was held for longer than the settings allow.
        StorageError: the copy cannot be written.
    """
    own = local_name(path)
    folder = own.with_name(f"{own.stem}.backups")
    folder.mkdir(exist_ok=True)
    suffix = own.suffix or ".duckdb"
    target = folder / f"{own.stem}-{now:%Y-%m}{suffix}"
    # The copy is written beside the unfinished file, which has two dots then.
    remove_unfinished(folder.glob(f".*{own.stem}-*"))
    unfinished = begin_beside(target)
    back_up(path, unfinished)
    unfinished.replace(target)
    for old in sorted(folder.glob(f"{own.stem}-*{suffix}"))[: -max(keep, 1)]:
        old.unlink()
    return target


def _copied(path: Path, target: Path, deadline: float) -> bool:
    """Copy the database; return False if another process began to write meanwhile and left a log."""
    wait_s = max(deadline - time.monotonic(), 0)
    if has_log(path):
        with open_database(path, wait_s=wait_s):
            pass  # its closing writes the log into the file
    return copy_whole(path, target, wait_s)


def restore(backup: Path, path: Path) -> Path | None:
    """Replace the database by a backup; return where the old one is kept.

    Captures that wait in the spool stay there: the next run writes them.

    Raises:
        ConfigurationError: the database is a lake.
        DatabaseBusy: the database was held for longer than the settings allow.
        StorageError: the backup is no database that this program reads, or cannot be copied.
    """
    if is_lake(path):
        raise ConfigurationError(
            f"{mask_password(str(path))}: a lake is not restored in place; fill a new one with "
            f"`policytrail copy {backup} ducklake:...`"
        )
    try:
        with open_database(backup, read_only=True):
            pass
    except DatabaseTooOld:
        pass  # the next command that writes brings it up to date
    before = _put_aside(path) if path.exists() else None
    try:
        copy_whole(backup, path, store_settings(os.environ).wait_s)
    except OSError as error:
        if before is not None:
            before.rename(path)
        raise StorageError(f"{path}: cannot be written: {error.strerror}") from error
    renew_copy(path)
    return before


def _put_aside(path: Path) -> Path:
    with open_database(path, wait_s=store_settings(os.environ).wait_s):
        pass  # nobody else holds it, and it has no log
    return path.rename(numbered_beside(path, "before-restore"))
