"""Differences between the database and its ledger."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Final

import duckdb

from policytrail.evidence import Field, LedgerEntry
from policytrail.verify import Difference
from storage.ledger import RowEntry, read_row_entries, read_rows
from storage.ledger_kinds import ENTERED

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def find_differences(
    connection: duckdb.DuckDBPyConnection, since: int = 0
) -> tuple[Difference, ...]:
    """Return the differences between rows and ledger, earliest entry first.

    Entries before position `since` are taken as they are: only what came later is recomputed.
    """
    problems = [*_broken_positions(connection)]
    for kind in ENTERED:
        problems.extend(_table_differences(connection, kind, since))
    return tuple(sorted(problems, key=lambda each: (each.position is None, each.position or 0)))


def _broken_positions(connection: duckdb.DuckDBPyConnection) -> Iterator[Difference]:
    """Yield the first position at which the sequence of entries is broken."""
    row = connection.execute(
        """
        SELECT min(wanted)
        FROM (
            SELECT position, row_number() OVER (ORDER BY position) - 1 AS wanted FROM ledger
        )
        WHERE position <> wanted
        """
    ).fetchone()
    if row and row[0] is not None:
        yield Difference(
            int(row[0]), "ledger: the entries are not numbered one after the other here"
        )
    kinds = connection.execute("SELECT DISTINCT kind FROM ledger ORDER BY kind").fetchall()
    for (kind,) in kinds:
        if kind not in ENTERED:
            yield Difference(None, f"ledger: {kind!r} is no kind of row that is entered")


def _table_differences(
    connection: duckdb.DuckDBPyConnection, kind: str, since: int
) -> Iterator[Difference]:
    held_rows = read_row_entries(connection, kind)
    for name, fields in read_rows(connection, kind):
        entered = held_rows.get(name)
        if not entered:
            yield Difference(
                None, f"{_row_label(kind, fields)}: its row was never entered in the ledger"
            )
            continue
        here = _matching_entry(kind, fields, entered, since)
        entered.remove(here)
        if here.position >= since and _leaf_hash(kind, fields, here) != here.leaf:
            yield Difference(
                here.position,
                f"{_row_label(kind, fields)}: its row is not the one that was entered in the ledger",
            )
    for name, left in held_rows.items():
        for each in left:
            yield Difference(
                each.position,
                f"{kind} {name:016x}...: was entered in the ledger, and its row is gone",
            )


def _matching_entry(
    kind: str, fields: Mapping[str, Field], entered: list[RowEntry], since: int
) -> RowEntry:
    """Return the entry of a row; if several have its id, the one with its hash."""
    if len(entered) == 1:
        return entered[0]
    fitting = (
        each
        for each in entered
        if each.position < since or _leaf_hash(kind, fields, each) == each.leaf
    )
    return next(fitting, entered[0])


def _leaf_hash(kind: str, fields: Mapping[str, Field], entered: RowEntry) -> bytes:
    return LedgerEntry(kind, entered.made_by, fields).leaf


def _row_label(kind: str, fields: Mapping[str, Field]) -> str:
    """Return a readable label of a row: `attempt lumen-terms 2026-01-31T09:00:00+00:00 captured`."""
    described = ENTERED[kind]
    parts = (_format_field(fields[name], is_time=name in described.times) for name in described.key)
    return " ".join((kind, *parts))


def _format_field(value: Field, *, is_time: bool) -> str:
    if is_time and isinstance(value, int):
        with suppress(
            OverflowError
        ):  # of a time that no calendar has, the count says which row it is
            return (_EPOCH + timedelta(microseconds=value)).isoformat()
    return str(value)
