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
from policytrail.model import ASSESSMENT_VERSION, EXTRACTOR_VERSION
from storage.parameters import bind_columns, select_columns

_AT_ONCE: Final = 4096
"""Rows in memory at once."""
_LEDGER: Final = {"position": "UINTEGER", "name": "UBIGINT", "leaf": "VARCHAR"}
"""What of an entry differs from row to row."""
_PAST: Final = "unknown: entered when the ledger began"


@dataclass(frozen=True, slots=True)
class Entered:
    """A table whose rows are entered: the key of a row, and the columns whose values the ledger commits to."""

    key: tuple[str, ...]
    fields: tuple[str, ...]
    times: frozenset[str] = frozenset()
    """Fields that are instants, or lists of them: entered as microseconds since 1970."""
    packed: bool = False
    """Whether `content` holds packed bytes, which are entered by what they unpack to."""
    made_by: str = ""

    @property
    def columns(self) -> str:
        """Return what to select of a row, in the order of the fields."""
        shown = [_column_expression(name, is_time=name in self.times) for name in self.fields]
        return ", ".join([*shown, *(["content"] if self.packed else [])])


def _column_expression(name: str, *, is_time: bool) -> str:
    if name == "captured_ats":
        return "list_transform(captured_at, lambda moment: epoch_us(moment))"
    return f"epoch_us({name})" if is_time else name


TABLES: Final[Mapping[str, Entered]] = {
    "source": Entered(
        ("source_id", "declared_at"),
        ("source_id", "declared_at", "recipe_sha256", "declaration"),
        frozenset({"declared_at"}),
    ),
    "body": Entered(("body_sha256",), ("body_sha256", "size_bytes")),
    "capture": Entered(
        ("capture_id",),
        (
            "capture_id",
            "source_id",
            "captured_at",
            "fetched_at",
            "origin",
            "url",
            "final_url",
            "status",
            "media_type",
            "headers",
            "redirects",
            "memento_url",
            "digest_verified",
            "body_sha256",
        ),
        frozenset({"captured_at", "fetched_at"}),
    ),
    "attempt": Entered(
        ("source_id", "attempted_at", "outcome"),
        ("source_id", "attempted_at", "outcome", "detail", "status", "capture_id", "scheduled_at"),
        frozenset({"attempted_at", "scheduled_at"}),
    ),
    "document": Entered(("document_sha256",), ("document_sha256", "blocks", "words")),
    "extraction": Entered(
        ("body_sha256", "media_type", "recipe_sha256"),
        (
            "body_sha256",
            "media_type",
            "recipe_sha256",
            "document_sha256",
            "failure_reason",
            "failure_detail",
            "title",
            "language",
            "links",
            "claimed_dates",
        ),
        made_by=f"extractor {EXTRACTOR_VERSION}",
    ),
    "change": Entered(
        ("assessment_sha256",),
        (
            "assessment_sha256",
            "source_id",
            "before_sha256",
            "after_sha256",
            "recipe_sha256",
            "kind",
            "alert",
            "severity",
            "topics",
            "summary",
        ),
        packed=True,
        made_by=f"assessment {ASSESSMENT_VERSION}",
    ),
    "finding": Entered(
        ("document_sha256", "reader_version"),
        ("document_sha256", "reader_version", "not_analysed"),
        packed=True,
    ),
    "memento": Entered(
        ("source_id", "part_sha256"),
        ("source_id", "part_sha256", "playback_url", "url", "timestamps", "captured_ats"),
    ),
    "archive_failure": Entered(
        ("source_id", "asked", "attempted_at"),
        ("source_id", "asked", "attempted_at", "outcome", "detail", "status", "is_final"),
        frozenset({"attempted_at"}),
    ),
    "listing": Entered(
        ("asked", "listed_at"), ("asked", "listed_at"), frozenset({"listed_at"}), packed=True
    ),
    "alert": Entered(
        ("alert_id",),
        (
            "alert_id",
            "rule",
            "target",
            "about",
            "source_id",
            "not_before",
            "not_after",
            "due_at",
            "subject",
            "text",
        ),
        frozenset({"not_before", "not_after", "due_at"}),
    ),
    "delivery": Entered(
        ("message_id", "alert_id", "step", "noted_at"),
        ("message_id", "alert_id", "noted_at", "step", "fault"),
        frozenset({"noted_at"}),
    ),
}
"""By name; the order is that in which the rows of an old database are entered."""


@dataclass(frozen=True, slots=True)
class Held:
    """The ledger entry of one row."""

    position: int
    made_by: str
    leaf: bytes


