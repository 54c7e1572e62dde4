"""The pages of a site that may have changed since they were written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from flows.pipeline.drawn_service import CountedTypes, DrawnService, count_types, draw_service
from flows.pipeline.progress import OnProgress
from flows.pipeline.provision_queries import findings_in, policy_readings
from flows.pipeline.site_state import (
    LANGUAGE_KEY,
    SITE_KEY,
    PublishedServices,
    SiteState,
    published_services,
    site_program,
)
from policytrail.alerts import WatchRule, rule_matches
from policytrail.changes import EARLIER
from policytrail.contradictions import find_contradictions
from policytrail.governance import reader_version
from policytrail.model import (
    Change,
    CurrentProvisions,
    Document,
    DocumentFindings,
    SourceHistory,
)
from policytrail.report import (
    FrontPageOptions,
    Leaf,
    ManifestEntry,
    change_pages,
    common_pages,
    comparison_pages,
    comparison_path,
    service_pages,
    service_path,
    source_pages,
    story_bytes,
    text_pages,
    type_pages,
    type_path,
    types_pages,
)
from policytrail.report.build import (
    Annotations,
    Neighbours,
    ProvisionLine,
    announced_record,
    comparison_records,
    moved_records,
    policy_lines,
    provision_records,
    service_record,
    text_record,
    type_records,
    unusual_provisions,
    with_notices,
)
from policytrail.report.data import Feed, data_tables, list_feed, table_pages
from policytrail.report.records import record_key
from policytrail.report.words import chosen_language
from policytrail.significance.classify import volatile_blocks
from policytrail.text import hash_parts
from storage import (
    Connection,
    SiteRows,
    StoryRow,
    documents_by_source,
    table_to_parquet,
)

_NO_KEY = ""
"""The key of what stays as it is for now: the next publication finds it out of date."""


@dataclass(slots=True)
class SitePages:
    """A site on its way from storage to pages; when all are yielded, what they were made of."""

    connection: Connection
    state: SiteState
    rules: Sequence[WatchRule] = ()
    """Each watch rule has a feed of what it chooses."""
    entries: list[ManifestEntry] = field(default_factory=list[ManifestEntry])
    _stories: dict[str, StoryRow] = field(default_factory=dict[str, StoryRow])
    _keys: dict[str, str] = field(default_factory=dict[str, str])

    def changed_pages(self, told: OnProgress) -> Iterator[tuple[str, str | bytes]]:
        """Yield every page that may differ from that in the folder."""
        counted = count_types(self.connection, self.state)
        for some in published_services(self.connection, self.state):
            yield from self._service_pages(some, counted.rare)
            told("writing", len(self.entries), len(self.state.sources))
        yield from self._across_services(counted)
        feeds = tuple(_watch_feed(rule, self.entries) for rule in self.rules)
        sources = (known.history.source for known in self.state.sources)
        made = data_tables(self.entries, sources)
        formats = {table.name: ["csv", "parquet"][not table.has_csv :] for table in made}
        yield from common_pages(
            self.entries,
            self.state.as_of,
            FrontPageOptions(feeds, formats, self.state.site),
        )
        yield from table_pages(made)
        for table in made:
            yield f"data/{table.name}.parquet", table_to_parquet(table)

    def site_rows(self) -> SiteRows:
        """Return what the folder is made of, once all pages are written."""
        keys = {SITE_KEY: self.state.site} if self.state.site else {}
        keys[LANGUAGE_KEY] = chosen_language()
        return SiteRows(site_program(), self._stories, self._keys | keys)

    def _provision_lines(self) -> Iterator[ProvisionLine]:
        return (line for entry in self.entries for line in entry.provisions)

    def _is_due(self, path: str, key: str) -> bool:
        """Return whether the page at a path (without suffix) was made from other data."""
        self._keys[path] = key
        return not self.state.is_same_program or self.state.before.pages.get(path) != key

    def _service_pages(
        self, some: PublishedServices, rare: Mapping[str, tuple[int, int]]
    ) -> Iterator[Leaf]:
        services = [draw_service(of_service, self.state, rare) for of_service in some.services]
        due = [self._is_service_due(service) for service in services]
        kept = [
            _current_alone(told_source.history)
            for service, is_due in zip(services, due, strict=True)
            for told_source in service.sources
            if is_due and told_source.found is None and told_source.history.versions
        ]
        texts = {**some.documents, **documents_by_source(self.connection, kept)}
        findings = {**some.said, **findings_in(self.connection, kept)}
        for service, is_due in zip(services, due, strict=True):
            for source, record in zip(service.sources, service.records, strict=True):
                name = record.source.source_id
                content = (
                    story_bytes(source.story)
                    if source.found
                    else self.state.before.stories[name].content
                )
                key = _NO_KEY if name in self.state.held_back else self.state.keys[name]
                self._stories[name] = StoryRow(key, content)
                self.entries.append(source.entry)
                yield from source_pages(record, has_text=bool(source.history.versions))
                if source.found and source.history.versions:
                    yield from _told_pages(
                        source.history, source.found, ReadService(texts[name], findings), self.state
                    )
            if is_due:
                read = policy_readings(
                    [told_source.history for told_source in service.sources], findings, texts
                )
                record = service_record(service.lists, find_contradictions(read))
                yield from service_pages(record, service.chart)

    def _is_service_due(self, service: DrawnService) -> bool:
        names = [told_source.history.source.source_id for told_source in service.sources]
        path = service_path(service.lists.sources[0].service_id, "")
        if not self.state.held_back.isdisjoint(names):
            self._keys[path] = _NO_KEY
            return False
        key = hash_parts(
            *(self.state.keys[name] for name in names),
            *map(repr, policy_lines(service.lists)),
            repr(service.chart),
            repr(unusual_provisions(service.lists)),
        )
        is_stale = any(name in self.state.stale for name in names)
        return self._is_due(path, key) or is_stale

    def _across_services(self, counted: CountedTypes) -> Iterator[Leaf]:
        """Yield the pages of types and comparisons; none while services are held back."""
        if self.state.held_back:
            self._keys = dict.fromkeys(self.state.before.pages, _NO_KEY) | self._keys
            return
        kinds = self.state.kinds
        sources = [known.history.source for known in self.state.sources]
        records = list(
            type_records(
                kinds,
                self._provision_lines(),
                counted.policies,
                counted.services_of,
                counted.organisations,
            )
        )
        for record in records:
            if self._is_due(type_path(record.type.type, ""), record_key(record)):
                yield from type_pages(record)
        comparisons = list(comparison_records(kinds, sources, self._provision_lines()))
        yield from types_pages(records, comparisons)
        for record in comparisons:
            path = comparison_path([service_id for service_id, _ in record.services], "")
            if self._is_due(path, record_key(record)):
                yield from comparison_pages(record)


@dataclass(frozen=True, slots=True)
class ReadService:
    """The documents of a source, by name, and what they say."""

    documents: Mapping[str, Document]
    said: Mapping[str, DocumentFindings]


def _told_pages(
    history: SourceHistory, governed: CurrentProvisions, read: ReadService, state: SiteState
) -> Iterator[Leaf]:
    """Yield the pages of a source's text and of its changes."""
    version = history.versions[-1]
    document = read.documents[version.document_sha256]
    annotations = read.said.get(version.document_sha256)
    notes = Annotations(
        tuple(provision_records(history, governed, state.kinds)),
        annotations.trackers if annotations else (),
        _volatile_blocks(history, read.documents),
        reader_version(),
        state.site,
    )
    yield from text_pages(text_record(history.source, version, document, notes))
    announced = [
        announced_record(announcement, history.source) for announcement in governed.announced
    ]
    moves = moved_records(governed, state.kinds, document)
    ids = [None, *(change.change_id for change in history.changes), None]
    for place, (change, moves_of_it) in enumerate(
        zip_longest(history.changes, moves, fillvalue=())
    ):
        if isinstance(change, Change):
            is_current = change.transition.after.document_sha256 == version.document_sha256
            yield from change_pages(
                with_notices(change, announced),
                read.documents.get,
                moves_of_it,
                is_current=is_current,
                neighbours=Neighbours(ids[place], ids[place + 2]),
                site=state.site,
            )


def _current_alone(history: SourceHistory) -> SourceHistory:
    """Return a history reduced to its current version."""
    version = history.versions[-1]
    seen = (
        observation
        for observation in history.observations
        if observation.document_sha256 == version.document_sha256
    )
    return replace(history, observations=tuple(seen), versions=(version,))


def _volatile_blocks(history: SourceHistory, documents: Mapping[str, Document]) -> frozenset[int]:
    """Return which blocks of the current text differ between its versions without meaning."""
    names = dict.fromkeys(version.document_sha256 for version in history.versions)
    current = history.versions[-1].document_sha256
    earlier = [documents[name] for name in names if name != current and name in documents]
    return volatile_blocks(documents[current], earlier[-EARLIER:])


def _watch_feed(rule: WatchRule, entries: Sequence[ManifestEntry]) -> Feed:
    chosen = (change for entry in entries for change in entry.changes if rule_matches(rule, change))
    return list_feed(rule.name, chosen)
