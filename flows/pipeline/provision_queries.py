"""What the site says about provisions, put together from what storage holds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from policytrail.governance import govern, leading, reader_version
from policytrail.model import Document, SourceHistory
from policytrail.model.governance import LineageEvent, PolicyRead, PolicyReading, StoredProvision
from policytrail.model.provision import NamedProvision, ProvisionMove
from policytrail.model.said import Governed
from policytrail.provisions import regulations, taxonomy
from policytrail.provisions.prevalence import prevalence_of, said_elsewhere
from policytrail.report.build.provision import (
    Case,
    provision_line,
    provision_record,
    type_record,
)
from policytrail.report.build.provision_changes import moved_provisions, moved_trackers
from policytrail.report.build.service import ProvisionLine
from policytrail.report.records.provision import (
    ComparisonRecord,
    MoveRecord,
    PrevalenceRecord,
    ProvisionRecord,
    TypePageRecord,
    TypeRecord,
)
from policytrail.report.records.statement import MovedRecord
from storage.database import Connection
from storage.documents import documents_of
from storage.findings import policies_read, said_of, stored_provisions
from storage.sources import tracked_sources

PEERS = 5
"""How many other services a provision's page quotes."""
OTHERS = 8
"""How many other provisions of the same policy it names, the gravest."""
_MOST = 5
"""More services beside each other than this cannot be read."""


def governed(connection: Connection, history: SourceHistory) -> Governed:
    """Return the leading provisions of a source's current version, and what became of them all."""
    names = [version.document_sha256 for version in history.versions]
    documents = documents_of(connection, history.source.source_id) if history.changes else {}
    return leading(govern(history, said_of(connection, names, reader_version()), documents))


def readings(
    connection: Connection,
    of_service: Sequence[SourceHistory],
    texts: Mapping[str, Mapping[str, Document]],
) -> tuple[PolicyReading, ...]:
    """Return what each policy of a service says now, those that were read for provisions.

    `texts` holds the documents of each source.
    """
    found: list[PolicyReading] = []
    for history in of_service:
        if history.versions:
            name, source_id = history.versions[-1].document_sha256, history.source.source_id
            said = said_of(connection, [name], reader_version()).get(name)
            if said is not None:
                document = texts[source_id][name]
                provisions = said.findings.provisions
                found.append(PolicyReading(source_id, document, provisions, said.trackers))
    return tuple(found)


def lines_of(history: SourceHistory, found: Governed, kinds: "Kinds") -> list[ProvisionLine]:
    """Return the current provisions of a source as lists show them."""
    return [
        provision_line(named, history.source, kinds.records[named.provision.type])
        for named in found.current
    ]


def moved(
    found: Governed, kinds: "Kinds", current: Document | None = None
) -> list[list[MovedRecord]]:
    """Return what moved in each change of a source, in order of time.

    With the current text, each tells whether its words still stand there.
    """
    return [
        [*moved_provisions(step.provisions, kinds.titles, current), *moved_trackers(step.trackers)]
        for step in found.steps
    ]


@dataclass(frozen=True, slots=True)
class Kinds:
    """The types of the taxonomy, ready to be shown."""

    records: Mapping[str, TypeRecord]

    @property
    def titles(self) -> dict[str, str]:
        """Return the name of each type in words."""
        return {name: record.title for name, record in self.records.items()}


def kinds() -> Kinds:
    """Return the types that come with the project."""
    known = regulations.shipped()
    return Kinds({one.id: type_record(one, known) for one in taxonomy.shipped().types})


