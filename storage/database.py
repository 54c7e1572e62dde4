"""Open the database file: one process writes, and a process that waits is told which."""

import os
import re
import sys
import time
from collections.abc import Callable, Collection, Generator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Final, TypeAlias

import duckdb

from policytrail.errors import DatabaseBusy
from storage.addresses import is_lake
from storage.catalogue import check_once
from storage.damaged_log import is_log_damaged, set_aside_log
from storage.faults import is_outer, storage_error
from storage.lake import lake_connection
from storage.migrate import apply_migrations, check_schema, migration_backups
from storage.shut_files import shut_files
from storage.unfinished_files import begin_beside

Connection: TypeAlias = duckdb.DuckDBPyConnection

WAIT_S = 60.0
"""How long to wait for another process to let go of the file."""
_LOG_MB = 4
MEMORY_MB = 300
"""Bodies and derived rows are small beside the work done on them: this keeps an import of hundreds of
2 MB pages under 1 GB together with its worker processes."""
Opened: TypeAlias = Callable[[], AbstractContextManager[Connection]]
"""Opens the database for a moment: in between, others may use it."""
_POLL_S = 0.2
_HOLDER = re.compile(r"held in (?P<program>.+?) \(PID (?P<pid>\d+)\)")
_CONFIG = {
    # Of new files. At 13,000 captures, blocks of 16 kB make 5.3 MB of the 8.7 that DuckDB's own of
    # 256 kB do, and one more capture writes 0.14 MB instead of 1.3; neither costs processor.
    "default_block_size": 16_384,
    "threads": 2,
    "preserve_insertion_order": True,
    "storage_compatibility_version": "latest",
    "checkpoint_threshold": "256MB",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


@dataclass(frozen=True, slots=True)
class Holding:
    """When a capture that lacks most of the text waits for confirmation before it is a version."""

    share: float = 0.4
    """Of the usual number of words; a capture with fewer is held. 0 holds none."""
    captures: int = 2
    """So many captures in a row confirm it..."""
    hours: int = 6
    """...that are so many hours apart."""


DEFAULT: Final = Holding()


@dataclass(frozen=True, slots=True)
class Reach:
    """What DuckDB itself may use besides the database."""

    files: Sequence[Path] | None = ()
    """Other files that it reads or writes; None for any, which only a database of our own may have."""
    lake_data: str = ""
    """The folder of a new lake's files; empty for DuckDB's default."""


NOTHING_ELSE: Final = Reach()


@contextmanager
def open_database(  # noqa: PLR0913 (each a setting, by name)
    path: Path,
    *,
    wait_s: float = WAIT_S,
    read_only: bool = False,
    holding: Holding = DEFAULT,
    memory_mb: int = MEMORY_MB,
    reach: Reach = NOTHING_ELSE,
) -> Generator[Connection]:
    """Yield a connection to the database at `path`, created and migrated if necessary.

    `path` may also name a lake (`storage.lake`). Its tables, views and functions are those that this
    program made.

    Raises:
        DatabaseBusy: another process held the file for `wait_s` seconds.
        DatabaseTooNew: a newer policytrail wrote the file.
        DatabaseTooOld: the file is to be read only, and lacks a migration.
        StorageError: the file cannot be read or written, e.g. because the disk is full, or what it
            holds was put in place of what the program made.
    """
    with open_unchecked(
        path,
        wait_s=wait_s,
        read_only=read_only,
        holding=holding,
        memory_mb=memory_mb,
        reach=reach,
    ) as connection:
        check_once(connection, path, read_only=read_only)
        yield connection


@contextmanager
def open_unchecked(  # noqa: PLR0913 (each a setting, by name)
    path: Path,
    *,
    wait_s: float = WAIT_S,
    read_only: bool = False,
    holding: Holding = DEFAULT,
    memory_mb: int = MEMORY_MB,
    reach: Reach = NOTHING_ELSE,
) -> Generator[Connection]:
    """Yield the same, whatever tables, views and functions are in it: for who tells what is wrong there."""
    with (
        _errors_named(path),
        lake_connection(path, reach.lake_data, wait_s, read_only=read_only)
        if is_lake(path)
        else _connect_to_file(path, wait_s, reach.files, read_only=read_only) as connection,
    ):
        connection.execute("SET TimeZone = 'UTC'")
        # DuckDB would draw it into standard output, among what programs read there.
        connection.execute("SET enable_progress_bar_print = false")
        # Not a matter of how the file is opened: two connections of one process may differ in it.
        connection.execute(f"SET memory_limit = '{memory_mb}MB'")
        connection.execute("SET VARIABLE hold_share = ?", [holding.share])
        connection.execute("SET VARIABLE hold_captures = ?", [holding.captures])
        connection.execute("SET VARIABLE hold_hours = ?", [holding.hours])
        if read_only:
            check_schema(connection, path)
        else:
            apply_migrations(connection, path)
        yield connection


@contextmanager
def only_sources(connection: Connection, names: Collection[str] | None) -> Generator[None]:
    """Restrict all views over captures to some sources for the block; None restricts nothing.

    Each view computes the rows of a source from that source alone.
    """
    if names is None:
        yield
        return
    before = connection.execute("SELECT getvariable('sources')").fetchone()
    connection.execute("SET VARIABLE sources = ?::VARCHAR[]", [list(names)])
    try:
        yield
    finally:
        connection.execute("SET VARIABLE sources = ?::VARCHAR[]", [before[0] if before else None])


def keep_log(connection: Connection) -> None:
    """Leave what was committed in the log beside the file when the connection is closed.

    What is committed is durable in either. Each closing would else write pages of every table that
    was touched (1 MB for one capture); whoever opens the file next reads the log as well, so that it
    is kept short. The last one to close the file in a run does without this.
    """
    connection.execute("PRAGMA disable_checkpoint_on_shutdown")
    connection.execute(f"SET checkpoint_threshold = '{_LOG_MB}MB'")


@contextmanager
def transaction(connection: Connection) -> Generator[None]:
    """Commit what the block writes, or nothing of it."""
    connection.begin()
    try:
        yield
    # Also what is no Exception (a signal, an exit) must not leave the transaction open.
    except BaseException:
        # A failed COMMIT has ended the transaction already.
        with suppress(duckdb.TransactionException):
            connection.rollback()
        raise
    connection.commit()


class _NoPandas(MetaPathFinder):
    """An import finder that reports pandas as not installed.

    DuckDB 1.5.5 tries to import pandas twice for each bound value. Where it is not installed, each
    try searches the whole path: 20,000 texts took 1.42 s to insert, and 0.21 s with this.
    """

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,  # noqa: ARG002 (the finder's protocol)
        target: ModuleType | None = None,  # noqa: ARG002 (the same)
    ) -> ModuleSpec | None:
        """Refuse to import pandas, and leave all other modules to the other finders."""
        if fullname == "pandas":
            raise ModuleNotFoundError("No module named 'pandas'", name="pandas")
        return None


