"""What the documents of sources were found to say, as storage holds it."""

from collections.abc import Iterable, Mapping, Sequence

from policytrail.governance import govern, leading, reader_version
from policytrail.model import Document, SourceHistory
from policytrail.model.governance import PolicyReading
from policytrail.model.said import Governed, Said
from storage.database import Connection
from storage.findings import said_of


def said_in(connection: Connection, some: Iterable[SourceHistory]) -> dict[str, Said]:
    """Return what the documents of the versions of sources say, by the documents' names."""
    names = {version.document_sha256 for history in some for version in history.versions}
    return said_of(connection, sorted(names), reader_version())


def governed(
    history: SourceHistory, said: Mapping[str, Said], documents: Mapping[str, Document]
) -> Governed:
    """Return the leading provisions of a source's current version, and what became of them all.

    `documents` are those of its versions by name; a source without changes needs none.
    """
    return leading(govern(history, said, documents))


def readings(
    of_service: Sequence[SourceHistory],
    said: Mapping[str, Said],
    documents: Mapping[str, Mapping[str, Document]],
) -> tuple[PolicyReading, ...]:
    """Return what each policy of a service says now, those that were read for provisions.

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
