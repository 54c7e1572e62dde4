"""The published form of a provision: what it says, how grave and how usual it is, and the proof."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from pydantic import ConfigDict

from policytrail.model import Anchor, Severity
from policytrail.report.build.service import ProvisionLine
from policytrail.report.build.text import MarkRecord
from policytrail.report.records.change import SourceName, VersionRecord

_CONFIG = ConfigDict(use_attribute_docstrings=True, extra="forbid")


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

    __pydantic_config__: ClassVar[ConfigDict] = _CONFIG


@dataclass(frozen=True, slots=True)
class AgencyRecord:
    """An authority that watches over such provisions."""

    name: str
    reason: str
    """The laws that it watches over."""
    url: str
    """Where a complaint can be made."""
    laws: tuple[str, ...] = ()
    """The ids of the laws that it watches over."""

    __pydantic_config__: ClassVar[ConfigDict] = _CONFIG


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

    __pydantic_config__: ClassVar[ConfigDict] = _CONFIG


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
    as_of: datetime
    taxonomy_version: str

    __pydantic_config__: ClassVar[ConfigDict] = _CONFIG

    @property
    def percent(self) -> int:
        """Return the share in whole per cent."""
        return round(100 * self.services / self.of) if self.of else 0


@dataclass(frozen=True, slots=True)
class AttributeRecord:
    """One thing that a provision says in particular."""

    name: str
    value: bool | int | float | str
    excerpt: str
    """The words that say it; empty if it follows from what is not said."""
    reason: str

    __pydantic_config__: ClassVar[ConfigDict] = _CONFIG


@dataclass(frozen=True, slots=True)
class MoveRecord:
    """What happened to a provision in a change."""

    change_id: str
    not_before: datetime
    not_after: datetime
    move: str
    """`added`, `strengthened`, `weakened`, `reworded`, `moved` or `removed`."""
    reason: str

    __pydantic_config__: ClassVar[ConfigDict] = _CONFIG


@dataclass(frozen=True, slots=True)
class NoteRecord:
    """One heading of the analysis for institutions, with sentences that each have a ground."""

    heading: str
    sentences: tuple[str, ...]

    __pydantic_config__: ClassVar[ConfigDict] = _CONFIG


@dataclass(frozen=True, slots=True)
class AnswerRecord:
    """A question that readers ask, answered from what stands on the page."""

    question: str
    answer: str

    __pydantic_config__: ClassVar[ConfigDict] = _CONFIG


@dataclass(frozen=True, slots=True)
class CitationRecord:
    """The page, ready to be cited."""

    plain: str
    bibtex: str
    csl_json: str

    __pydantic_config__: ClassVar[ConfigDict] = _CONFIG


@dataclass(frozen=True, slots=True)
class ClauseRecord:
    """The words that state a provision, in their surroundings; all verbatim."""

    excerpt: str
    before: str
    """The words of its block before it, or the block before, if it begins its block."""
    after: str
    section: str
    """The headings under which it stands, outermost first."""
    block: int
    """Position of its block in the document, from 0."""
    start: int
    end: int
    """`text[start:end]` of the block is the excerpt."""
    anchor: Anchor = Anchor.FOUND
    """Whether the words stand once in the text; the block says which ones are meant if not."""
    times: int = 1
    """How often they stand in the text."""

    __pydantic_config__: ClassVar[ConfigDict] = _CONFIG


@dataclass(frozen=True, slots=True)
class ProvisionRecord:
    """All that is said about one provision."""

    format: str
    """`policytrail/provision/1`"""
    provision_id: str
    source: SourceName
    type: TypeRecord
    clause: ClauseRecord
    severity: Severity
    severity_rule: str
    """The rule of the taxonomy that set the severity."""
    confidence: float
    """0-1, calibrated: of those said with 0.9, nine in ten are right."""
    stated: str
    """`express` or `inferred`."""
    note: str
    """What a reader must know before relying on it."""
    attributes: tuple[AttributeRecord, ...]
    prevalence: PrevalenceRecord | None
    peers: tuple[ProvisionLine, ...]
    """How other services say it, most similar first."""
    analysis: tuple[NoteRecord, ...]
    questions: tuple[AnswerRecord, ...]
    version: VersionRecord
    """The version that was read."""
    is_current: bool
    """Whether that version is the last one seen."""
    has_text: bool
    """Whether the site holds the text that it was found in."""
    history: tuple[MoveRecord, ...]
    """In order of time."""
    others: tuple[ProvisionLine, ...]
    """Other provisions of the same policy, gravest first."""
    citation: CitationRecord
    taxonomy_version: str
    what: tuple[str, ...] = ()
    """What this clause says: who does what, to whom, when, on which condition."""
    matters: tuple[str, ...] = ()
    """What follows from it for the person whom it binds."""

    __pydantic_config__: ClassVar[ConfigDict] = _CONFIG


@dataclass(frozen=True, slots=True)
class TypePageRecord:
    """One type over all services."""

    format: str
    """`policytrail/type/1`"""
    type: TypeRecord
    prevalence: PrevalenceRecord | None
    provisions: tuple[ProvisionLine, ...]
    """Gravest first."""

    __pydantic_config__: ClassVar[ConfigDict] = _CONFIG


@dataclass(frozen=True, slots=True)
class ComparisonRecord:
    """Two to five services beside each other, type by type."""

    format: str
    """`policytrail/comparison/1`"""
    services: tuple[tuple[str, str], ...]
    """Id and name of each."""
    types: tuple[tuple[str, str], ...]
    """Id and title of each type that one of them has."""
    provisions: tuple[ProvisionLine, ...]

    __pydantic_config__: ClassVar[ConfigDict] = _CONFIG


@dataclass(frozen=True, slots=True)
class Shelf:
    """All that a site holds about provisions."""

    provisions: tuple[ProvisionRecord, ...] = ()
    types: tuple[TypePageRecord, ...] = ()
    comparisons: tuple[ComparisonRecord, ...] = ()

    def of_source(self, source_id: str) -> tuple[ProvisionRecord, ...]:
        """Return the provisions of a source's current text."""
        return tuple(
            one for one in self.provisions if one.is_current and one.source.source_id == source_id
        )


def line_of(record: ProvisionRecord) -> ProvisionLine:
    """Return a provision as lists show it."""
    return ProvisionLine(
        provision_id=record.provision_id,
        type=record.type.type,
        title=record.type.title,
        service=record.source.service,
        service_id=record.source.service_id,
        policy_type=record.source.policy_type,
        source_id=record.source.source_id,
        severity=record.severity,
        confidence=record.confidence,
        excerpt=record.clause.excerpt,
        block=record.clause.block,
        group=record.type.group,
    )


def mark_of(record: ProvisionRecord) -> MarkRecord:
    """Return a provision as its text marks it."""
    clause = record.clause
    return MarkRecord(
        record.provision_id,
        record.type.type,
        record.type.title,
        record.severity,
        clause.block,
        clause.start,
        clause.end,
    )
