"""Rewrite a database into a smaller file: bodies as delta chains, blocks of 16 kB, no free space."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from policytrail.errors import StorageError
from policytrail.verify import Unreadable
from storage.body_compression import Packed, pack_body
from storage.contents import body_hashes
from storage.database import Connection
from storage.delta_chains import read_bodies

CHAIN: Final = "zstd-chain"
DEPTH: Final = 16
"""Deltas from a body to the whole one that it needs in the end, at most: reading one takes 10 ms."""
LEVEL: Final = 12
_BATCH = 64
"""Bodies written at once."""


def write_compacted(connection: Connection, target: Path) -> int:
    """Write what a database holds to a new file; return how many bodies were packed anew.

    Bodies that an earlier compaction packed stay as they are.
    """
    named = str(target.absolute()).replace("'", "''")
    row = connection.execute("SELECT current_database()").fetchone()
    source = str(row[0]) if row else ""
    connection.execute(
        f"ATTACH '{named}' AS compacted (STORAGE_VERSION 'latest', BLOCK_SIZE 16384)"
    )
    try:
        connection.execute(f'COPY FROM DATABASE "{source}" TO compacted (SCHEMA)')
        for table in _table_names(connection, source):
            if table != "body":
                connection.execute(
                    f'INSERT INTO compacted.main."{table}" SELECT * FROM main."{table}" ORDER BY rowid'  # noqa: S608 (our own tables)
                )
        packed = 0
        for batch in _in_batches(_packed_anew(connection)):
            packed += sum(1 for each in batch if each.packed is not None)
            _write_bodies(connection, batch)
        connection.execute("CHECKPOINT compacted")
    finally:
        connection.execute("DETACH compacted")
    return packed


def check_compacted(original: Connection, compacted: Connection) -> None:
    """Check that a compacted database holds what the original does.

    Raises:
        StorageError: a table has other rows, or a body does not come back.
    """
    row = original.execute("SELECT current_database()").fetchone()
    for table in _table_names(original, str(row[0]) if row else ""):
        counts = [_row_count(each, table) for each in (original, compacted)]
        if counts[0] != counts[1]:
            raise StorageError(f"compaction: table {table} has {counts[1]} rows of {counts[0]}")
    for name, body_hash in body_hashes(compacted):
        if body_hash != name:
            why = body_hash.why if isinstance(body_hash, Unreadable) else f"its hash is {body_hash}"
            raise StorageError(f"compaction: body {name} does not come back: {why}")


def _row_count(connection: Connection, table: str) -> int:
    row = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()  # noqa: S608 (our own tables)
    return int(row[0]) if row else 0


def _table_names(connection: Connection, database: str) -> list[str]:
    rows = connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = ? AND NOT temporary ORDER BY 1",
        [database],
    ).fetchall()
    return [str(row[0]) for row in rows]


class _Repacked(NamedTuple):
    """A body in its new packed form."""

    name: str
    row: int
    """Its place in the table."""
    packed: Packed | None
    """None if it stays as it is."""


def _packed_anew(connection: Connection) -> Iterator[_Repacked]:
    """Yield every body in the order of its source's captures, each a delta of the one before it.

    Raises:
        StorageError: a body cannot be read; the database is to be verified then.
    """
    rows = connection.execute(
        """
        SELECT body_sha256, body.rowid, encoding, source_id
        FROM body
        LEFT JOIN (
            SELECT
                body_sha256,
                min(captured_at) AS first_at,
                min_by(source_id, (captured_at, capture_id)) AS source_id
            FROM capture
            GROUP BY body_sha256
        ) USING (body_sha256)
        ORDER BY source_id, first_at, body_sha256
        """
    ).fetchall()
    depths = _chain_depths(connection)
    before: tuple[str, str] | None = None
    kept: tuple[str, bytes] | None = None
    for name, row, encoding, source_id in rows:
        earlier = before[1] if before and before[0] == source_id else None
        before = (source_id, name)
        if encoding == CHAIN:
            yield _Repacked(name, row, None)
            continue
        body = read_bodies(connection, [name])[name]
        base = None
        if earlier is not None and depths.get(earlier, 0) < DEPTH:
            if kept is None or kept[0] != earlier:
                kept = (earlier, read_bodies(connection, [earlier])[earlier])
            base = kept
        packed = pack_body(body, base, LEVEL)
        depths[name] = depths.get(earlier or "", 0) + 1 if packed.base_sha256 else 0
        kept = (name, body)
        yield _Repacked(name, row, replace(packed, encoding=CHAIN))


def _chain_depths(connection: Connection) -> dict[str, int]:
    """Return how many deltas are between each compacted body and the whole one that it needs."""
    rows = connection.execute(
        "SELECT body_sha256, base_sha256 FROM body WHERE encoding = ?", [CHAIN]
    ).fetchall()
    bases = dict(rows)
    depths: dict[str, int] = {}
    for name in bases:
        path = [name]
        while path[-1] not in depths and (base := bases.get(path[-1])) is not None:
            path.append(base)
        depth = depths.get(path[-1], 0)
        for steps, each in enumerate(reversed(path)):
            depths[each] = depth + steps
    return depths


def _in_batches(repacked: Iterator[_Repacked]) -> Iterator[list[_Repacked]]:
    batch: list[_Repacked] = []
    for each in repacked:
        batch.append(each)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _write_bodies(connection: Connection, batch: list[_Repacked]) -> None:
    """Write bodies to the new file in their order."""
    kept = _kept_rows(connection, [each.row for each in batch if each.packed is None])
    fresh = [
        kept[name]
        if packed is None
        else (name, packed.encoding, packed.base_sha256, packed.size_bytes, packed.content)
        for name, _, packed in batch
    ]
    columns = [[row[place] for row in fresh] for place in range(5)]
    connection.execute(
        """
        INSERT INTO compacted.main.body
        SELECT unnest(?), unnest(?), unnest(?), unnest(?), unnest(?)
        """,
        columns,
    )


def _kept_rows(connection: Connection, places: list[int]) -> dict[str, tuple[object, ...]]:
    """Return bodies as they are stored, by name.

    Rows written out in the statement are looked up; a subquery would read all bodies for each batch.
    """
    if not places:
        return {}
    listed = ", ".join(map(str, places))
    rows = connection.execute(
        f"""
        SELECT body_sha256, encoding, base_sha256, size_bytes, content
        FROM body
        WHERE rowid IN ({listed})
        """  # noqa: S608 (whole numbers)
    ).fetchall()
    return {str(row[0]): row for row in rows}
