"""Migrate a database to this version's schema by numbered SQL files."""

import re
from pathlib import Path

import duckdb

from policytrail.errors import DatabaseTooNew, DatabaseTooOld, NoDatabase, StorageError
from storage.addresses import is_lake, mask_password
from storage.faults import OTHER_PROGRAMS
from storage.ledger import enter_past
from storage.unfinished_files import begin_beside, unfinished_beside

_FOLDER = Path(__file__).parent / "migrations"
# The earliest migrations declare keys, which DuckLake does not know and migration 6 drops.
_KEYS = re.compile(r",?\s*PRIMARY KEY(?: \([^)]*\))?")


def apply_migrations(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Apply every migration that the database lacks, each in one transaction with its record.

    What a database held before is copied to `NAME.schema-N` beside it first.

    Raises:
        DatabaseTooNew: the database has had a migration that this version does not know.
        NoDatabase: it has tables, and they are another program's.
        StorageError: it claims migrations that it has not had.
    """
    files = {int(file.name[:4]): file for file in sorted(_FOLDER.glob("[0-9]*.sql"))}
    applied = _newest_applied(connection, path)
    connection.execute(
        "CREATE TABLE IF NOT EXISTS migration (number INTEGER NOT NULL, name VARCHAR NOT NULL)"
    )
    if applied > max(files):
        raise _too_new(path, applied, max(files))
    # The catalogue of a lake keeps the former state itself.
    if 0 < applied < max(files) and not is_lake(path) and _holds_rows(connection):
        _back_up(connection, path, applied)
    for number in sorted(set(files) - set(range(applied + 1))):
        connection.begin()
        try:
            connection.execute(_KEYS.sub("", files[number].read_text(encoding="utf-8")))
            connection.execute("INSERT INTO migration VALUES (?, ?)", [number, files[number].name])
        except (duckdb.ProgrammingError, duckdb.DataError) as error:
            raise _other_tables(path, applied, error) from error
        connection.commit()
    try:
        _begin_ledger(connection)
    except (duckdb.ProgrammingError, duckdb.DataError) as error:
        raise _other_tables(path, applied, error) from error


def _holds_rows(connection: duckdb.DuckDBPyConnection) -> bool:
    """Return whether there is anything to copy: a database whose creation was cut short has no rows."""
    tables = connection.execute(
        """
        SELECT table_name
        FROM duckdb_tables()
        WHERE database_name = current_database() AND NOT internal AND table_name != 'migration'
        """
    ).fetchall()
    return any(
        connection.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone()  # noqa: S608 (our own tables)
        for (name,) in tables
    )


def _begin_ledger(connection: duckdb.DuckDBPyConnection) -> None:
    """Enter what an earlier schema held, once, when the database has the newest one."""
    due = connection.execute(
        """
        SELECT 1
        FROM duckdb_tables()
        WHERE table_name = 'ledger_to_begin' AND database_name = current_database()
        """
    ).fetchone()
    if due is None:
        return
    connection.begin()
    enter_past(connection)
    connection.execute("DROP TABLE ledger_to_begin")
    connection.commit()


def backup_before(path: Path, applied: int) -> Path:
    """Return where a database with this many migrations is copied before the next ones."""
    return path.with_name(f"{path.name}.schema-{applied}")


def migration_backups(path: Path) -> list[Path]:
    """Return the files that a migration may write to before they get the name of `backup_before`."""
    numbers = (int(file.name[:4]) for file in sorted(_FOLDER.glob("[0-9]*.sql")))
    return [unfinished_beside(backup_before(path, number)) for number in numbers]


def _back_up(connection: duckdb.DuckDBPyConnection, path: Path, applied: int) -> None:
    """Copy the database through its own connection: opening the file twice would free its lock."""
    backup = backup_before(path, applied)
    if backup.exists():
        return  # an upgrade was cut short; that copy is the older one
    unfinished = begin_beside(backup)
    unfinished.unlink(missing_ok=True)
    row = connection.execute("SELECT current_database()").fetchone()
    name = str(row[0]) if row else ""
    named = str(unfinished.absolute()).replace("'", "''")
    connection.execute(f"ATTACH '{named}' AS backup (STORAGE_VERSION 'latest')")
    try:
        connection.execute(f'COPY FROM DATABASE "{name}" TO backup')
    finally:
        connection.execute("DETACH backup")
    unfinished.replace(backup)


def check_schema(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Check that a database that is only read has had every migration of this version, and no other.

    Raises:
        DatabaseTooNew: it has had a migration that this version does not know.
        DatabaseTooOld: it lacks one.
        NoDatabase: it has tables, and they are another program's.
    """
    known = max(int(file.name[:4]) for file in _FOLDER.glob("[0-9]*.sql"))
    applied = _newest_applied(connection, path)
    if applied > known:
        raise _too_new(path, applied, known)
    if applied < known:
        raise DatabaseTooOld(
            f"{mask_password(str(path))}: its schema is {applied}, this program reads {known}. Run `policytrail derive` "
            "to bring it up to date."
        )


def _other_tables(path: Path, applied: int, error: duckdb.Error) -> StorageError:
    return StorageError(
        f"{mask_password(str(path))}: cannot be brought up to date, since its tables are not those of schema "
        f"{applied}, which it claims to have ({str(error).splitlines()[0]}). Restore it from a backup."
    )


def _too_new(path: Path, applied: int, known: int) -> DatabaseTooNew:
    return DatabaseTooNew(
        f"{mask_password(str(path))}: written by a newer policytrail (its schema is {applied}, this "
        f"program knows {known}). Install the newer version, or name another file with --db."
    )


def _newest_applied(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    """Return the number of the newest migration that the database has had; 0 for one without tables."""
    try:
        row = connection.execute("SELECT coalesce(max(number), 0) FROM migration").fetchone()
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        if _has_tables(connection):
            raise NoDatabase(
                f"{mask_password(str(path))}: is a database of another program. {OTHER_PROGRAMS}"
            ) from error
        return 0
    number = row[0] if row else 0
    if not isinstance(number, int):
        raise NoDatabase(
            f"{mask_password(str(path))}: is a database of another program. {OTHER_PROGRAMS}"
        )
    return number


def _has_tables(connection: duckdb.DuckDBPyConnection) -> bool:
    query = "SELECT 1 FROM duckdb_tables() WHERE database_name = current_database() LIMIT 1"
    return connection.execute(query).fetchone() is not None
