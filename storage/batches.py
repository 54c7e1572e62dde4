"""Batch queries over many sources: one query per source would cost more than its rows."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby

from policytrail.model import Attempt, Document, Outcome, SourceHistory, Witness
from storage import json_codec
from storage.database import Connection
from storage.documents import read_blocks
from storage.parameters import bind_names
from storage.rows import instant_from_us

Neighbours = tuple[Witness | None, Witness | None]
"""The nearest mementos before and after a time, as far as any is known of."""


def attempts_by_source(
    connection: Connection, names: Sequence[str] | None = None
) -> dict[str, tuple[Attempt, ...]]:
    """Return every attempt, of some sources or of all, by source, oldest first."""
    rows = connection.execute(
        """
        SELECT source_id, epoch_us(attempted_at), outcome, detail, status, capture_id
        FROM attempt
        WHERE $names::VARCHAR[] IS NULL OR list_contains($names::VARCHAR[], source_id)
        ORDER BY source_id, attempted_at, outcome
        """,
        {"names": names},
    ).fetchall()
    return {
        str(source_id): tuple(
            Attempt(
                str(source_id),
                instant_from_us(attempted_at),
                json_codec.read_word(Outcome, outcome, "the outcome of an attempt"),
                detail,
                status,
                capture_id,
            )
            for _, attempted_at, outcome, detail, status, capture_id in of
        )
        for source_id, of in groupby(rows, lambda row: row[0])
    }


def documents_by_source(
    connection: Connection, histories: Sequence[SourceHistory]
) -> dict[str, dict[str, Document]]:
    """Return the documents that captures of sources gave, by source and name.

    What stands beside a document's text is taken from the first capture that yielded it.
    """
    first: dict[tuple[str, str], str] = {}
    for history in histories:
        for seen in history.observations:
            if seen.document_sha256:
                first.setdefault((history.source.source_id, seen.document_sha256), seen.body_sha256)
    rows = connection.execute(
        """
        SELECT body_sha256, document_sha256, title, language, links, claimed_dates, struck
        FROM extraction
        WHERE
            body_sha256 IN (SELECT unnest(string_split(?, ' ')))
            AND recipe_sha256 IN (SELECT unnest(string_split(?, ' ')))
            AND document_sha256 IS NOT NULL
        -- Bodies are read as the greatest media type that a source was served with.
        ORDER BY media_type
        """,
        [
            bind_names(sorted(set(first.values()))),
            bind_names({history.source.recipe.sha256 for history in histories}),
        ],
    ).fetchall()
    other_columns = {(str(row[0]), str(row[1])): row[2:] for row in rows}
    texts = read_blocks(connection, sorted({name for _, name in first}))
    documents: dict[str, dict[str, Document]] = defaultdict(dict)
    for (source_id, name), body in first.items():
        title, language, links, claimed_dates, struck = other_columns[body, name]
        documents[source_id][name] = Document(
            blocks=texts.get(name, ()),
            title=str(title),
            language=None if language is None else str(language),
            links=json_codec.LINKS.validate_json(str(links)),
            claimed_dates=json_codec.CLAIMED_DATES.validate_json(str(claimed_dates)),
            struck=json_codec.STRUCK.validate_json(str(struck)),
        )
    return dict(documents)


def neighbours_by_source(
    connection: Connection, times: Mapping[str, Sequence[datetime]]
) -> dict[str, dict[datetime, Neighbours]]:
    """Return, for each source and time, the nearest known mementos before and after."""
    rows = connection.execute(
        """
        WITH asked AS (
            SELECT unnest($sources) AS source_id, unnest($times::TIMESTAMPTZ[]) AS at
        ),
        known AS (
            SELECT
                source_id,
                unnest(captured_at) AS captured_at,
                playback_url || '/' || unnest(timestamps) || '/' || url AS memento_url
            FROM memento
            UNION ALL
            SELECT source_id, captured_at, memento_url
            FROM capture
            WHERE memento_url IS NOT NULL
        ),
        -- One for each time, so that the same mementos give the same answer.
        each_once AS (
            SELECT source_id, captured_at, min(memento_url) AS memento_url
            FROM known
            GROUP BY source_id, captured_at
        )
        SELECT
            asked.source_id, epoch_us(asked.at),
            epoch_us(before.captured_at), before.memento_url,
            epoch_us(after.captured_at), after.memento_url
        FROM asked
        ASOF LEFT JOIN each_once AS before
            ON asked.source_id = before.source_id AND asked.at >= before.captured_at
        ASOF LEFT JOIN each_once AS after
            ON asked.source_id = after.source_id AND asked.at <= after.captured_at
        """,
        {
            "sources": [source_id for source_id, some in times.items() for _ in some],
            "times": [captured_at for some in times.values() for captured_at in some],
        },
    ).fetchall()
    neighbours: dict[str, dict[datetime, Neighbours]] = defaultdict(dict)
    for source_id, captured_at, before, before_url, after, after_url in rows:
        witnesses = (_build_witness(before, before_url), _build_witness(after, after_url))
        neighbours[source_id][instant_from_us(captured_at)] = witnesses
    return dict(neighbours)


def _build_witness(at: object, url: object) -> Witness | None:
    return None if at is None else Witness(instant_from_us(at), str(url))
