"""The tracked sources, as defined in sources.yaml."""

from collections.abc import Iterable
from datetime import datetime

from policytrail.model import Muting, Source
from storage import codec
from storage.database import Connection, transaction
from storage.rows import insert_new


def declare_sources(
    connection: Connection, sources: Iterable[Source], declared_at: datetime
) -> None:
    """Keep each source's entry where it differs from the one that holds."""
    known = {source.source_id: source for source in tracked_sources(connection)}
    new = [source for source in sources if known.get(source.source_id) != source]
    rows = [
        (
            source.source_id,
            declared_at,
            source.recipe.sha256,
            codec.SOURCE.dump_json(source).decode(),
        )
        for source in new
    ]
    with transaction(connection):
        insert_new(connection, "source", ("source_id", "declared_at"), rows)


def tracked_sources(connection: Connection) -> tuple[Source, ...]:
    """Return every source in its newest declaration, by id."""
    rows = connection.execute("SELECT declaration FROM tracked ORDER BY source_id").fetchall()
    return tuple(codec.SOURCE.validate_json(str(row[0])) for row in rows)


def muting_by_source(connection: Connection) -> dict[str, Muting]:
    """Return what the readers of the sources do not want to be told, by source."""
    return {source.source_id: source.muting for source in tracked_sources(connection)}
