"""Keep a connection to its own database: nothing that stands in the database reads or writes another file.

A database can hold views, functions and defaults that read any file of the user who opens it, and a
stranger's database may. Statements of this program that copy the database name their files beforehand.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import duckdb

_BESIDE: Final = ("", ".wal", ".wal.checkpoint", ".wal.recovery", ".tmp")
"""What DuckDB writes beside a database, by the endings of their names."""


def shut_files(connection: duckdb.DuckDBPyConnection, files: Sequence[Path]) -> None:
    """Let a connection reach its own database and these files, and no other, until it is closed.

    Connections of one process to one database share this: the first one decides.
    """
    row = connection.execute("SELECT current_setting('enable_external_access')").fetchone()
    if row is None or not row[0]:
        return
    allowed = [str(file.absolute()) + ending for file in files for ending in _BESIDE]
    connection.execute("SET allowed_paths = ?", [allowed])
    connection.execute("SET enable_external_access = false")