class Across:
    """What the current texts of all services say, to hold one provision against."""

    def __init__(
        self,
        connection: Connection,
        as_of: datetime,
        kinds: Kinds,
        lines: Sequence[ProvisionLine],
    ) -> None:
        version = reader_version()
        policies = policies_read(connection, version)
        stored = stored_provisions(connection, policies, version)
        by_type = groupby(sorted(stored, key=lambda one: one.type), key=lambda one: one.type)
        self._stored: dict[str, list[StoredProvision]] = {name: list(of) for name, of in by_type}
        self._line = {(line.source_id, line.type, line.excerpt): line for line in lines}
        self._shown = {
            name: [one for one in of if (one.policy.source_id, name, one.excerpt) in self._line]
            for name, of in self._stored.items()
        }
        self.kinds = kinds
        self._lines = lines
        self._prevalence = {
            name: self._told(name, policies, as_of) for name in kinds.records if policies
        }

    def _told(
        self, type_id: str, policies: Sequence[PolicyRead], as_of: datetime
    ) -> PrevalenceRecord:
        found = prevalence_of(type_id, policies, self._stored.get(type_id, ()))
        return PrevalenceRecord(
            services=len(found.services),
            of=found.of_services,
            wording=found.wording,
            denominator=f"services of whose policies {len(policies)} were read, in English",
            as_of=as_of,
            taxonomy_version=found.taxonomy_version,
        )

    def records(
        self, history: SourceHistory, found: Governed, documents: Mapping[str, Document]
    ) -> Iterator[ProvisionRecord]:
        """Yield all that is said about each current provision of a source."""
        version = history.versions[-1]
        document = documents[version.document_sha256]
        own = sorted(lines_of(history, found, self.kinds), key=lambda line: -line.severity.weight)
        for named, events in zip(found.current, found.events, strict=True):
            case = Case(
                named=named,
                source=history.source,
                version=version,
                document=document,
                is_current=True,
                prevalence=self._prevalence.get(named.provision.type),
                peers=self._peers(named, history.source.service_id),
                others=tuple(one for one in own if one.provision_id != named.provision_id)[:OTHERS],
                history=tuple(_moves(history, events)),
            )
            yield provision_record(case, self.kinds.records[named.provision.type])

    def _peers(self, named: NamedProvision, service_id: str) -> tuple[ProvisionLine, ...]:
        found = named.provision
        # Only what has a page of its own can be quoted: one find a type and policy, not all of them.
        shown = self._shown.get(found.type, ())
        others = said_elsewhere(found.excerpt, found.type, shown, not_of=service_id)[:PEERS]
        keys = [(one.other.policy.source_id, one.other.type, one.other.excerpt) for one in others]
        return tuple(self._line[key] for key in keys if key in self._line)

    def of_service(self, service_id: str) -> list[ProvisionLine]:
        """Return the current provisions of one service's policies."""
        return [line for line in self._lines if line.service_id == service_id]

    def types(self) -> list[TypePageRecord]:
        """Return each type over all services, those that nobody has too."""
        of_type: dict[str, list[ProvisionLine]] = {}
        for line in sorted(self._lines, key=lambda one: (-one.severity.weight, one.service)):
            of_type.setdefault(line.type, []).append(line)
        return [
            TypePageRecord(
                "policytrail/type/1",
                record,
                self._prevalence.get(name),
                tuple(of_type.get(name, ())),
            )
            for name, record in self.kinds.records.items()
        ]

    def comparison(self, services: Mapping[str, str]) -> ComparisonRecord:
        """Return the named services (id to name) beside each other."""
        lines = [line for line in self._lines if line.service_id in services]
        present = {line.type for line in lines}
        return ComparisonRecord(
            "policytrail/comparison/1",
            tuple(services.items()),
            tuple((name, title) for name, title in self.kinds.titles.items() if name in present),
            tuple(lines),
        )


def _moves(history: SourceHistory, events: Sequence[LineageEvent]) -> Iterator[MoveRecord]:
    for event in events:
        if event.version == 0 or event.move is ProvisionMove.KEPT:
            continue
        change = history.changes[event.version - 1]
        yield MoveRecord(
            change_id=change.change_id,
            not_before=change.transition.not_before,
            not_after=change.transition.not_after,
            move=str(event.move),
            reason=event.reason,
        )


def compared(connection: Connection) -> Iterator[dict[str, str]]:
    """Yield the services to be shown beside each other: those of each tag that two to five have."""
    of_tag: dict[str, dict[str, str]] = {}
    for source in tracked_sources(connection):
        for tag in source.tags:
            of_tag.setdefault(tag, {})[source.service_id] = source.service
    groups = [services for _, services in sorted(of_tag.items()) if 1 < len(services) <= _MOST]
    yield from {tuple(sorted(group)): group for group in groups}.values()
