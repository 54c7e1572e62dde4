"""The pages of a site that changed since it was last written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import groupby, zip_longest

from flows.pipeline.histories import histories
from flows.pipeline.progress import Told
from flows.pipeline.provision_queries import (
    Across,
    compared,
    governed,
    kinds,
    lines_of,
    moved,
    readings,
)
from policytrail.alerts.plan import matches
from policytrail.alerts.rules import Rule
from policytrail.changes import EARLIER
from policytrail.contradictions import contradictions_of
from policytrail.governance import reader_version
from policytrail.model import Change, Document, SourceHistory
from policytrail.model.governance import PolicyReading
from policytrail.model.said import Governed
from policytrail.report.build.announcement import announced_record, with_notices
from policytrail.report.build.service import ProvisionLine
from policytrail.report.build.text import Beside
from policytrail.report.data.feeds import Feed, list_feed
from policytrail.report.data.tables import tables
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
from policytrail.report.provision_site import comparison_pages, provision_pages, type_pages
from policytrail.report.records.provision import mark_of
from policytrail.report.site import (
    Leaf,
    Offered,
    change_pages,
    common_pages,
    service_pages,
    source_pages,
)
from policytrail.significance.classify.volatile import volatile_blocks
from storage.captures import newest_event
from storage.database import Connection
from storage.documents import documents_of
from storage.keys import source_keys
from storage.parquet import parquet_of

_NEVER = datetime.fromtimestamp(0, UTC)


def pages(
    connection: Connection, held: Manifest, told: Told, rules: Sequence[Rule] = ()
) -> Iterator[tuple[str, str | bytes]]:
    """Yield every page that may differ from the site that `held` tells of, its manifest last.

    Each watch rule has a feed of what it chooses.

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
    yield from common_pages(
        entries, as_of, Offered(tuple(_feed(rule, entries) for rule in rules), parquet=True)
    )
    changes = (change for entry in entries for change in entry.changes)
    for table in tables(changes, (line for entry in entries for line in entry.provisions)):
        yield f"data/{table.name}.parquet", parquet_of(connection, table)
    yield MANIFEST_PATH, manifest_text(replace(held, program=program(), entries=tuple(entries)))


def _feed(rule: Rule, entries: Sequence[Entry]) -> Feed:
    chosen = (one for entry in entries for one in entry.changes if matches(rule, one))
    return list_feed(rule.name, chosen)


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
                moves = moved(self.found[name], known)
                told = replace(history, announced=self.found[name].announced)
                entries[name] = entry_of(told, self.keys[name], lines, moves)
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
        history = replace(history, announced=found.announced)
        announced = [announced_record(one, history.source) for one in found.announced]
        records = list(across.records(history, found, documents)) if history.versions else []
        trackers = read.trackers if read else ()
        beside = Beside(
            tuple(map(mark_of, records)), tuple(trackers), _volatile(history, documents)
        )
        yield from source_pages(history, documents.get, beside)
        for record in records:
            yield from provision_pages(record)
        current = history.versions[-1].document_sha256 if history.versions else ""
        moves = moved(found, across.kinds, documents.get(current))
        for change, moves_of_it in zip_longest(history.changes, moves, fillvalue=()):
            if isinstance(change, Change):
                is_current = change.transition.after.document_sha256 == current
                told = with_notices(change, announced)
                yield from change_pages(told, documents.get, moves_of_it, is_current=is_current)


def _volatile(history: SourceHistory, documents: Mapping[str, Document]) -> frozenset[int]:
    """Return which blocks of the current text differ between its versions without meaning."""
    if not history.versions:
        return frozenset()
    names = dict.fromkeys(version.document_sha256 for version in history.versions)
    current = history.versions[-1].document_sha256
    earlier = [documents[name] for name in names if name != current and name in documents]
    return volatile_blocks(documents[current], earlier[-EARLIER:])
