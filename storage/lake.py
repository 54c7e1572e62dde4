"""A store in DuckLake: the same tables and SQL, for many machines at once.

DuckLake has no keys: two processes that wrote at once would add the same rows twice. So whoever writes
takes a turn, as with a file; a lock in PostgreSQL grants it, and is free again when its holder dies.
Readers never wait.
"""

import threading
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import duckdb

from policytrail.errors import ConfigurationError, DatabaseBusy, install_advice
from storage.addresses import POSTGRES, PREFIX, is_shared, mask_password

_POLL_S: Final = 0.1
_KEPT: Final = "7 days"
_opened: dict[str, duckdb.DuckDBPyConnection] = {}
_opening = threading.Lock()


@contextmanager
def lake_connection(
    store: Path, data: str, wait_s: float, *, read_only: bool
) -> Generator[duckdb.DuckDBPyConnection]:
    """Yield a connection to a lake; unless it only reads, this process alone writes meanwhile.

    Args:
        store: the address.
        data: the folder of a new lake's files, as all machines see it; empty for DuckDB's default.
        wait_s: how long to wait for a turn.
        read_only: whether nothing is written.

    Raises:
        ConfigurationError: the extensions are not installed.
        DatabaseBusy: others wrote for `wait_s` seconds.
    """
    connection = _new_cursor(store, data)
    try:
        if read_only or not is_shared(store):
            yield connection
        else:
            with lake_turn(store, "writing", wait_s):
                yield connection
    finally:
        connection.close()
        if not is_shared(store):
            _forget(str(store))


@contextmanager
def lake_turn(store: Path, what: str, wait_s: float) -> Generator[None]:
    """Hold exclusive access to a lake, across all machines, for the block.

    Raises:
        DatabaseBusy: others did for `wait_s` seconds.
    """
    number = int.from_bytes(sha256(f"policytrail {what}".encode()).digest()[:4], "big")
    ask = f"SELECT * FROM postgres_query('turns', 'SELECT pg_try_advisory_xact_lock({number})')"  # noqa: S608 (our own number)
    deadline = time.monotonic() + wait_s
    turn = _new_cursor(store, "")
    try:
        while True:
            turn.begin()
            row = turn.execute(ask).fetchone()
            if row and row[0]:
                break
            turn.rollback()
            if time.monotonic() > deadline:
                raise DatabaseBusy(
                    f"{mask_password(str(store))}: another process is {what}; waited "
                    f"{wait_s:g} s. Wait until it is done, or stop it."
                )
            time.sleep(_POLL_S)
        yield
    finally:
        with suppress(duckdb.Error):
            turn.rollback()  # the lock ends with the transaction
        turn.close()


def attach_lake(connection: duckdb.DuckDBPyConnection, store: Path, name: str, data: str) -> None:
    """Attach a lake to a connection under a name.

    Raises:
        ConfigurationError: the extensions are not installed.
    """
    catalogue = str(store).removeprefix(PREFIX)
    _load_extension(connection, "ducklake")
    if is_shared(store):
        _load_extension(connection, "postgres_scanner")
    else:
        catalogue = f"duckdb:{catalogue}"  # DuckLake takes a bare name without a dot for a secret's
    folder = f" (DATA_PATH {_quote_text(data)})" if data else ""
    connection.execute(f"ATTACH {_quote_text(PREFIX + catalogue)} AS {name}{folder}")


def compact_lake(connection: duckdb.DuckDBPyConnection) -> None:
    """Move rows out of an open lake's catalogue into files, and merge small files.

    Files that are needless now are removed a week later, by the next of these: readers may have them open.
    """
    for option in ("expire_older_than", "delete_older_than"):
        connection.execute(f"CALL lake.set_option('{option}', '{_KEPT}')")
    connection.execute("CHECKPOINT")


def lake_bytes(connection: duckdb.DuckDBPyConnection) -> int:
    """Return the size of an open lake's files; rows in its catalogue are not counted."""
    row = connection.execute(
        "SELECT coalesce(sum(file_size_bytes), 0) FROM ducklake_table_info('lake')"
    ).fetchone()
    return int(row[0]) if row else 0


def _new_cursor(store: Path, data: str) -> duckdb.DuckDBPyConnection:
    """Return a cursor on the lake, which this process attaches once: that takes a third of a second.

    A connection that PostgreSQL has ended meanwhile is made anew.
    """
    with _opening:
        for is_last in (False, True):
            try:
                if str(store) not in _opened:
                    _opened[str(store)] = _open_lake(store, data)
                cursor = _opened[str(store)].cursor()
                cursor.execute("USE lake")
                cursor.execute("SELECT count(*) FROM duckdb_tables() WHERE database_name = 'lake'")
            except duckdb.Error:
                _forget(str(store))
                if is_last:
                    raise
            else:
                return cursor
    raise AssertionError("unreachable")


def _open_lake(store: Path, data: str) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(
        config={
            "threads": 2,
            "preserve_insertion_order": True,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
    )
    try:
        attach_lake(connection, store, "lake", data)
        if is_shared(store):
            server = str(store).removeprefix(PREFIX + POSTGRES)
            connection.execute(f"ATTACH {_quote_text(server)} AS turns (TYPE postgres)")
    except BaseException:
        connection.close()
        raise
    return connection


def _forget(name: str) -> None:
    connection = _opened.pop(name, None)
    if connection is not None:
        connection.close()


def _load_extension(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Load an extension out of its Python package; nothing is downloaded."""
    package = find_spec(f"duckdb_extension_{name}")
    folders = (package.submodule_search_locations if package else None) or ()
    files = [
        file
        for folder in folders
        for file in Path(folder).glob(f"extensions/v{duckdb.__version__}/{name}.duckdb_extension")
    ]
    if not files:
        raise ConfigurationError(
            f"a store in DuckLake needs DuckDB's extension {name} for version {duckdb.__version__}: "
            f"{install_advice('lake')}"
        )
    connection.execute(f"LOAD {_quote_text(str(files[0]))}")


def _quote_text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
