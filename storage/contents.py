"""All that is named by its content, to be checked against its name."""

from collections.abc import Iterator

from policytrail.model import Block, BlockKind, Document
from storage.captures import bodies
from storage.database import Connection
from storage.documents import blocks_of

_BATCH = 64
"""Bodies or documents in memory at once."""


def all_bodies(connection: Connection) -> Iterator[tuple[str, bytes]]:
    """Yield every body under the name it is kept by."""
    rows = connection.execute("SELECT body_sha256 FROM body ORDER BY body_sha256").fetchall()
    names = [str(row[0]) for row in rows]
    for first in range(0, len(names), _BATCH):
        yield from bodies(connection, names[first : first + _BATCH]).items()


def all_blocks(connection: Connection) -> Iterator[tuple[str, Block]]:
    """Yield every block under the name it is kept by."""
    rows = connection.execute("SELECT block_sha256, kind, text, level FROM block").fetchall()
    for name, kind, text, level in rows:
        yield str(name), Block(BlockKind(kind), text, level)


def all_documents(connection: Connection) -> Iterator[tuple[str, Document]]:
    """Yield the blocks of every document under the name it is kept by."""
    rows = connection.execute(
        "SELECT document_sha256 FROM document ORDER BY document_sha256"
    ).fetchall()
    names = [str(row[0]) for row in rows]
    for first in range(0, len(names), _BATCH):
        batch = names[first : first + _BATCH]
        found = blocks_of(connection, batch)
        for name in batch:
            yield name, Document(found.get(name, ()))


def lost_bodies(connection: Connection) -> Iterator[str]:
    """Yield what is wrong with captures whose body is not kept."""
    rows = connection.execute(
        """
        SELECT capture_id, body_sha256
        FROM capture
        ANTI JOIN body USING (body_sha256)
        ORDER BY capture_id
        """
    ).fetchall()
    for capture_id, body_sha256 in rows:
        yield f"capture {capture_id}: its body {body_sha256} is not in the database"
