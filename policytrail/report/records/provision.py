"""The published form of provisions: their content, severity, prevalence and evidence."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from pydantic import ConfigDict

from policytrail.model import Severity
from policytrail.report.build import ProvisionLine
from policytrail.report.record_config import RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class LawRecord:
    """A law that a provision touches."""

    law_id: str
    name: str
    jurisdiction: str
    """E.g. `EU`, `US-CA`."""
    citation: str
    """Where in the law, e.g. `Article 6`."""
    reason: str
    """What it asks of such a provision."""
    url: str
    checked: date | None
    """When the entry was last held against the law's text; None if it never was."""
    when: str = ""
    """The condition under which the law applies."""

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class AgencyRecord:
    """An authority that supervises such provisions."""

    name: str
    reason: str
    """The laws that it watches over."""
    url: str
    """Where a complaint can be made."""
    laws: tuple[str, ...] = ()
    """The ids of the laws that it watches over."""

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class TypeRecord:
    """A type of provision, as the taxonomy describes it."""

    type: str
    title: str
    group: str
    what: str
    user: str
    """Why it matters for the person whom the policy binds."""
    institution: str
    """Why it matters for a school, authority or company that uses the service."""
    laws: tuple[LawRecord, ...] = ()
    agencies: tuple[AgencyRecord, ...] = ()

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class PrevalenceRecord:
    """In how many of the tracked services a type occurs; the denominator is spelled out."""

    services: int
    """Services in whose policies the type was found."""
    of: int
    """Services whose policies of the named types were read."""
    wording: str
    """`common`, `usual`, `uncommon` or `rare`, by written thresholds."""
    denominator: str
    """Which policies were counted, in words."""
    taxonomy_version: str

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG

    @property
    def percent(self) -> int:
        """Return the share in whole per cent."""
        return round(100 * self.services / self.of) if self.of else 0


@dataclass(frozen=True, slots=True)
class AttributeRecord:
    """One attribute of a provision."""

    name: str
    value: bool | int | float | str
    excerpt: str = ""
    """The words that say it; empty if it follows from what is not said."""
    reason: str = ""

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class LineageEventRecord:
    """What happened to a provision in a change."""

    change_id: str
    not_before: datetime
    not_after: datetime
    move: str
    """`added`, `strengthened`, `weakened`, `reworded`, `moved` or `removed`."""
    reason: str

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class CitationRecord:
    """The page, ready to be cited."""

    plain: str
    bibtex: str
    csl_json: str

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class ProvisionRecord:
    """All about one provision; what concerns its type is on the type's page."""

    provision_id: str
    type: str
    title: str
    """The name of the type, in words."""
    severity: Severity
    severity_rule: str
    """The rule of the taxonomy that set the severity."""
    confidence: float
    """0-1, calibrated: of those said with 0.9, nine in ten are right."""
    block: int
    """Position of its block in the text, from 0."""
    start: int
    end: int
    """`text[start:end]` of the block states it."""
    stated: str = "express"
    """`express` or `inferred`."""
    note: str = ""
    """What a reader must know before relying on it."""
    attributes: tuple[AttributeRecord, ...] = ()
    history: tuple[LineageEventRecord, ...] = ()
    """In order of time."""
    what: tuple[str, ...] = ()
    """What this clause says, in sentences about it; empty for provisions of low severity."""
    matters: tuple[str, ...] = ()
    """What follows for the person whom the policy binds."""
    tasks: tuple[str, ...] = ()
    """What an institution has to do about this clause."""
    aliases: tuple[str, ...] = ()
    """Ids that it had while its earliest wordings were not known; links to them lead here."""

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class TypeProvisionLine:
    """A provision in one line, as the page of its type shows it."""

    provision_id: str
    service: str
    service_id: str
    policy_type: str
    severity: Severity
    excerpt: str
    """The words that state it, verbatim."""
    path: str
    """Where it stands on the site, relative to its root."""

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class TypePageRecord:
    """One type over all services."""

    format: str
    """`policytrail/type/2`"""
    type: TypeRecord
    prevalence: PrevalenceRecord | None
    provisions: tuple[TypeProvisionLine, ...]
    """Gravest first."""

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class ComparisonRecord:
    """Two to five services side by side, type by type."""

    format: str
    """`policytrail/comparison/1`"""
    services: tuple[tuple[str, str], ...]
    """Id and name of each."""
    types: tuple[tuple[str, str], ...]
    """Id and title of each type that one of them has."""
    provisions: tuple[ProvisionLine, ...]

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG
