"""The pages of a site that changed since it was last written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import groupby, zip_longest

from flows.steps.histories import histories
from flows.steps.shelf import Across, compared, governed, kinds, lines_of, moved, readings
from flows.steps.told import Told
from policytrail.governance import reader_version
from policytrail.model import Change, Document, SourceHistory
from policytrail.model.governance import PolicyReading
from policytrail.model.said import Governed
from policytrail.provisions.contradictions import contradictions_of
from policytrail.report.manifest import (
    MANIFEST_PATH,
    Entry,
    Manifest,
    entry_of,
    kept_entries,
    manifest_text,
    program,
    stale_services,
    stale_sources,
)
from policytrail.report.provision_records import mark_of
from policytrail.report.provision_site import comparison_pages, provision_pages, type_pages
from policytrail.report.services import ProvisionLine
from policytrail.report.site import (
    Leaf,
    change_pages,
    common_pages,
    service_pages,
    source_pages,
)
from storage.captures import newest_event
from storage.database import Connection
from storage.documents import documents_of
from storage.keys import source_keys

_NEVER = datetime.fromtimestamp(0, UTC)


def pages(connection: Connection, held: Manifest, told: Told) -> Iterator[Leaf]:
    """Yield every page that may differ from the site that `held` tells of, its manifest last.

    A publication that was cut short has the old manifest still, and is made good by the next.
    """
    as_of = newest_event(connection) or _NEVER
    keys, services = source_keys(connection, as_of, reader_version())
    due = stale_services(held, keys, services)
    site = _Site(connection, as_of, keys, stale_sources(held, keys), due)
    entries = site.entries(held)
    across = Across(
        connection, as_of, kinds(), [line for entry in entries for line in entry.provisions]
    )
    for written, of_service in enumerate(site.services(), 1):
        yield from site.service(of_service, across)
        told("writing", written, len(due))
    comparisons = [across.comparison(services) for services in compared(connection)]
    yield from type_pages(across.types(), comparisons)
    for comparison in comparisons:
        yield from comparison_pages(comparison)
    yield from common_pages(entries, as_of)
    yield MANIFEST_PATH, manifest_text(replace(held, program=program(), entries=tuple(entries)))


@dataclass(frozen=True, slots=True)
class _Site:
    """A site on its way from storage to pages."""

    connection: Connection
    as_of: datetime
    keys: dict[str, str]
    stale: frozenset[str]
    """Sources whose own pages are to be written."""
    due: frozenset[str]
    """Services that have such a source, or have lost one."""
    found: dict[str, Governed] = field(default_factory=dict[str, Governed])
    """Of each stale source; what the lists say of it and what its pages say is found once."""

    def entries(self, held: Manifest) -> list[Entry]:
        """Return what the lists of the site say about each source: kept, or found anew."""
        entries = {
            entry.source.source_id: entry for entry in kept_entries(held, self.keys, self.stale)
        }
        known = kinds()
        for history in histories(self.connection, self.as_of, self.due):
            name = history.source.source_id
            if name in self.stale:
                self.found[name] = governed(self.connection, history)
                lines = lines_of(history, self.found[name], known)
                entries[name] = entry_of(history, self.keys[name], lines)
        return [entries[name] for name in self.keys if name in entries]

    def services(self) -> Iterator[tuple[SourceHistory, ...]]:
        """Yield the histories of each service that is due."""
        told = histories(self.connection, self.as_of, self.due)
        for _, of_service in groupby(told, lambda history: history.source.service_id):
            yield tuple(of_service)

    def service(self, of_service: Sequence[SourceHistory], across: Across) -> Iterator[Leaf]:
        """Yield the pages of a service and of those of its sources that are stale."""
        names = [history.source.source_id for history in of_service if history.versions]
        texts = {name: documents_of(self.connection, name) for name in names}
        read = {one.source_id: one for one in readings(self.connection, of_service, texts)}
        for history in of_service:
            name = history.source.source_id
            if name in self.found:
                yield from self._source(history, read.get(name), across, texts.get(name, {}))
        own: list[ProvisionLine] = across.of_service(of_service[0].source.service_id)
        yield from service_pages(of_service, own, contradictions_of(tuple(read.values())))

    def _source(
        self,
        history: SourceHistory,
        read: PolicyReading | None,
        across: Across,
        documents: dict[str, Document],
    ) -> Iterator[Leaf]:
        found = self.found[history.source.source_id]
        records = list(across.records(history, found, documents)) if history.versions else []
        trackers = read.trackers if read else ()
        yield from source_pages(history, documents.get, map(mark_of, records), trackers)
        for record in records:
            yield from provision_pages(record)
        moves = moved(found, across.kinds)
        for change, moves_of_it in zip_longest(history.changes, moves, fillvalue=()):
            if isinstance(change, Change):
                yield from change_pages(change, documents.get, moves_of_it)
