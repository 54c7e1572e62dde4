"""The known mementos of a source: those that were listed, and those that were fetched."""

from collections.abc import Sequence
from datetime import datetime

from policytrail.text import hash_parts
from storage.database import Connection, transaction
from storage.rows import insert_new


def put_mementos(
    connection: Connection,
    source_id: str,
    where: tuple[str, str],
    listed: Sequence[tuple[int, datetime]],
) -> None:
    """Store an archive's listing of a source, in batches of some thousands.

    `where` is the address below which the archive plays back, and the URL that was captured;
    `listed` has the timestamps, as listed and as dates.
    """
    timestamps = [timestamp for timestamp, _ in listed]
    part_sha256 = hash_parts(*where, *map(str, timestamps))
    row = (source_id, part_sha256, *where, timestamps, [timestamp for _, timestamp in listed])
    with transaction(connection):
        insert_new(connection, "memento", ("part_sha256", "source_id"), [row])
