"""The published form of what is known of one service: its policies and their changes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from pydantic import ConfigDict

from policytrail.model import Severity, SourceHistory
from policytrail.model.governance import Contradiction
from policytrail.report.build.change import change_line
from policytrail.report.build.source import source_line
from policytrail.report.records.change import ChangeLine
from policytrail.report.records.source import SourceLine

_CONFIG = ConfigDict(use_attribute_docstrings=True, extra="forbid")
SERVICE_FORMAT = "policytrail/service/1"


@dataclass(frozen=True, slots=True)
class ProvisionLine:
    """A provision in one line, as lists show it."""

    provision_id: str
    type: str
    title: str
    """The name of the type, in words."""
    service: str
    service_id: str
    policy_type: str
    source_id: str
    severity: Severity
    confidence: float
    excerpt: str
    """The words that state it, verbatim."""
    block: int
    """Position of its block in the current text, from 0."""
    group: str = ""
    """The group of types in the taxonomy that its type belongs to."""

    __pydantic_config__: ClassVar[ConfigDict] = _CONFIG


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

    __pydantic_config__: ClassVar[ConfigDict] = _CONFIG


@dataclass(frozen=True, slots=True)
class ServiceRecord:
    """One service."""

    format: str
    """`policytrail/service/1`"""
    service_id: str
    service: str
    sources: tuple[SourceLine, ...]
    changes: tuple[ChangeLine, ...]
    """Latest first."""
    provisions: tuple[ProvisionLine, ...]
    """Of the current texts, gravest first."""
    contradictions: tuple[ContradictionRecord, ...] = ()
    """Between or within the current texts."""

    __pydantic_config__: ClassVar[ConfigDict] = _CONFIG


def gravest_first(lines: Iterable[ProvisionLine]) -> tuple[ProvisionLine, ...]:
    """Return provisions by severity, then by type and place."""
    return tuple(sorted(lines, key=lambda one: (-one.severity.weight, one.title, one.provision_id)))


def service_record(
    histories: Sequence[SourceHistory],
    provisions: Iterable[ProvisionLine] = (),
    contradictions: Iterable[Contradiction] = (),
) -> ServiceRecord:
    """Return what is known of the service that all the histories belong to."""
    lines = [change_line(change) for history in histories for change in history.changes]
    source = histories[0].source
    return ServiceRecord(
        format=SERVICE_FORMAT,
        service_id=source.service_id,
        service=source.service,
        sources=tuple(source_line(history) for history in histories),
        changes=tuple(sorted(lines, key=lambda one: (one.not_after, one.change_id))[::-1]),
        provisions=gravest_first(provisions),
        contradictions=tuple(_contradiction(one) for one in contradictions),
    )


def _contradiction(one: Contradiction) -> ContradictionRecord:
    second = one.second
    return ContradictionRecord(
        what=one.what,
        detail=one.detail,
        first_source=one.first_source,
        first_block=one.first.position,
        first=one.first.excerpt,
        second_source=one.second_source,
        second_block=second.position if second else None,
        second=second.excerpt if second else None,
    )
