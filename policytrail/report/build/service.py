"""The published form of a service: its policies and their changes."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, Protocol

from pydantic import ConfigDict

from policytrail.model import Contradiction, Severity
from policytrail.provisions import SURE
from policytrail.report.build.overview import (
    MOST_SHOWN,
    NO_OVERVIEW,
    OverviewRecord,
    UnusualRecord,
    year_of_effects,
)
from policytrail.report.record_config import RECORD_CONFIG
from policytrail.report.records import ChangeLine, FindingChangeRecord, Health, SourceLine

SERVICE_FORMAT = "policytrail/service/2"


@dataclass(frozen=True, slots=True)
class ProvisionLine:
    """A provision in one line, as lists show it."""

    provision_id: str
    type: str
    title: str
    """The name of the type, in words."""
    policy_type: str
    source_id: str
    severity: Severity
    confidence: float
    excerpt: str
    """The words that state it, verbatim."""
    block: int
    """Position of its block in the current text, from 0."""
    service: str = ""
    """Empty, as is its id, in a list of one service."""
    service_id: str = ""
    group: str = ""
    """The group of types in the taxonomy that its type belongs to."""
    aliases: tuple[str, ...] = ()
    """Ids that it had while its earliest wordings were not known."""

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class ContradictionRecord:
    """Two places of one service's policies that cannot both hold, or one that points nowhere."""

    what: str
    """E.g. `eligibility_age.age`, `tracker _ga`, `section 7`."""
    detail: str
    first_source: str
    first_block: int
    """Position of the block, from 0."""
    first: str
    """The words, verbatim."""
    second_source: str | None
    second_block: int | None
    second: str | None
    """None for a reference that points nowhere."""

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """A source in one line on the page of its service; confirming captures do not change it."""

    source_id: str
    policy_type: str
    url: str
    health: Health
    versions: int
    changes: int
    """Changes of the policy's own text: substantive or editorial."""
    provisions: int
    """Sure provisions of its current text, one of each type."""
    trouble: str
    """The cause of the last failed try, if the last try failed."""

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class ServiceRecord:
    """One service."""

    format: str
    """`policytrail/service/2`"""
    service_id: str
    service: str
    sources: tuple[PolicyLine, ...]
    changes: tuple[ChangeLine, ...]
    """Latest first."""
    provisions: tuple[ProvisionLine, ...]
    """Of the current texts, those of high and medium severity, gravest first.

    All of them stand on the pages of the policies' provisions.
    """
    weights: tuple[tuple[Severity, int], ...]
    """How many provisions the current texts have of each severity, gravest first."""
    contradictions: tuple[ContradictionRecord, ...] = ()
    """Between or within the current texts."""
    overview: OverviewRecord = NO_OVERVIEW

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class ServiceLists:
    """What lists say about the sources of one service."""

    sources: tuple[SourceLine, ...]
    changes: tuple[ChangeLine, ...] = ()
    provisions: tuple[ProvisionLine, ...] = ()
    moved: Mapping[str, Sequence[FindingChangeRecord]] = field(
        default_factory=dict[str, Sequence[FindingChangeRecord]]
    )
    """What became of provisions in each change, by its id."""
    rare: Mapping[str, tuple[int, int]] = field(default_factory=dict[str, tuple[int, int]])
    """Types of provisions that few services have: how many have one, of how many."""


class HasSeverity(Protocol):
    """Anything with a severity."""

    @property
    def severity(self) -> Severity:
        """Return the severity."""
        ...


def count_severities(lines: Iterable[HasSeverity]) -> tuple[tuple[Severity, int], ...]:
    """Return how many there are of each severity, gravest first."""
    counts = Counter(line.severity for line in lines)
    order = (Severity.HIGH, Severity.MEDIUM, Severity.LOW)
    return tuple((severity, counts[severity]) for severity in order if counts[severity])


def gravest_first(lines: Iterable[ProvisionLine]) -> tuple[ProvisionLine, ...]:
    """Return provisions by severity, then by type and place."""
    return tuple(
        sorted(lines, key=lambda line: (-line.severity.weight, line.title, line.provision_id))
    )


def policy_lines(lists: ServiceLists) -> tuple[PolicyLine, ...]:
    """Return the sources of a service as its page shows them."""
    provisions = Counter(line.source_id for line in lists.provisions)
    return tuple(
        PolicyLine(
            source_id=line.source_id,
            policy_type=line.policy_type,
            url=line.url,
            health=line.health,
            versions=line.versions,
            changes=line.changes,
            provisions=provisions[line.source_id],
            trouble=line.trouble,
        )
        for line in lists.sources
    )


def service_record(
    lists: ServiceLists, contradictions: Iterable[Contradiction] = ()
) -> ServiceRecord:
    """Return what is known of a service."""
    source = lists.sources[0]
    changes = sorted(
        lists.changes, key=lambda change: (change.not_after, change.change_id), reverse=True
    )
    return ServiceRecord(
        format=SERVICE_FORMAT,
        service_id=source.service_id,
        service=source.service,
        sources=policy_lines(lists),
        changes=tuple(changes),
        provisions=gravest_first(
            replace(line, service="", service_id="")
            for line in lists.provisions
            if line.severity is not Severity.LOW
        ),
        weights=count_severities(lists.provisions),
        contradictions=tuple(
            _contradiction_record(contradiction) for contradiction in contradictions
        ),
        overview=OverviewRecord(
            unusual_provisions(lists), *year_of_effects(lists.changes, lists.moved)
        ),
    )


def unusual_provisions(lists: ServiceLists) -> tuple[UnusualRecord, ...]:
    """Return the provisions of high and medium severity of types that few services have."""
    by_type: dict[str, UnusualRecord] = {}
    for line in gravest_first(lists.provisions):
        if (
            line.type in lists.rare
            and line.severity is not Severity.LOW
            and line.confidence >= SURE
        ):
            unusual = UnusualRecord(
                line.provision_id,
                line.source_id,
                line.title,
                line.severity,
                line.excerpt,
                *lists.rare[line.type],
            )
            by_type.setdefault(line.type, unusual)
    ordered = sorted(by_type.values(), key=lambda each: (-each.severity.weight, each.services))
    return tuple(ordered[:MOST_SHOWN])


def _contradiction_record(contradiction: Contradiction) -> ContradictionRecord:
    second = contradiction.second
    return ContradictionRecord(
        what=contradiction.what,
        detail=contradiction.detail,
        first_source=contradiction.first_source,
        first_block=contradiction.first.position,
        first=contradiction.first.excerpt,
        second_source=contradiction.second_source,
        second_block=second.position if second else None,
        second=second.excerpt if second else None,
    )
