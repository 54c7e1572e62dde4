"""Findings of documents: their provisions and trackers."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from itertools import groupby

from pydantic import TypeAdapter

from policytrail.errors import StorageError
from policytrail.model import CountedPolicy, DocumentFindings
from policytrail.provisions import SURE
from storage import json_codec
from storage.database import Connection, only_sources, transaction
from storage.parameters import bind_names
from storage.rows import Row, insert_new, insert_rows

_SAID = json_codec.StoredJson(TypeAdapter(DocumentFindings), "what a document says")
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
_AT_ONCE = 64
"""Documents in memory at once."""


def put_findings(
    connection: Connection, findings: Sequence[tuple[str, DocumentFindings]], reader_version: str
) -> None:
    """Store findings by document hash; existing ones are left unchanged."""
    stored = _stored_names(connection, [name for name, _ in findings], reader_version)
    new = {name: new_findings for name, new_findings in findings if name not in stored}
    with transaction(connection):
        rows = [
            (name, reader_version, new_findings.findings.not_analysed, _pack_findings(new_findings))
            for name, new_findings in new.items()
        ]
        insert_new(connection, "finding", ("document_sha256", "reader_version"), rows)
        insert_rows(connection, "provision", _provision_rows(new, reader_version))
        insert_rows(connection, "tracker", _tracker_rows(new, reader_version))


def _provision_rows(findings: dict[str, DocumentFindings], reader_version: str) -> list[Row]:
    return [
        (
            name,
            reader_version,
            provision.type,
            provision.quote.position,
            provision.quote.start,
            provision.quote.end,
            provision.quote.own_words,
            str(provision.severity),
            provision.confidence,
            str(provision.stated),
        )
        for name, of_document in findings.items()
        for provision in of_document.findings.provisions
    ]


def _tracker_rows(findings: dict[str, DocumentFindings], reader_version: str) -> list[Row]:
    return [
        (
            name,
            reader_version,
            tracker.name,
            None if tracker.category is None else str(tracker.category),
            tracker.provider,
            tracker.purpose,
            None if tracker.retention is None else tracker.retention.text,
            None if tracker.retention is None else tracker.retention.days,
        )
        for name, of_document in findings.items()
        for tracker in of_document.trackers
    ]


def documents_unread(
    connection: Connection, reader_version: str, names: Collection[str] | None = None
) -> dict[str, list[str]]:
    """Return the documents of versions that were not analysed for provisions yet, by source.

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


def read_findings(
    connection: Connection, names: Sequence[str], reader_version: str
) -> dict[str, DocumentFindings]:
    """Return the findings of documents, by hash; documents not analysed yet are omitted."""
    rows = connection.execute(
        """
        SELECT document_sha256, content
        FROM finding
        WHERE reader_version = ? AND document_sha256 IN (SELECT unnest(string_split(?, ' ')))
        """,
        [reader_version, bind_names(names)],
    ).fetchall()
    return {str(name): _unpack_findings(content) for name, content in rows}


def policies_read(connection: Connection, reader_version: str) -> tuple[CountedPolicy, ...]:
    """Return the current text of every source that was analysed: the denominator of shares."""
    tracked = [
        str(row[0])
        for row in connection.execute("SELECT source_id FROM tracked ORDER BY source_id").fetchall()
    ]
    policies: list[CountedPolicy] = []
    for first in range(0, len(tracked), _SOURCES):
        with only_sources(connection, tracked[first : first + _SOURCES]):
            rows = connection.execute(_CURRENT, [reader_version]).fetchall()
        policies += (
            CountedPolicy(*row, language="en", taxonomy_version=reader_version) for row in rows
        )
    return tuple(policies)


def services_of_types(
    connection: Connection, policies: Sequence[CountedPolicy], reader_version: str
) -> dict[str, frozenset[str]]:
    """Return, by type, the services in whose current texts a provision of it was surely found."""
    rows = connection.execute(
        """
        SELECT type, list(DISTINCT service_id)
        FROM provision
        JOIN (SELECT unnest($documents) AS document_sha256, unnest($services) AS service_id)
            USING (document_sha256)
        WHERE reader_version = $version AND confidence >= $sure
        GROUP BY type
        """,
        {
            "documents": [policy.document_sha256 for policy in policies],
            "services": [policy.service_id for policy in policies],
            "version": reader_version,
            "sure": SURE,
        },
    ).fetchall()
    return {str(type_id): frozenset(services) for type_id, services in rows}


def documents_read(connection: Connection, reader_version: str) -> frozenset[str]:
    """Return the names of all documents that were read for provisions."""
    rows = connection.execute(
        "SELECT document_sha256 FROM finding WHERE reader_version = ?", [reader_version]
    ).fetchall()
    return frozenset(str(row[0]) for row in rows)


def wrong_copies(connection: Connection) -> Iterator[str]:
    """Yield an error for each finding whose rows differ from its stored content.

    A content that cannot be read has a line of its own: the ledger names its finding.
    """
    keys = connection.execute(
        "SELECT reader_version, document_sha256 FROM finding ORDER BY ALL"
    ).fetchall()
    for version, of in groupby(keys, lambda row: str(row[0])):
        names = [str(row[1]) for row in of]
        for first in range(0, len(names), _AT_ONCE):
            yield from _wrong_copies(connection, names[first : first + _AT_ONCE], version)
    for table in ("provision", "tracker"):
        rows = connection.execute(
            f"SELECT DISTINCT document_sha256 FROM {table} "  # noqa: S608 (our own tables)
            "ANTI JOIN finding USING (document_sha256, reader_version) ORDER BY ALL"
        ).fetchall()
        for (name,) in rows:
            yield f"{table} of document {name}: stands without a finding"


def _wrong_copies(
    connection: Connection, names: Sequence[str], reader_version: str
) -> Iterator[str]:
    packed = connection.execute(
        """
        SELECT document_sha256, content
        FROM finding
        WHERE reader_version = ? AND document_sha256 IN (SELECT unnest(string_split(?, ' ')))
        """,
        [reader_version, bind_names(names)],
    ).fetchall()
    findings: dict[str, DocumentFindings] = {}
    for name, content in packed:
        with suppress(StorageError):
            findings[str(name)] = _unpack_findings(content)
    made = {
        "provision": _provision_rows(findings, reader_version),
        "tracker": _tracker_rows(findings, reader_version),
    }
    for table, wanted in made.items():
        kept = connection.execute(
            f"SELECT * FROM {table} WHERE reader_version = ? "  # noqa: S608 (our own tables)
            "AND document_sha256 IN (SELECT unnest(string_split(?, ' ')))",
            [reader_version, bind_names(findings)],
        ).fetchall()
        differing = (Counter(wanted) - Counter(kept)) + (Counter(kept) - Counter(wanted))
        for name in sorted({str(row[0]) for row in differing}):
            yield f"{table} of document {name}: the rows are not those that its finding makes"


def _stored_names(connection: Connection, names: Sequence[str], reader_version: str) -> set[str]:
    rows = connection.execute(
        """
        SELECT document_sha256
        FROM finding
        WHERE reader_version = ? AND document_sha256 IN (SELECT unnest(string_split(?, ' ')))
        """,
        [reader_version, bind_names(names)],
    ).fetchall()
    return {str(row[0]) for row in rows}


def _pack_findings(findings: DocumentFindings) -> bytes:
    return json_codec.pack_json(_SAID.dump_json(findings))


def _unpack_findings(content: bytes) -> DocumentFindings:
    return _SAID.validate_json(json_codec.unpack_json(content))
