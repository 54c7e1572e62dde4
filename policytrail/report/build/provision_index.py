"""The index of provisions across all services, for lists and pages."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from policytrail.model import (
    CountedPolicy,
    CurrentProvisions,
    Document,
    LineageEvent,
    ProvisionMove,
    Source,
    SourceHistory,
)
from policytrail.provisions import SURE, count_prevalence, regulations, taxonomy
from policytrail.report.build.clause_terms import BUSINESS
from policytrail.report.build.provision import (
    FoundProvision,
    provision_line,
    provision_record,
    type_page_record,
    type_record,
    without_repeats,
)
from policytrail.report.build.provision_changes import moved_provisions, moved_trackers
from policytrail.report.build.service import ProvisionLine
from policytrail.report.records import (
    ComparisonRecord,
    FindingChangeRecord,
    LineageEventRecord,
    PrevalenceRecord,
    ProvisionRecord,
    TypePageRecord,
    TypeRecord,
)

COMPARISON_FORMAT = "policytrail/comparison/1"
MOST_COMPARED = 5
"""More services beside each other than this cannot be read."""


@dataclass(frozen=True, slots=True)
class Kinds:
    """The types of the taxonomy, in the form that pages show."""

    records: Mapping[str, TypeRecord]

    @property
    def titles(self) -> dict[str, str]:
        """Return the name of each type in words."""
        return {name: record.title for name, record in self.records.items()}


def shipped_kinds() -> Kinds:
    """Return the types that come with the project."""
    known = regulations.shipped_regulations()
    return Kinds({kind.id: type_record(kind, known) for kind in taxonomy.shipped_taxonomy().types})


def provision_lines(
    source: Source, governed: CurrentProvisions, kinds: Kinds
) -> tuple[ProvisionLine, ...]:
    """Return the current provisions of a source as lists show them."""
    return tuple(
        provision_line(named, source, kinds.records[named.provision.type])
        for named in governed.current
    )


def moved_records(
    governed: CurrentProvisions, kinds: Kinds, current: Document | None = None
) -> list[list[FindingChangeRecord]]:
    """Return the changed provisions and trackers of each change of a source, in chronological order.

    With the current text, each tells whether its words still stand there.
    """
    return [
        [*moved_provisions(step.provisions, kinds.titles, current), *moved_trackers(step.trackers)]
        for step in governed.steps
    ]


def provision_records(
    history: SourceHistory, governed: CurrentProvisions, kinds: Kinds
) -> Iterator[ProvisionRecord]:
    """Yield the record of each current provision of a source; no sentence stands on a page twice."""
    is_business = history.source.policy_type in BUSINESS
    sentences_said: set[str] = set()
    for named, events in zip(governed.current, governed.events, strict=True):
        provision_found = FoundProvision(named, tuple(_move_records(history, events)))
        kind = kinds.records[named.provision.type]
        yield without_repeats(
            provision_record(provision_found, kind, is_business=is_business), sentences_said
        )


def _move_records(
    history: SourceHistory, events: Sequence[LineageEvent]
) -> Iterator[LineageEventRecord]:
    for event in events:
        if event.version == 0 or event.move is ProvisionMove.KEPT:
            continue
        change = history.changes[event.version - 1]
        yield LineageEventRecord(
            change_id=change.change_id,
            not_before=change.transition.not_before,
            not_after=change.transition.not_after,
            move=str(event.move),
            reason=event.reason,
        )


def type_records(
    kinds: Kinds,
    lines: Iterable[ProvisionLine],
    policies: Sequence[CountedPolicy],
    services_of: Mapping[str, frozenset[str]],
    organisations: Mapping[str, str],
) -> Iterator[TypePageRecord]:
    """Yield each type across all services, including types that no service has.

    `policies` were read; `services_of` are the services in whose policies each type was found, and
    `organisations` who runs each service.
    """
    of_type: dict[str, list[ProvisionLine]] = defaultdict(list)
    for line in lines:
        if line.confidence >= SURE:
            of_type[line.type].append(line)
    for name, record in kinds.records.items():
        services = services_of.get(name, frozenset())
        prevalence = _prevalence_record(name, policies, services, organisations)
        yield type_page_record(record, prevalence, of_type[name])


FEWEST_COMPARED = 5
"""Among fewer services nothing is called unusual."""


def rare_types(
    kinds: Kinds,
    policies: Sequence[CountedPolicy],
    services_of: Mapping[str, frozenset[str]],
    organisations: Mapping[str, str],
) -> dict[str, tuple[int, int]]:
    """Return the types that less than a fifth of the services have: how many have one, of how many."""
    counted = {
        name: count_prevalence(name, policies, services_of.get(name, frozenset()), organisations)
        for name in (kinds.records if policies else ())
    }
    return {
        name: (len(each.services), each.of_services)
        for name, each in counted.items()
        if each.of_services >= FEWEST_COMPARED and each.wording in ("uncommon", "rare")
    }


def _prevalence_record(
    type_id: str,
    policies: Sequence[CountedPolicy],
    services: frozenset[str],
    organisations: Mapping[str, str],
) -> PrevalenceRecord | None:
    if not policies:
        return None
    prevalence = count_prevalence(type_id, policies, services, organisations)
    return PrevalenceRecord(
        services=len(prevalence.services),
        of=prevalence.of_services,
        wording=prevalence.wording,
        denominator=(
            f"{len(policies):,} English policies of these services, clauses found with {SURE:.0%} confidence "
            "or more; the services of one organisation count as one"
        ),
        taxonomy_version=prevalence.taxonomy_version,
    )


def comparison_records(
    kinds: Kinds, sources: Iterable[Source], lines: Iterable[ProvisionLine]
) -> Iterator[ComparisonRecord]:
    """Yield a comparison for each tag that two to five services share."""
    of_service: dict[str, list[ProvisionLine]] = defaultdict(list)
    for line in lines:
        of_service[line.service_id].append(line)
    for services in services_compared(sources):
        own = chain.from_iterable(of_service[service_id] for service_id in services)
        yield comparison_record(kinds, services, own)


def comparison_record(
    kinds: Kinds, services: Mapping[str, str], lines: Iterable[ProvisionLine]
) -> ComparisonRecord:
    """Return a comparison of services, given by id and name."""
    some = sorted(
        (line for line in lines if line.service_id in services and line.confidence >= SURE),
        key=lambda line: line.service_id,
    )
    present = {line.type for line in some}
    return ComparisonRecord(
        COMPARISON_FORMAT,
        tuple(services.items()),
        tuple((name, title) for name, title in kinds.titles.items() if name in present),
        tuple(some),
    )


def services_compared(sources: Iterable[Source]) -> tuple[dict[str, str], ...]:
    """Return the groups of services (id to name) to be compared, each once."""
    of_tag: dict[str, dict[str, str]] = {}
    for source in sources:
        for tag in source.tags:
            of_tag.setdefault(tag, {})[source.service_id] = source.service
    groups = [some for _, some in sorted(of_tag.items()) if 1 < len(some) <= MOST_COMPARED]
    return tuple({tuple(sorted(group)): group for group in groups}.values())
