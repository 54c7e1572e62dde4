"""Translate errors of DuckDB into one that says what is wrong and what to do."""

import re
from pathlib import Path

import duckdb

from policytrail.errors import NoDatabase, StorageError
from storage.addresses import mask_password

_KEPT = "What was committed before is kept"
_DAMAGED = (
    "The file is damaged: put a copy back, or make it anew with `policytrail import-warc` from an "
    "export; see to the disk first."
)
OTHER_PROGRAMS = "Name the database with --db, or move this file away; nothing was written to it."
_OTHER_FILE = "not a valid DuckDB database file"
_ADVICE: tuple[tuple[str, str], ...] = (
    (
        r"[Uu]nable to connect to Postgres|server closed the connection|terminating connection|"
        r"connection to server|no connection to the server",
        f"Is PostgreSQL running, and may this user connect? {_KEPT}; run the same command again.",
    ),
    (_OTHER_FILE, OTHER_PROGRAMS),
    (
        r"No space left|[Dd]isk quota|File too large|Could not write|Failed to write",
        f"Is the disk full? {_KEPT}; make room and run the same command again.",
    ),
    (
        r"Permission denied|Read-only file system|read-only mode",
        "May this user write here? Change that, or name another file with --db.",
    ),
    (
        r"[Cc]annot open file.*(No such file|Not a directory)",
        "Make the folder first, or name another file with --db.",
    ),
    (r"Is a directory", "This is a folder: name a file in it with --db."),
    (
        r"version number|newer version",
        "Another version of DuckDB wrote the file: use the policytrail that it was made with.",
    ),
    (r"[Cc]orrupt|Could not read enough bytes|checksum", _DAMAGED),
    (
        r"disabled by configuration",
        "The database was altered: what stands in it reads or writes another file, which is refused. "
        "`policytrail verify` tells what was altered; restore the database from a backup.",
    ),
    (r"[Cc]onflicting lock|Could not set lock", "Another process holds it: wait until it is done."),
    (
        r"Out of Memory",
        f"{_KEPT}; let less run beside it, or see that the disk has room for temporary files.",
    ),
)
_ELSE = f"{_KEPT}; see to the cause and run the same command again."
_MOST_SHOWN = 60
"""Letters of what stands in the place of a value."""
_FAMILY = re.compile(r"^[A-Z][\w ]* Error: ")


def is_outer(error: duckdb.Error) -> bool:
    """Return whether the file, the disk, the machine or an alteration caused the error.

    Anything else is a bug: it is raised unchanged, so that whoever reports it has
    the place. DuckDB 2.0 tells of a damaged file by an error of no family.
    """
    return (
        isinstance(
            error, duckdb.OperationalError | duckdb.InternalError | duckdb.PermissionException
        )
        or type(error) is duckdb.Error
    )


def storage_error(path: Path, error: duckdb.Error) -> StorageError:
    """Return what is wrong with a database, where, and what to do."""
    message = str(error)
    first_line = (
        mask_password(_FAMILY.sub("", message.splitlines()[0]).rstrip(".!"))
        if message
        else "no reason given"
    )
    advice = next((sentence for sign, sentence in _ADVICE if re.search(sign, message)), _ELSE)
    named = mask_password(str(path))
    where = "" if named in first_line else f"{named}: "
    kind = NoDatabase if _OTHER_FILE in message else StorageError
    return kind(f"{where}{first_line}. {advice}")


def foreign_value(what: str, shown: str) -> StorageError:
    """Return the error for a value in a row that this program never writes there."""
    begun = shown if len(shown) <= _MOST_SHOWN else f"{shown[:_MOST_SHOWN]} ..."
    return StorageError(
        f"the database was altered: {begun!r} stands in it as {what}, which this program never writes. "
        "`policytrail verify` tells what was altered; restore the database from a backup."
    )
