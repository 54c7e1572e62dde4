"""Contents that are named by their hash, to be checked against it."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar

from policytrail.errors import StorageError
from policytrail.model import Block, BlockKind, BodyReading, Document
from policytrail.verify import Unreadable
from storage import json_codec
from storage.database import Connection
from storage.delta_chains import (
    PackedBodies,
    chains_of_bodies,
    packed_bodies,
    read_bodies,
    unpack_chains,
)
from storage.documents import read_blocks

T = TypeVar("T")
_BATCH = 64
"""Bodies or documents in memory at once."""


@dataclass(frozen=True, slots=True)
class ContentCounts:
    """Counts of bodies, blocks and documents."""

    bodies: int
    blocks: int
    documents: int


def count_contents(connection: Connection) -> ContentCounts:
    """Return the counts."""
    row = connection.execute(
        """
        SELECT
            (SELECT count(*) FROM body),
            (SELECT count(*) FROM block),
            (SELECT count(*) FROM document)
        """
    ).fetchone()
    return ContentCounts(*row) if row else ContentCounts(0, 0, 0)


def body_hashes(connection: Connection, since: int = 0) -> Iterator[tuple[str, str | Unreadable]]:
    """Yield the recomputed hash of every body with the hash that it is stored under.

    With `since`, only of those that were entered in the ledger at that position or later. Unpacking
    and hashing take all cores: both leave Python's lock alone.
    """
    bases = dict(connection.execute("SELECT body_sha256, base_sha256 FROM body").fetchall())
    rows = connection.execute(
        """
        SELECT body_sha256
        FROM body
        WHERE
            ? = 0
            OR ('0x' || left(body_sha256, 16))::UBIGINT
                IN (SELECT name FROM ledger WHERE kind = 'body' AND position >= ?)
        """,
        [since, since],
    ).fetchall()
    wanted = {str(row[0]) for row in rows}
    chains = [chain for chain in chains_of_bodies(bases) if not wanted.isdisjoint(chain)]
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        for some in _in_batches(chains):
            packed = [packed_bodies(connection, chain) for chain in some]
            for hashes in threads.map(_hash_chain, packed):
                yield from (each for each in hashes if each[0] in wanted)


def _in_batches(chains: Sequence[list[str]]) -> Iterator[list[list[str]]]:
    """Yield the chains, of at least so many bodies at a time that all cores have work."""
    batch: list[list[str]] = []
    for chain in chains:
        batch.append(chain)
        if sum(map(len, batch)) >= _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _hash_chain(packed: PackedBodies) -> list[tuple[str, str | Unreadable]]:
    return [
        (name, body if isinstance(body, Unreadable) else sha256(body).hexdigest())
        for name, body in unpack_chains(packed)
    ]


def readable_bodies(connection: Connection, names: Sequence[str]) -> dict[str, bytes]:
    """Return the bytes of the stored bodies that can be unpacked, by hash."""

    def read(some: Sequence[str]) -> dict[str, bytes]:
        return read_bodies(connection, some)

    return {
        name: content
        for name, content in _read_each(read, names)
        if not isinstance(content, Unreadable)
    }


def all_blocks(connection: Connection) -> Iterator[tuple[str, Block | Unreadable]]:
    """Yield every block with the hash that it is stored under."""
    rows = connection.execute("SELECT block_sha256, kind, text, level FROM block").fetchall()
    kinds = set(BlockKind)
    for name, kind, text, level in rows:
        if kind in kinds:
            yield str(name), Block(BlockKind(kind), text, level)
        else:
            yield str(name), Unreadable(f"block {name}: {kind!r} is no kind of block")


def all_documents(connection: Connection) -> Iterator[tuple[str, Document | Unreadable]]:
    """Yield the blocks of every document with the hash that it is stored under."""
    rows = connection.execute(
        "SELECT document_sha256 FROM document ORDER BY document_sha256"
    ).fetchall()

    def read(names: Sequence[str]) -> dict[str, Document]:
        blocks = read_blocks(connection, names)
        return {name: Document(blocks.get(name, ())) for name in names}

    yield from _read_each(read, [str(row[0]) for row in rows])


def _read_each(
    read: Callable[[Sequence[str]], dict[str, T]], names: Sequence[str]
) -> Iterator[tuple[str, T | Unreadable]]:
    """Yield the result of `read` for each name; an unreadable one does not affect the others."""
    for first in range(0, len(names), _BATCH):
        batch = names[first : first + _BATCH]
        try:
            yield from read(batch).items()
        except StorageError:
            for name in batch:
                try:
                    yield from read([name]).items()
                except StorageError as error:
                    yield name, Unreadable(str(error))


def lost_contents(connection: Connection) -> Iterator[str]:
    """Yield an error for each reference to something that is not stored."""
    rows = connection.execute(
        """
        SELECT 'capture ' || capture_id || ': its body ' || body_sha256
        FROM capture
        ANTI JOIN body USING (body_sha256)
        UNION ALL
        SELECT 'body ' || body_sha256 || ': its document ' || document_sha256
        FROM extraction
        ANTI JOIN document USING (document_sha256)
        WHERE document_sha256 IS NOT NULL
        UNION ALL
        SELECT DISTINCT 'block ' || block_sha256 || ': its document ' || document_sha256
        FROM document_block
        ANTI JOIN document USING (document_sha256)
        UNION ALL
        SELECT DISTINCT 'document ' || document_sha256 || ': its block ' || block_sha256
        FROM document_block
        ANTI JOIN block USING (block_sha256)
        ORDER BY ALL
        """
    ).fetchall()
    for (what,) in rows:
        yield f"{what} is not in the database"


def wrong_excerpts(connection: Connection) -> Iterator[str]:
    """Yield an error for each provision whose excerpt is not at its recorded position."""
    rows = connection.execute(
        """
        SELECT DISTINCT provision.document_sha256, type, provision.position, start_char
        FROM provision
        LEFT JOIN document_block
            ON document_block.document_sha256 = provision.document_sha256
            AND document_block.position = provision.position
        LEFT JOIN block USING (block_sha256)
        WHERE substr(text, start_char + 1, end_char - start_char) IS DISTINCT FROM excerpt
        ORDER BY ALL
        """
    ).fetchall()
    for document, kind, position, start in rows:
        yield (
            f"provision {kind} of document {document}: its excerpt does not stand in block "
            f"{position} at {start}"
        )


def readings_done(
    connection: Connection, extractor: str, day: str, most: int | None
) -> list[tuple[BodyReading, str]]:
    """Return the extractions by one extractor with their recorded result: a document or a failure.

    With `most`, only so many, others on each day.
    """
    rows = connection.execute(
        """
        SELECT
            extraction.body_sha256,
            extraction.media_type,
            extraction.recipe_sha256,
            coalesce('document ' || document_sha256, 'failure ' || failure_reason),
            min_by(source.declaration, (captured_at, source.source_id, declared_at)),
            min_by(final_url, (captured_at, source.source_id))
        FROM extraction
        JOIN capture ON capture.body_sha256 = extraction.body_sha256
        JOIN source
            ON source.source_id = capture.source_id
            AND source.recipe_sha256 = extraction.recipe_sha256
        WHERE json_extract_string(source.declaration, '$.recipe.extractor') = ?
        GROUP BY
            extraction.body_sha256,
            extraction.media_type,
            extraction.recipe_sha256,
            document_sha256,
            failure_reason
        ORDER BY
            md5(extraction.body_sha256 || ?),
            extraction.body_sha256,
            extraction.media_type,
            extraction.recipe_sha256
        LIMIT ?
        """,
        [extractor, day, most],
    ).fetchall()
    readings: list[tuple[BodyReading, str]] = []
    for body_sha256, media_type, _, recorded, declaration, final_url in rows:
        source = json_codec.SOURCE.validate_json(declaration)
        reading = BodyReading(body_sha256, media_type, source.recipe, source.url, final_url)
        readings.append((reading, str(recorded)))
    return readings
