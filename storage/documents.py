"""Extractions of bodies, documents and their blocks."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from policytrail.errors import StorageError
from policytrail.model import Block, BlockKind, BodyReading, Document, Extraction, Failure
from storage import json_codec
from storage.database import Connection, only_sources, transaction
from storage.parameters import bind_columns, bind_names, select_columns
from storage.rows import Row, insert_new, insert_rows
from storage.sources import tracked_sources

_KINDS = frozenset(BlockKind)
_ASKED = {"source_id": "VARCHAR", "document_sha256": "VARCHAR"}
"""A document that is asked for; without a name, every document of the source."""
_BESIDE = f"""
    WITH asked AS MATERIALIZED (SELECT {select_columns(_ASKED)}),
    wanted AS MATERIALIZED (
        SELECT source_id, document_sha256, body_sha256, media_type, recipe_sha256
        FROM body_read
        WHERE
            document_sha256 IS NOT NULL
            AND (
                (source_id, document_sha256) IN (SELECT (source_id, document_sha256) FROM asked)
                OR source_id IN (SELECT source_id FROM asked WHERE document_sha256 IS NULL)
            )
    ),
    first AS (
        SELECT
            source_id,
            wanted.document_sha256,
            min_by(body_sha256, (captured_at, capture_id)) AS body_sha256
        FROM wanted
        JOIN capture_of_sources USING (source_id, body_sha256)
        GROUP BY source_id, wanted.document_sha256
    ),
    said AS (
        SELECT
            body_sha256, media_type, recipe_sha256, title, language, links, claimed_dates, struck
        FROM extraction
        WHERE body_sha256 IN (SELECT body_sha256 FROM first)
    )
    SELECT source_id, document_sha256, title, language, links, claimed_dates, struck
    FROM first
    JOIN wanted USING (source_id, document_sha256, body_sha256)
    JOIN said USING (body_sha256, media_type, recipe_sha256)
