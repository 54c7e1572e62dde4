"""The parts of a service page that are not texts of its policies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flows.pipeline.site_state import PublishedSource, SiteState
from policytrail.governance import reader_version
from policytrail.model import CountedPolicy
from policytrail.report.build import ServiceLists, rare_types, source_record
from policytrail.report.html import Chart, settled_chart
from policytrail.report.records import SourceRecord
from policytrail.sources import organisation_names
from storage import Connection, policies_read, services_of_types


@dataclass(frozen=True, slots=True)
class CountedTypes:
    """The number of services in which each type of provision was found."""

    policies: Sequence[CountedPolicy]
    services_of: Mapping[str, frozenset[str]]
    organisations: Mapping[str, str]
    rare: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class DrawnService:
    """One service, with the parts of its page other than provisions."""

    sources: tuple[PublishedSource, ...]
    records: tuple[SourceRecord, ...]
    lists: ServiceLists
    chart: Chart | None


def count_types(connection: Connection, state: SiteState) -> CountedTypes:
    """Return in how many services each type of provision was found."""
    version = reader_version()
    policies = policies_read(connection, version)
    services_of = services_of_types(connection, policies, version)
    organisations = organisation_names(known.history.source for known in state.sources)
    rare = rare_types(state.kinds, policies, services_of, organisations)
    return CountedTypes(policies, services_of, organisations, rare)


def draw_service(
    of_service: tuple[PublishedSource, ...], state: SiteState, rare: Mapping[str, tuple[int, int]]
) -> DrawnService:
    """Return a service with what its page shows."""
    records = tuple(
        source_record(told_source.history, told_source.story.changes, told_source.story.announced)
        for told_source in of_service
    )
    lists = ServiceLists(
        tuple(told_source.entry.source for told_source in of_service),
        tuple(change for told_source in of_service for change in told_source.entry.changes),
        tuple(line for told_source in of_service for line in told_source.entry.provisions),
        {
            change.change_id: change.moved
            for told_source in of_service
            for change in told_source.entry.details.changes
        },
        rare,
    )
    return DrawnService(of_service, records, lists, settled_chart(records, state.as_of))
