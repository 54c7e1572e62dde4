"""The provisions and trackers found in the documents of sources, as read from storage."""

from collections.abc import Iterable, Mapping, Sequence

from policytrail.governance import current_provisions, leading_provisions, reader_version
from policytrail.model import (
    CurrentProvisions,
    Document,
    DocumentFindings,
    PolicyReading,
    SourceHistory,
)
from storage import Connection, read_findings


def said_in(connection: Connection, some: Iterable[SourceHistory]) -> dict[str, DocumentFindings]:
    """Return the findings of the documents of sources' versions, by document hash."""
    names = {version.document_sha256 for history in some for version in history.versions}
    return read_findings(connection, sorted(names), reader_version())


def read_governed(
    history: SourceHistory, said: Mapping[str, DocumentFindings], documents: Mapping[str, Document]
) -> CurrentProvisions:
    """Return the leading provisions of a source's current version, and what became of them all.

    `documents` are those of its versions by name; a source without changes needs none.
    """
    return leading_provisions(current_provisions(history, said, documents))


def policy_readings(
    of_service: Sequence[SourceHistory],
    said: Mapping[str, DocumentFindings],
    documents: Mapping[str, Mapping[str, Document]],
) -> tuple[PolicyReading, ...]:
    """Return the current findings of each policy of a service that was analysed.

    `documents` holds the documents of each source.
    """
    found: list[PolicyReading] = []
    for history in of_service:
        if history.versions:
            name, source_id = history.versions[-1].document_sha256, history.source.source_id
            read = said.get(name)
            if read is not None:
                document = documents[source_id][name]
                found.append(
                    PolicyReading(source_id, document, read.findings.provisions, read.trackers)
                )
    return tuple(found)
