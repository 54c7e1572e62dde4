"""Which sources have captures that were not derived from yet."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from policytrail.text import hash_parts
from storage.database import Connection
from storage.rows import insert_new

# All that what is derived of a source depends on: its declaration, its captures, when captures are held.
_MARKS = """
    WITH seen AS (
        SELECT
            source_id,
            count(*) AS captures,
            bit_xor(hash(capture_id, media_type)) AS together
        FROM capture
        GROUP BY source_id
    )
    SELECT
        tracked.source_id,
        json_extract_string(declaration, '$.service_id'),
        declaration,
        recipe_sha256,
        captures,
        together,
        coalesce(getvariable('hold_share'), 0),
        coalesce(getvariable('hold_captures'), 0),
        coalesce(getvariable('hold_hours'), 0)
    FROM tracked
    JOIN seen USING (source_id)
    ORDER BY tracked.source_id
"""
# Rows are never removed, so that the last row of a source is its newest mark, whatever a run calls now.
_HELD = "SELECT source_id, max_by(mark, rowid) FROM derived GROUP BY source_id"


def services_changed(connection: Connection, versions: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return the mark of each source of each service that has something new, by service and source.

    `versions` names the rules by which things are derived. The sources of a service are taken
    together: what heads several of its policies belongs to none of them.
    """
    rules = tuple(versions)
    held_marks = dict(connection.execute(_HELD).fetchall())
    marks: dict[str, dict[str, str]] = {}
    changed: set[str] = set()
    for source_id, service_id, *parts in connection.execute(_MARKS).fetchall():
        mark = hash_parts("derived", *rules, *map(str, parts))
        marks.setdefault(str(service_id), {})[str(source_id)] = mark
        if held_marks.get(source_id) != mark:
            changed.add(str(service_id))
    return {service_id: of for service_id, of in marks.items() if service_id in changed}


def put_marks(connection: Connection, marks: Mapping[str, str], derived_at: datetime) -> None:
    """Record, by mark, that everything was derived of these sources."""
    held_marks = dict(connection.execute(_HELD).fetchall())
    rows = [
        (name, derived_at, mark) for name, mark in marks.items() if held_marks.get(name) != mark
    ]
    insert_new(connection, "derived", ("mark", "source_id", "derived_at"), rows)