def enter_rows(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    rows: Iterable[Sequence[object]],
    made_by: str | None = None,
) -> None:
    """Enter rows that were just written; each has what `TABLES[table].columns` selects of it."""
    entered = TABLES[table]
    by = entered.made_by if made_by is None else made_by
    names: list[int] = []
    leaves: list[str] = []
    for row in rows:
        fields = _row_fields(entered, row)
        names.append(row_name(*(fields[name] for name in entered.key)))
        leaves.append(LedgerEntry(table, by, fields).leaf.hex())
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
        [table, by, *bind_columns(_LEDGER, list(zip(count(first), names, leaves, strict=False)))],
    )


def enter_past(connection: duckdb.DuckDBPyConnection) -> None:
    """Enter all rows that are older than the ledger."""
    for table, entered in TABLES.items():
        by = _PAST if entered.made_by else ""
        for rows in _row_batches(connection, table):
            enter_rows(connection, table, rows, by)


def current_tree(connection: duckdb.DuckDBPyConnection) -> MerkleTree:
    """Return the tree over all entries."""
    rows = connection.execute("SELECT leaf FROM ledger ORDER BY position").fetchall()
    return MerkleTree([bytes(leaf) for (leaf,) in rows])


def tree_head(tree: MerkleTree) -> "evidence.TreeHead":
    """Return the head of a tree."""
    # Named by its package: with it comes a library that only signing needs.
    return evidence.TreeHead(tree.size, tree.root_hash(), tree.leaf_at(0) if tree.size else None)


def read_entries(
    connection: duckdb.DuckDBPyConnection, table: str, where: Mapping[str, object]
) -> Iterator[tuple[int, LedgerEntry]]:
    """Yield the rows of a table with certain values, as they are entered, and where.

    Those that were not entered so, or not at all, are left out: `policytrail verify` names them.
    """
    entered = TABLES[table]
    asked = " AND ".join(f"{column} = ?" for column in where)
    rows = connection.execute(
        f"SELECT {entered.columns} FROM {table} WHERE {asked}",  # noqa: S608 (our own columns)
        list(where.values()),
    ).fetchall()
    for row in rows:
        fields = _row_fields(entered, row)
        name = row_name(*(fields[column] for column in entered.key))
        held = connection.execute(
            "SELECT position, made_by, leaf FROM ledger WHERE kind = ? AND name = ?", [table, name]
        ).fetchall()
        for position, made_by, leaf in held:
            entry = LedgerEntry(table, str(made_by), fields)
            if entry.leaf == bytes(leaf):
                yield int(position), entry
                break


def read_rows(
    connection: duckdb.DuckDBPyConnection, table: str
) -> Iterator[tuple[int, Mapping[str, Field]]]:
    """Yield the name and the fields of every row of a table.

    Raises:
        zstandard.ZstdError: a content cannot be unpacked.
    """
    entered = TABLES[table]
    for rows in _row_batches(connection, table):
        for row in rows:
            fields = _row_fields(entered, row)
            yield row_name(*(fields[name] for name in entered.key)), fields


def read_held(connection: duckdb.DuckDBPyConnection, table: str) -> dict[int, list[Held]]:
    """Return the ledger entries of a table's rows, by row id."""
    rows = connection.execute(
        "SELECT name, position, made_by, leaf FROM ledger WHERE kind = ? ORDER BY position", [table]
    ).fetchall()
    by_position: dict[int, list[Held]] = {}
    for name, position, made_by, leaf in rows:
        by_position.setdefault(int(name), []).append(Held(int(position), str(made_by), bytes(leaf)))
    return by_position


def _row_batches(
    connection: duckdb.DuckDBPyConnection, table: str
) -> Iterator[Sequence[Sequence[object]]]:
    """Yield the rows of a table, some at a time."""
    last_row = connection.execute(f"SELECT coalesce(max(rowid), -1) FROM {table}").fetchone()  # noqa: S608 (our own tables)
    last = int(last_row[0]) if last_row else -1
    for first in range(0, last + 1, _AT_ONCE):
        yield connection.execute(
            f"SELECT {TABLES[table].columns} FROM {table} WHERE rowid BETWEEN ? AND ?",  # noqa: S608 (the same)
            [first, first + _AT_ONCE - 1],
        ).fetchall()


def _row_fields(entered: Entered, row: Sequence[object]) -> dict[str, Field]:
    fields: dict[str, Field] = {}
    for name, value in zip(entered.fields, row, strict=False):
        fields[name] = _field_value(value)
    if entered.packed:
        packed = row[-1]
        if not isinstance(packed, bytes):
            raise TypeError(f"a content is bytes, not {packed!r}")
        fields["content_sha256"] = sha256(
            zstandard.ZstdDecompressor().decompress(packed)
        ).hexdigest()
    return fields


def _field_value(value: object) -> Field:
    if value is None or isinstance(value, str | int | bool | list):
        return value  # pyright: ignore[reportUnknownVariableType] (lists hold texts or whole numbers)
    raise TypeError(f"{value!r} cannot be entered in the ledger")