"""  # noqa: S608 (our own columns)


def put_extractions(connection: Connection, extractions: Sequence[Extraction]) -> None:
    """Store extractions: documents, their blocks, and which body gave which document."""
    if not extractions:
        return
    documents = {
        extraction.result.sha256: extraction.result
        for extraction in extractions
        if isinstance(extraction.result, Document)
    }
    rows = [_extraction_row(extraction) for extraction in extractions]
    with transaction(connection):
        _put_documents(connection, documents)
        insert_new(connection, "extraction", ("body_sha256", "media_type", "recipe_sha256"), rows)


def _extraction_row(extraction: Extraction) -> Row:
    reading, result = extraction.reading, extraction.result
    key = (reading.body_sha256, reading.media_type, reading.recipe.sha256)
    if isinstance(result, Failure):
        return (*key, None, str(result.reason), result.detail, "", None, "[]", "[]", "[]")
    links = json_codec.LINKS.dump_json(result.links).decode()
    claimed_dates = json_codec.CLAIMED_DATES.dump_json(result.claimed_dates).decode()
    struck = json_codec.STRUCK.dump_json(result.struck).decode()
    details = (result.title, result.language, links, claimed_dates, struck)
    return (*key, result.sha256, None, None, *details)


def _put_documents(connection: Connection, documents: dict[str, Document]) -> None:
    stored = connection.execute(
        "SELECT document_sha256 FROM document WHERE document_sha256 IN (SELECT unnest(string_split(?, ' ')))",
        [bind_names(documents)],
    ).fetchall()
    new = {name: documents[name] for name in documents.keys() - {str(row[0]) for row in stored}}
    blocks: dict[str, Block] = {}
    rows: list[Row] = []
    for name, document in new.items():
        for position, block in enumerate(document.blocks):
            block_sha256 = block.sha256
            blocks[block_sha256] = block
            rows.append((name, position, block_sha256, block.number))
    insert_new(
        connection,
        "block",
        ("block_sha256",),
        [(name, str(block.kind), block.level, block.text) for name, block in blocks.items()],
    )
    insert_new(
        connection,
        "document",
        ("document_sha256",),
        [(name, len(document.blocks), document.words) for name, document in new.items()],
    )
    insert_rows(connection, "document_block", rows)


def readings_due(
    connection: Connection, names: Collection[str] | None = None
) -> tuple[BodyReading, ...]:
    """Return every body not extracted with its source's recipe yet, oldest capture first.

    With `names`, those of some sources alone.
    """
    recipes = {source.source_id: source for source in tracked_sources(connection)}
    with only_sources(connection, names):
        rows = connection.execute(
            """
            WITH unread AS (
                SELECT source_id, body_sha256, media_type, recipe_sha256
                FROM body_read
                WHERE document_sha256 IS NULL AND failure_reason IS NULL
            )
            SELECT
                body_sha256, unread.media_type, recipe_sha256,
                min_by(source_id, (captured_at, source_id)),
                min_by(final_url, (captured_at, source_id))
            FROM unread
            JOIN capture_of_sources USING (source_id, body_sha256)
            GROUP BY body_sha256, unread.media_type, recipe_sha256
            ORDER BY min(captured_at), body_sha256
            """
        ).fetchall()
    return tuple(
        BodyReading(
            body_sha256, media_type, recipes[source_id].recipe, recipes[source_id].url, final_url
        )
        for body_sha256, media_type, _, source_id, final_url in rows
    )


def count_readings_due(connection: Connection, names: Collection[str] | None = None) -> int:
    """Return the number of bodies that were not extracted with their source's recipe yet.

    With `names`, those of some sources alone.
    """
    with only_sources(connection, names):
        row = connection.execute(
            """
            SELECT count(*)
            FROM body_read
            WHERE document_sha256 IS NULL AND failure_reason IS NULL
            """
        ).fetchone()
    return int(row[0]) if row else 0


def read_documents(
    connection: Connection, source_id: str, names: Collection[str] | None = None
) -> dict[str, Document]:
    """Return the documents of a source's captures, by name; with `names`, only those.

    See `wanted_documents`.
    """
    return wanted_documents(connection, {source_id: names})[source_id]


def wanted_documents(
    connection: Connection, wanted: Mapping[str, Collection[str] | None]
) -> dict[str, dict[str, Document]]:
    """Return documents of the captures of sources by source and name; equal blocks are one value.

    `wanted` names documents of each source; None stands for all of them. What stands beside a
    document's text is taken from the source's first capture that yielded it.
    """
    with only_sources(connection, wanted):
        rows = connection.execute(
            _BESIDE, bind_columns(_ASKED, list(_asked_rows(wanted)))
        ).fetchall()
    texts = read_blocks(connection, sorted({str(row[1]) for row in rows}))
    documents: dict[str, dict[str, Document]] = {source_id: {} for source_id in wanted}
    for source_id, name, title, language, links, claimed_dates, struck in rows:
        documents[str(source_id)][str(name)] = Document(
            blocks=texts.get(str(name), ()),
            title=title,
            language=language,
            links=json_codec.LINKS.validate_json(links),
            claimed_dates=json_codec.CLAIMED_DATES.validate_json(claimed_dates),
            struck=json_codec.STRUCK.validate_json(struck),
        )
    return documents


def _asked_rows(wanted: Mapping[str, Collection[str] | None]) -> Iterator[Row]:
    for source_id, names in wanted.items():
        if names is None:
            yield source_id, None
        else:
            yield from ((source_id, name) for name in names)


def read_blocks(connection: Connection, names: Sequence[str]) -> dict[str, tuple[Block, ...]]:
    """Return the blocks of documents by the documents' names; equal blocks are one value.

    Raises:
        StorageError: a block is of a kind that there is not.
    """
    rows = connection.execute(
        """
        SELECT document_sha256, block_sha256, number, kind, level, text
        FROM document_block
        JOIN block USING (block_sha256)
        WHERE document_sha256 IN (SELECT unnest(string_split(?, ' ')))
        ORDER BY document_sha256, position
        """,
        [bind_names(names)],
    ).fetchall()
    shared: dict[tuple[str, str], Block] = {}
    blocks_by_document: dict[str, list[Block]] = {}
    for document_sha256, block_sha256, number, kind, level, text in rows:
        key = (block_sha256, number)
        if key not in shared:
            if kind not in _KINDS:
                raise StorageError(f"block {block_sha256}: {kind!r} is no kind of block")
            shared[key] = Block(BlockKind(kind), text, level, number)
        blocks_by_document.setdefault(document_sha256, []).append(shared[key])
    return {name: tuple(blocks) for name, blocks in blocks_by_document.items()}
