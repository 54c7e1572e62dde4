"""The tracked sources, as defined in sources.yaml."""

import json
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from policytrail.model import Muting, Source
from storage import json_codec
from storage.database import Connection, transaction
from storage.parameters import bind_names
from storage.rows import Row, insert_new, instant_from_us

_MOMENT: Final = timedelta(microseconds=1)
"""Between two declarations of a run that would else be of the same time."""
_ENTRIES: Final = json.dumps(
    [{"source_id": "VARCHAR", "recipe_sha256": "VARCHAR", "declaration": "VARCHAR"}]
)
"""The type of the variable that the view `tracked` looks into."""


def declare_sources(
    connection: Connection, sources: Iterable[Source], declared_at: datetime
) -> None:
    """Keep each source's entry where it differs from the one that holds."""
    declare_dated(connection, [(source, declared_at) for source in sources])


def declare_dated(connection: Connection, declared: Sequence[tuple[Source, datetime]]) -> None:
    """Keep the entries of sources that were declared at various times, the earliest first.

    What was derived by an older extractor holds until all is derived anew: `declare_upgraded`.
    """
    known = _stored_declarations(connection, {source.source_id for source, _ in declared})
    rows: list[Row] = []
    for source, declared_at in declared:
        known_since = known.get(source.source_id)
        entry = (
            source if known_since is None else with_extractor(source, known_since.recipe.extractor)
        )
        if entry != known_since:
            known[source.source_id] = entry
            rows.append(_source_row(entry, declared_at))
    _put_rows(connection, rows)


def declare_upgraded(
    connection: Connection, sources: Iterable[Source], declared_at: datetime
) -> None:
    """Let the entries of sources hold with their extractor, by which all is derived now.

    A source that was declared otherwise meanwhile stays as it is: it is derived anew by the next run.
    """
    wanted = list(sources)
    known = _stored_declarations(connection, {source.source_id for source in wanted})
    newest = _newest_times(connection, known)
    rows = [
        _source_row(source, max(declared_at, newest[name] + _MOMENT))
        for source in wanted
        for name in [source.source_id]
        if name in known and with_extractor(known[name], source.recipe.extractor) == source
    ]
    _put_rows(connection, rows)


@contextmanager
def upcoming_sources(connection: Connection, sources: Sequence[Source]) -> Generator[None]:
    """Let all views use these entries for the block; other connections see those that hold."""
    if not sources:
        yield
        return
    entries = [
        {"source_id": row[0], "recipe_sha256": row[2], "declaration": row[3]}
        for row in (_source_row(source, None) for source in sources)
    ]
    connection.execute(
        f"SET VARIABLE upcoming_sources = from_json(?, '{_ENTRIES}')", [json.dumps(entries)]
    )
    try:
        yield
    finally:
        connection.execute("SET VARIABLE upcoming_sources = NULL")


def with_extractor(source: Source, extractor: str) -> Source:
    """Return a source whose recipe names an extractor."""
    return replace(source, recipe=replace(source.recipe, extractor=extractor))


def _source_row(source: Source, declared_at: datetime | None) -> Row:
    declaration = json_codec.SOURCE.dump_json(source).decode()
    return source.source_id, declared_at, source.recipe.sha256, declaration


def _put_rows(connection: Connection, rows: Sequence[Row]) -> None:
    with transaction(connection):
        insert_new(connection, "source", ("source_id", "declared_at"), rows)


def _stored_declarations(connection: Connection, source_ids: Iterable[str]) -> dict[str, Source]:
    rows = connection.execute(
        """
        SELECT source_id, declaration
        FROM tracked
        WHERE source_id IN (SELECT unnest(string_split(?, ' ')))
        """,
        [bind_names(source_ids)],
    ).fetchall()
    return {
        str(name): json_codec.SOURCE.validate_json(str(declaration)) for name, declaration in rows
    }


def _newest_times(connection: Connection, source_ids: Iterable[str]) -> dict[str, datetime]:
    """Return when each source was last declared."""
    rows = connection.execute(
        """
        SELECT source_id, epoch_us(max(declared_at))
        FROM source
        WHERE source_id IN (SELECT unnest(string_split(?, ' ')))
        GROUP BY source_id
        """,
        [bind_names(source_ids)],
    ).fetchall()
    return {str(name): instant_from_us(declared_at) for name, declared_at in rows}


def tracked_sources(connection: Connection) -> tuple[Source, ...]:
    """Return every source in its newest declaration, by id."""
    rows = connection.execute("SELECT declaration FROM tracked ORDER BY source_id").fetchall()
    return tuple(json_codec.SOURCE.validate_json(str(row[0])) for row in rows)


def muting_by_source(connection: Connection) -> dict[str, Muting]:
    """Return what the readers of the sources do not want to be told, by source."""
    return {source.source_id: source.muting for source in tracked_sources(connection)}
