"""What documents were found to say."""

from collections.abc import Collection, Sequence
from itertools import groupby

import zstandard
from pydantic import TypeAdapter

from policytrail.model.governance import PolicyRead
from policytrail.model.said import Said
from storage.database import Connection, only_sources, transaction
from storage.rows import Row, columns

_SAID = TypeAdapter(Said)
_SOURCES = 100
"""Sources whose captures are looked through at once."""
_CURRENT = """
    SELECT
        json_extract_string(tracked.declaration, '$.service_id'),
        current_version.source_id,
        json_extract_string(tracked.declaration, '$.policy_type'),
        current_version.document_sha256
    FROM current_version
    JOIN tracked USING (source_id)
    JOIN finding USING (document_sha256)
    WHERE reader_version = ? AND not_analysed = ''
    ORDER BY current_version.source_id
"""


def put_said(connection: Connection, said: Sequence[tuple[str, Said]], reader_version: str) -> None:
    """Keep what documents say, by the documents' names; what is held already stays as it is."""
    held = _held(connection, [name for name, _ in said], reader_version)
    new = {name: one for name, one in said if name not in held}
    with transaction(connection):
        connection.execute(
            """
            INSERT INTO finding
            SELECT unnest(?), ?, unnest(?), unnest(?)
            """,
            [
                list(new),
                reader_version,
                [one.findings.not_analysed for one in new.values()],
                [_pack(one) for one in new.values()],
            ],
        )
        connection.execute(
            """
            INSERT INTO provision
            SELECT
                unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?),
                unnest(?), unnest(?), unnest(?)
            """,
            columns(_provision_rows(new, reader_version), width=10),
        )
        connection.execute(
            """
            INSERT INTO tracker
            SELECT
                unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?),
                unnest(?)
            """,
            columns(_tracker_rows(new, reader_version), width=8),
        )


def _provision_rows(said: dict[str, Said], reader_version: str) -> list[Row]:
    return [
        (
            name,
            reader_version,
            found.type,
            found.quote.position,
            found.quote.start,
            found.quote.end,
            found.excerpt,
            str(found.severity),
            found.confidence,
            str(found.stated),
        )
        for name, one in said.items()
        for found in one.findings.provisions
    ]


def _tracker_rows(said: dict[str, Said], reader_version: str) -> list[Row]:
    return [
        (
            name,
            reader_version,
            found.name,
            None if found.category is None else str(found.category),
            found.provider,
            found.purpose,
            None if found.retention is None else found.retention.text,
            None if found.retention is None else found.retention.days,
        )
        for name, one in said.items()
        for found in one.trackers
    ]


def documents_unread(
    connection: Connection, reader_version: str, names: Collection[str] | None = None
) -> dict[str, list[str]]:
    """Return the documents of versions that nobody has read for provisions, by source.

    With `names`, those of some sources alone.
    """
    with only_sources(connection, names):
        rows = connection.execute(
            """
            SELECT min(source_id) AS source_id, document_sha256
            FROM version
            ANTI JOIN (SELECT document_sha256 FROM finding WHERE reader_version = ?)
                USING (document_sha256)
            GROUP BY document_sha256
            ORDER BY source_id, document_sha256
            """,
            [reader_version],
        ).fetchall()
    return {
        str(source_id): [str(name) for _, name in of]
        for source_id, of in groupby(rows, lambda row: row[0])
    }


def said_of(connection: Connection, names: Sequence[str], reader_version: str) -> dict[str, Said]:
    """Return what documents were found to say, by name; those not read yet are left out."""
    rows = connection.execute(
        """
        SELECT document_sha256, content
        FROM finding
        WHERE reader_version = ? AND document_sha256 IN (SELECT unnest(?))
        """,
        [reader_version, list(names)],
    ).fetchall()
    return {str(name): _unpack(content) for name, content in rows}


def policies_read(connection: Connection, reader_version: str) -> tuple[PolicyRead, ...]:
    """Return the current text of every source that was analysed: the list of a denominator."""
    tracked = [
        str(row[0])
        for row in connection.execute("SELECT source_id FROM tracked ORDER BY source_id").fetchall()
    ]
    found: list[PolicyRead] = []
    for first in range(0, len(tracked), _SOURCES):
        with only_sources(connection, tracked[first : first + _SOURCES]):
            rows = connection.execute(_CURRENT, [reader_version]).fetchall()
        found += (PolicyRead(*row, language="en", taxonomy_version=reader_version) for row in rows)
    return tuple(found)


def services_of_types(
    connection: Connection, policies: Sequence[PolicyRead], reader_version: str
) -> dict[str, frozenset[str]]:
    """Return, by type, the services in whose current texts a provision of it was found."""
    rows = connection.execute(
        """
        SELECT type, list(DISTINCT service_id)
        FROM provision
        JOIN (SELECT unnest($documents) AS document_sha256, unnest($services) AS service_id)
            USING (document_sha256)
        WHERE reader_version = $version
        GROUP BY type
        """,
        {
            "documents": [policy.document_sha256 for policy in policies],
            "services": [policy.service_id for policy in policies],
            "version": reader_version,
        },
    ).fetchall()
    return {str(type_id): frozenset(services) for type_id, services in rows}


def documents_read(connection: Connection, reader_version: str) -> frozenset[str]:
    """Return the names of all documents that were read for provisions."""
    rows = connection.execute(
        "SELECT document_sha256 FROM finding WHERE reader_version = ?", [reader_version]
    ).fetchall()
    return frozenset(str(row[0]) for row in rows)


def _held(connection: Connection, names: Sequence[str], reader_version: str) -> set[str]:
    rows = connection.execute(
        """
        SELECT document_sha256
        FROM finding
        WHERE reader_version = ? AND document_sha256 IN (SELECT unnest(?))
        """,
        [reader_version, list(names)],
    ).fetchall()
    return {str(row[0]) for row in rows}


def _pack(said: Said) -> bytes:
    return zstandard.ZstdCompressor(level=9).compress(_SAID.dump_json(said))


def _unpack(content: bytes) -> Said:
    return _SAID.validate_json(zstandard.ZstdDecompressor().decompress(content))
