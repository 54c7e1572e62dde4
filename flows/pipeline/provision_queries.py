"""The provisions and trackers found in the documents of sources, as read from storage."""

from collections.abc import Iterable, Mapping, Sequence

from policytrail.governance import current_provisions, leading_provisions, reader_version
from policytrail.model import (
    CurrentProvisions,
    Document,
    DocumentFindings,
    PolicyFindings,
    SourceHistory,
    Version,
)
from policytrail.previews import NO_PREVIEWS, Previews, linked_previews, preview_key
from storage import Connection, documents_by_source, read_findings


def findings_in(
    connection: Connection, some: Iterable[SourceHistory]
) -> dict[str, DocumentFindings]:
    """Return the findings of the documents of sources' versions, by document hash."""
    names = {version.document_sha256 for history in some for version in history.versions}
    return read_findings(connection, sorted(names), reader_version())


def read_governed(
    history: SourceHistory,
    findings: Mapping[str, DocumentFindings],
    documents: Mapping[str, Document],
    previews: Previews = NO_PREVIEWS,
) -> CurrentProvisions:
    """Return the leading provisions of a source's current version, and what became of them all.

    `documents` are those of its versions by name; a source without changes needs none.
    """
    return leading_provisions(current_provisions(history, findings, documents, previews))


def read_previews(
    connection: Connection,
    findings_of_documents: Iterable[DocumentFindings],
    histories: Sequence[SourceHistory],
) -> Previews:
    """Return what was captured of the previews that documents link to.

    `histories` are all sources among which they are looked for.
    """
    linked = linked_previews(findings_of_documents, histories)
    by_source = documents_by_source(connection, linked)
    documents = {name: text for texts in by_source.values() for name, text in texts.items()}
    return Previews(versions_by_url(linked), documents)


def versions_by_url(histories: Iterable[SourceHistory]) -> dict[str, tuple[Version, ...]]:
    """Return the versions captured at each URL, in order of time."""
    by_url: dict[str, tuple[Version, ...]] = {}
    for history in histories:
        key = preview_key(history.source.url)
        by_url[key] = tuple(
            sorted(
                (*by_url.get(key, ()), *history.versions),
                key=lambda version: (version.first.captured_at, version.document_sha256),
            )
        )
    return by_url


def policy_readings(
    of_service: Sequence[SourceHistory],
    findings: Mapping[str, DocumentFindings],
    documents: Mapping[str, Mapping[str, Document]],
) -> tuple[PolicyFindings, ...]:
    """Return the current findings of each policy of a service that was analysed.

    `documents` holds the documents of each source.
    """
    readings: list[PolicyFindings] = []
    for history in of_service:
        if history.versions:
            name, source_id = history.versions[-1].document_sha256, history.source.source_id
            read = findings.get(name)
            if read is not None:
                document = documents[source_id][name]
                readings.append(
                    PolicyFindings(source_id, document, read.findings.provisions, read.trackers)
                )
    return tuple(readings)
