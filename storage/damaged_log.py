"""A damaged write-ahead log, which DuckDB ignores."""

import logging
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

import duckdb

from storage.addresses import numbered_beside

logger = logging.getLogger(__name__)

_BEGINNING: Final = bytes.fromhex("6400626500")
"""How DuckDB begins every log: with an entry of kind 98, its version."""


def log_beside(database: Path) -> Path:
    """Return the path of DuckDB's write-ahead log."""
    return database.with_name(f"{database.name}.wal")


def is_log_damaged(database: Path) -> bool:
    """Return whether there is a log without the header of one."""
    try:
        with log_beside(database).open("rb") as file:
            beginning = file.read(len(_BEGINNING))
    except OSError:
        return False
    return not _BEGINNING.startswith(beginning)


def set_aside_log(connection: duckdb.DuckDBPyConnection, database: Path) -> None:
    """Keep a damaged log under another name, and say what the database holds without it.

    The connection holds the database. Left in its place, the log would stand for changes that are
    not in the file, so that no backup and no copy for readers is made.
    """
    log = log_beside(database)
    aside = numbered_beside(log, "damaged")
    shutil.copyfile(log, aside)
    connection.execute("CHECKPOINT")
    log.unlink(missing_ok=True)
    logger.warning(
        "%s: its log is damaged and was set aside as %s; what was committed there is lost. Without it, "
        "the database holds %s. Compare that with a backup.",
        database,
        aside.name,
        _tell_contents(connection),
    )


def _tell_contents(connection: duckdb.DuckDBPyConnection) -> str:
    with suppress(duckdb.CatalogException):
        row = connection.execute("SELECT count(*), max(captured_at) FROM capture").fetchone()
        if row and row[0]:
            captures = "1 capture" if row[0] == 1 else f"{row[0]:,} captures"
            return f"{captures}, the newest of {row[1]:%Y-%m-%d %H:%M} UTC"
    return "no capture"
