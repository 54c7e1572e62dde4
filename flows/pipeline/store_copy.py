"""Copy a store to another kind or place: a database file, or a lake that many machines use."""

import os
from collections.abc import Mapping
from pathlib import Path

from flows.database import open_database, store_settings
from flows.pipeline.written_file import written_whole
from policytrail.errors import ConfigurationError
from storage import copy_rows, has_log, is_lake


def copy_store(source: Path, target: Path) -> Mapping[str, int]:
    """Copy every row into a new store, compared with the source; return the rows of each table.

    A file appears under its name only once it is complete; a lake is filled in one transaction.

    Raises:
        ConfigurationError: the target has something in it already.
        DatabaseBusy: another process writes to one of the two for longer than the settings allow.
        StorageError: the copy cannot be written, or is not equal.
    """
    wait_s = store_settings(os.environ).wait_s
    if not is_lake(source):
        with open_database(source, wait_s=wait_s, read_only=not has_log(source)):
            pass  # its schema is ours, and its log is in the file
    if is_lake(target):
        with open_database(target, wait_s=wait_s) as connection:
            return copy_rows(connection, source)
    if target.exists():
        raise ConfigurationError(f"{target} already exists; name a new file")
    # To read a lake, DuckDB loads extensions and opens the lake's own files.
    files = None if is_lake(source) else [source]
    with written_whole(target) as unfinished, open_database(unfinished, files=files) as connection:
        return copy_rows(connection, source)