@cache
def _spare_pandas_lookups() -> None:
    """Make DuckDB's attempts to import a missing pandas fail fast."""
    if find_spec("pandas") is None:
        sys.meta_path.insert(0, _NoPandas())


def _connect_to_file(
    path: Path, wait_s: float, files: Sequence[Path] | None, *, read_only: bool
) -> Connection:
    if not read_only and path.parent.is_dir() and not path.exists():
        _make_file(path)
    connection = _connect_with_retry(path, wait_s, read_only=read_only)
    # Now that nobody else holds it: another process may have set the same log aside meanwhile.
    if not read_only and is_log_damaged(path):
        set_aside_log(connection, path)
    if files is not None:
        shut_files(connection, [*files, *migration_backups(path)])
    return connection


def _make_file(path: Path) -> None:
    """Make an empty database that is there whole or not at all.

    DuckDB writes the heads of a new file one after the other: killed in between, it leaves a file
    that it never opens again. Where this fails, DuckDB makes the file in its place, and names faults.
    """
    if path.with_name(f"{path.name}.wal").exists():
        return  # DuckDB knows that it is not of the new file
    with suppress(duckdb.Error, OSError):
        unfinished = begin_beside(path)
        duckdb.connect(str(unfinished), config=dict(_CONFIG)).close()
        try:
            os.link(unfinished, path)  # unlike a renaming, replaces no file that came meanwhile
        finally:
            unfinished.unlink()


def _connect_with_retry(path: Path, wait_s: float, *, read_only: bool) -> Connection:
    _spare_pandas_lookups()
    deadline = time.monotonic() + wait_s
    while True:
        try:
            return duckdb.connect(str(path), read_only=read_only, config=dict(_CONFIG))
        except duckdb.IOException as error:
            holder = _HOLDER.search(str(error))
            if holder is None:
                raise
            if time.monotonic() > deadline:
                raise DatabaseBusy(
                    f"{path}: another process holds the database: {holder['program']}, "
                    f"process {holder['pid']}; waited {wait_s:g} s. "
                    "Wait until it is done, or stop it."
                ) from error
            time.sleep(_POLL_S)
        except duckdb.ConnectionException as error:
            # Another thread of this process has it open, to write where we read or the other way.
            if time.monotonic() > deadline:
                raise DatabaseBusy(
                    f"{path}: this process holds the database already; waited {wait_s:g} s"
                ) from error
            time.sleep(_POLL_S)


@contextmanager
def _errors_named(path: Path) -> Generator[None]:
    try:
        yield
    except duckdb.Error as error:
        if not is_outer(error):
            raise
        raise storage_error(path, error) from error
