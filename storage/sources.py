"""The tracked sources, as defined in sources.yaml."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from policytrail.model import Muting, Source
from storage import codec
from storage.database import Connection, transaction
from storage.parameters import bind_names
from storage.rows import Row, insert_new


def declare_sources(
    connection: Connection, sources: Iterable[Source], declared_at: datetime
) -> None:
    """Keep each source's entry where it differs from the one that holds."""
    declare_dated(connection, [(source, declared_at) for source in sources])


def declare_dated(connection: Connection, declared: Sequence[tuple[Source, datetime]]) -> None:
    """Do the same for entries of various times, the earliest first."""
    known = _held_declarations(connection, {source.source_id for source, _ in declared})
    rows: list[Row] = []
    for source, declared_at in declared:
        if known.get(source.source_id) != source:
            known[source.source_id] = source
            declaration = codec.SOURCE.dump_json(source).decode()
            rows.append((source.source_id, declared_at, source.recipe.sha256, declaration))
    with transaction(connection):
        insert_new(connection, "source", ("source_id", "declared_at"), rows)


def _held_declarations(connection: Connection, source_ids: Iterable[str]) -> dict[str, Source]:
    rows = connection.execute(
        """
        SELECT source_id, declaration
        FROM tracked
        WHERE source_id IN (SELECT unnest(string_split(?, ' ')))
        """,
        [bind_names(source_ids)],
    ).fetchall()
    return {str(name): codec.SOURCE.validate_json(str(declaration)) for name, declaration in rows}


def tracked_sources(connection: Connection) -> tuple[Source, ...]:
    """Return every source in its newest declaration, by id."""
    rows = connection.execute("SELECT declaration FROM tracked ORDER BY source_id").fetchall()
    return tuple(codec.SOURCE.validate_json(str(row[0])) for row in rows)


def muting_by_source(connection: Connection) -> dict[str, Muting]:
    """Return what the readers of the sources do not want to be told, by source."""
    return {source.source_id: source.muting for source in tracked_sources(connection)}
