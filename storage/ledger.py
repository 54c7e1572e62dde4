"""The ledger: every row that evidence depends on, entered in the transaction that writes it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from typing import Final

import duckdb
import zstandard

from policytrail import evidence
from policytrail.evidence import Field, LedgerEntry, MerkleTree, row_name
from storage.body_compression import unpack_body
from storage.ledger_kinds import ENTERED, Entered
from storage.parameters import bind_columns, select_columns

_AT_ONCE: Final = 4096
"""Rows in memory at once."""
_LEDGER: Final = {"position": "UINTEGER", "name": "UBIGINT", "leaf": "VARCHAR"}
"""What of an entry differs from row to row."""
_PAST: Final = "unknown: entered when the ledger began"


@dataclass(frozen=True, slots=True)
class RowEntry:
    """The ledger entry of one row."""

    position: int
    made_by: str
    leaf: bytes


def enter_written(connection: duckdb.DuckDBPyConnection, table: str, written: str) -> None:
    """Enter rows that were just written to a table, and stand in the table `written` too."""
    for kind, entered in ENTERED.items():
        if table == entered.table or (table == kind and not entered.table):
            rows = connection.execute(
                f"SELECT {entered.columns} FROM {written} WHERE {entered.where}"  # noqa: S608 (our own columns)
            )
            _enter_rows(connection, kind, rows.fetchall())


def _enter_rows(
    connection: duckdb.DuckDBPyConnection,
    kind: str,
    rows: Iterable[Sequence[object]],
    made_by: str | None = None,
) -> None:
    entered = ENTERED[kind]
    by = entered.made_by if made_by is None else made_by
    names: list[int] = []
    leaves: list[str] = []
    for row in rows:
        fields = _row_fields(entered, row)
        names.append(row_name(*(fields[name] for name in entered.key)))
        leaves.append(LedgerEntry(kind, by, fields).leaf.hex())
    if not names:
        return
    next_position = connection.execute(
        "SELECT coalesce(max(position) + 1, 0) FROM ledger"
    ).fetchone()
    first = int(next_position[0]) if next_position else 0
    connection.execute(
        f"""
        INSERT INTO ledger (position, kind, name, made_by, leaf)
        SELECT position, ?, name, ?, unhex(leaf)
        FROM (SELECT {select_columns(_LEDGER)})
        """,  # noqa: S608 (our own columns)
        [kind, by, *bind_columns(_LEDGER, list(zip(count(first), names, leaves, strict=False)))],
    )


def enter_past(connection: duckdb.DuckDBPyConnection) -> None:
    """Enter all rows that are older than the ledger, or than the entries of their kind."""
    kinds = connection.execute("SELECT DISTINCT kind FROM ledger").fetchall()
    begun = {str(row[0]) for row in kinds}
    for kind, entered in ENTERED.items():
        by = _PAST if entered.made_by else ""
        for rows in _row_batches(connection, kind) if kind not in begun else ():
            _enter_rows(connection, kind, rows, by)


def current_tree(connection: duckdb.DuckDBPyConnection) -> MerkleTree:
    """Return the tree over all entries."""
    rows = connection.execute("SELECT leaf FROM ledger ORDER BY position").fetchall()
    return MerkleTree([bytes(leaf) for (leaf,) in rows])


def tree_head(tree: MerkleTree) -> "evidence.TreeHead":
    """Return the head of a tree."""
    # Named by its package: with it comes a library that only signing needs.
    return evidence.TreeHead(tree.size, tree.root_hash(), tree.leaf_at(0) if tree.size else None)


def read_entries(
    connection: duckdb.DuckDBPyConnection, kind: str, where: Mapping[str, object]
) -> Iterator[tuple[int, LedgerEntry]]:
    """Yield the rows of a kind with certain values, as they are entered, and where.

    Those that were not entered so, or not at all, are left out: `policytrail verify` names them.
    """
    entered = ENTERED[kind]
    asked = " AND ".join([entered.where, *(f"{column} = ?" for column in where)])
    rows = connection.execute(
        f"SELECT {entered.columns} FROM {entered.table or kind} WHERE {asked}",  # noqa: S608 (our own columns)
        list(where.values()),
    ).fetchall()
    for row in rows:
        fields = _row_fields(entered, row)
        name = row_name(*(fields[column] for column in entered.key))
        stored = connection.execute(
            "SELECT position, made_by, leaf FROM ledger WHERE kind = ? AND name = ?", [kind, name]
        ).fetchall()
        for position, made_by, leaf in stored:
            entry = LedgerEntry(kind, str(made_by), fields)
            if entry.leaf == bytes(leaf):
                yield int(position), entry
                break


def read_rows(
    connection: duckdb.DuckDBPyConnection, kind: str
) -> Iterator[tuple[int, Mapping[str, Field]]]:
    """Yield the name and the fields of every row of a kind."""
    entered = ENTERED[kind]
    for rows in _row_batches(connection, kind):
        for row in rows:
            fields = _row_fields(entered, row)
            yield row_name(*(fields[name] for name in entered.key)), fields


def read_row_entries(connection: duckdb.DuckDBPyConnection, kind: str) -> dict[int, list[RowEntry]]:
    """Return the ledger entries of a kind's rows, by row id."""
    rows = connection.execute(
        "SELECT name, position, made_by, leaf FROM ledger WHERE kind = ? ORDER BY position", [kind]
    ).fetchall()
    by_position: dict[int, list[RowEntry]] = {}
    for name, position, made_by, leaf in rows:
        by_position.setdefault(int(name), []).append(
            RowEntry(int(position), str(made_by), bytes(leaf))
        )
    return by_position


def _row_batches(
    connection: duckdb.DuckDBPyConnection, kind: str
) -> Iterator[Sequence[Sequence[object]]]:
    """Yield the rows of a kind, some at a time."""
    entered = ENTERED[kind]
    table = entered.table or kind
    first = 0
    while True:
        lowest = connection.execute(f"SELECT min(rowid) FROM {table} WHERE rowid >= ?", [first])  # noqa: S608 (our own tables)
        (start,) = lowest.fetchone() or (None,)
        if start is None:
            return
        first = int(start) + _AT_ONCE
        yield connection.execute(
            f"SELECT {entered.columns} FROM {table} WHERE rowid BETWEEN ? AND ? AND {entered.where}",  # noqa: S608 (the same)
            [start, first - 1],
        ).fetchall()


def _row_fields(entered: Entered, row: Sequence[object]) -> dict[str, Field]:
    fields: dict[str, Field] = {}
    for name, value in zip(entered.fields, row, strict=False):
        fields[name] = _field_value(value)
    if entered.packed:
        packed = row[-1]
        if not isinstance(packed, bytes):
            raise TypeError(f"a content is bytes, not {packed!r}")
        fields["content_sha256"] = _content_sha256(packed)
    return fields


def _content_sha256(packed: bytes) -> str:
    """Return the hash of a packed content; of the packed bytes, which no entry has, if it is damaged."""
    try:
        return sha256(unpack_body(packed)).hexdigest()
    except zstandard.ZstdError:
        return sha256(packed).hexdigest()


def _field_value(value: object) -> Field:
    if value is None or isinstance(value, str | int | bool | list):
        return value  # pyright: ignore[reportUnknownVariableType] (lists hold texts or whole numbers)
    raise TypeError(f"{value!r} cannot be entered in the ledger")
