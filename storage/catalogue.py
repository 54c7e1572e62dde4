"""The tables, views and functions that a database holds, beside those that the migrations make.

Every query and every check reads through them: a view in a table's place, or a function under the
name of one of DuckDB's, makes both say what its author likes, and no row differs. So the queries
here name DuckDB's own functions in full, and use no other.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final, TypeAlias

import duckdb

from policytrail.errors import StorageError
from storage.migrate import apply_migrations

_LISTS: Final[Mapping[str, tuple[str, str]]] = {
    "table": ("table_name, sql", "duckdb_tables() WHERE NOT internal"),
    "view": ("view_name, sql", "duckdb_views() WHERE NOT internal"),
    "function": ("function_name, macro_definition", "duckdb_functions() WHERE NOT internal"),
    "type": ("type_name, logical_type", "duckdb_types() WHERE NOT internal"),
    "sequence": ("sequence_name, sql", "duckdb_sequences() WHERE TRUE"),
    "index": ("index_name, sql", "duckdb_indexes() WHERE TRUE"),
}
"""Where DuckDB lists each kind of object: the columns of name and definition, and the list."""
_HARMLESS: Final = re.compile(r" DEFAULT\(NULL\)| NOT NULL|,?\s*PRIMARY KEY(?:\s?\([^)]*\))?")
"""What lakes and databases with older tables have otherwise, and what alters no row that is read."""
_SHADOWING: Final = frozenset({"function", "type"})
"""What comes before DuckDB's own of the same name in every query."""
_RESTORE: Final = "Restore the database from a backup"
Catalogue: TypeAlias = Mapping[tuple[str, str], frozenset[str]]
"""Definitions by kind and name; functions of one name can have several."""
OURS: Final = "1a946aae5e9ad155b3e0e236649d862964cb91deb70cddbb45c319641f23effc"
"""The name of the catalogue that the migrations make (`name_catalogue`): to make it again takes 0.1 s."""
_CHECKED: Final[set[tuple[Path, tuple[object, ...]]]] = set()
"""The files that this process has checked."""


@dataclass(frozen=True, slots=True)
class CatalogueDifference:
    """One object that is not the program's, or not as the program made it."""

    what: str
    """A sentence: what differs, what that means and what to do."""
    misleads: bool
    """Whether reports and checks can show something else than the rows that were entered."""

    def __str__(self) -> str:
        """Return the sentence."""
        return self.what


def catalogue_differences(
    connection: duckdb.DuckDBPyConnection,
) -> tuple[CatalogueDifference, ...]:
    """Return where the tables, views and functions of a database are not those of the migrations."""
    actual = _read_catalogue(connection)
    if name_catalogue(actual) == OURS:
        return ()
    expected = expected_catalogue()
    differences: list[CatalogueDifference] = []
    for (kind, name), definitions in expected.items():
        if (kind, name) in actual and actual[kind, name] != definitions:
            differences.append(_altered_object(kind, name))
        elif (kind, name) not in actual:
            differences.append(_missing_object(kind, name, actual))
    known = {name for _, name in expected}
    differences.extend(
        _foreign_object(kind, name)
        for kind, name in actual
        if (kind, name) not in expected and (kind in _SHADOWING or name not in known)
    )
    return tuple(sorted(differences, key=lambda each: (not each.misleads, each.what)))


def check_catalogue(connection: duckdb.DuckDBPyConnection) -> None:
    """Check that what is read through tables, views and functions is what was entered.

    Raises:
        StorageError: an object of the program was altered, or a function or type was added.
    """
    misleading = [each for each in catalogue_differences(connection) if each.misleads]
    if misleading:
        raise StorageError(
            f"the database was altered, so nothing is read, published or sent: {misleading[0]}; "
            "`policytrail verify` lists all differences"
        )


def check_once(connection: duckdb.DuckDBPyConnection, path: Path, *, read_only: bool) -> None:
    """Check the catalogue of a database that is opened, unless this process has checked the same file.

    A file that is opened to read is the same until somebody writes it; one that is opened to write, until
    another takes its place: a run opens it for each batch.

    Raises:
        StorageError: an object of the program was altered, or a function or type was added.
    """
    state: tuple[object, ...] = ()
    if path.exists():
        status = path.stat()
        state = status.st_ino, *((status.st_size, status.st_mtime_ns) if read_only else ())
    if (path, state) not in _CHECKED:
        check_catalogue(connection)
        _CHECKED.add((path, state))


def name_catalogue(catalogue: Catalogue) -> str:
    """Return the name of all definitions of a catalogue."""
    lines = sorted(
        f"{kind} {name} {definition}"
        for (kind, name), definitions in catalogue.items()
        for definition in definitions
    )
    return sha256("\n".join(lines).encode()).hexdigest()


def _altered_object(kind: str, name: str) -> CatalogueDifference:
    effect = (
        "so that reports may show other rows or leave some out"
        if kind == "view"
        else "so that what stands in it may not be what was entered"
    )
    return CatalogueDifference(
        f"{kind} {name}: was defined anew by somebody else, {effect}. {_RESTORE}", misleads=True
    )


def _missing_object(kind: str, name: str, actual: Catalogue) -> CatalogueDifference:
    place = next((other for other, taken in actual if taken == name), None)
    if place is None:
        return CatalogueDifference(
            f"{kind} {name}: is missing, and what needs it fails. {_RESTORE}", misleads=True
        )
    return CatalogueDifference(
        f"{place} {name}: stands in place of the program's {kind}, so that reports show what its author "
        f"likes, also out of other files. {_RESTORE}",
        misleads=True,
    )


def _foreign_object(kind: str, name: str) -> CatalogueDifference:
    if kind in _SHADOWING:
        return CatalogueDifference(
            f"{kind} {name}: is not the program's, and can alter what every query answers. {_RESTORE}",
            misleads=True,
        )
    return CatalogueDifference(
        f"{kind} {name}: is not the program's, and no report reads it. Drop it, or restore the database "
        "from a backup",
        misleads=False,
    )


@cache
def expected_catalogue() -> Catalogue:
    """Return what the migrations make, by running them in memory once: 0.1 s of processor."""
    with duckdb.connect(config={"threads": 1}) as connection:
        apply_migrations(connection, Path(":memory:"))
        return _read_catalogue(connection)


def _read_catalogue(connection: duckdb.DuckDBPyConnection) -> Catalogue:
    objects: dict[tuple[str, str], frozenset[str]] = {}
    for kind, (columns, listed) in _LISTS.items():
        rows = connection.execute(
            f"SELECT schema_name, {columns} FROM system.main.{listed} "  # noqa: S608 (our own names)
            "AND database_name = system.main.current_database()"
        ).fetchall()
        for schema, name, definition in rows:
            place = kind, str(name) if schema == "main" else f"{schema}.{name}"
            shown = _HARMLESS.sub("", str(definition)) if kind == "table" else str(definition)
            objects[place] = objects.get(place, frozenset()) | {shown}
    return objects
