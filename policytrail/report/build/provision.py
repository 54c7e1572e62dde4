"""Provisions, their types and the laws about them -> the records that are published."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from policytrail.model import Attribute, NamedProvision, Provision, Severity, Source
from policytrail.provisions import ProvisionType, Regulations, authorities_for_laws, laws_with_ids
from policytrail.report.build.clause_terms import NO_TERMS, clause_terms
from policytrail.report.build.service import ProvisionLine
from policytrail.report.paths import provision_link
from policytrail.report.records import (
    AgencyRecord,
    AttributeRecord,
    LawRecord,
    LineageEventRecord,
    PrevalenceRecord,
    ProvisionRecord,
    TypePageRecord,
    TypeProvisionLine,
    TypeRecord,
)

TYPE_FORMAT = "policytrail/type/2"
AROUND_CHARS = 160
"""Of the words shown before and after a clause."""


@dataclass(frozen=True, slots=True)
class FoundProvision:
    """A provision of the current text with its history."""

    named: NamedProvision
    history: tuple[LineageEventRecord, ...] = ()


def type_record(kind: ProvisionType, known: Regulations) -> TypeRecord:
    """Return a type as the taxonomy describes it, with the laws that speak about it."""
    laws = laws_with_ids(kind.regulations, known)
    watched = {
        agency.id: ", ".join(law.title for law in laws if agency.id in law.authorities)
        for agency in authorities_for_laws(kind.regulations, known)
    }
    return TypeRecord(
        type=kind.id,
        title=kind.title,
        group=kind.group,
        what=kind.what,
        user=kind.user,
        institution=kind.institution,
        laws=tuple(
            LawRecord(
                law.id,
                law.title,
                law.jurisdiction,
                law.citation,
                law.says,
                url=law.link,
                checked=date.fromisoformat(law.checked) if law.checked else None,
                when=law.when,
            )
            for law in laws
        ),
        agencies=tuple(
            AgencyRecord(
                agency.name,
                watched[agency.id],
                agency.url,
                tuple(law.id for law in laws if agency.id in law.authorities),
            )
            for agency in authorities_for_laws(kind.regulations, known)
        ),
    )


def provision_line(named: NamedProvision, source: Source, kind: TypeRecord) -> ProvisionLine:
    """Return a provision as lists show it."""
    provision = named.provision
    return ProvisionLine(
        provision_id=named.provision_id,
        type=provision.type,
        title=kind.title,
        service=source.service,
        service_id=source.service_id,
        policy_type=source.policy_type,
        source_id=source.source_id,
        severity=provision.severity,
        confidence=provision.confidence,
        excerpt=provision.led_excerpt,
        block=provision.quote.position,
        group=kind.group,
        aliases=named.aliases,
    )


def type_page_record(
    kind: TypeRecord, prevalence: PrevalenceRecord | None, lines: Iterable[ProvisionLine]
) -> TypePageRecord:
    """Return a type with its provisions in the current texts of all services."""
    ordered = sorted(
        lines,
        key=lambda line: (-line.severity.weight, line.service.casefold(), line.source_id),
    )
    return TypePageRecord(
        TYPE_FORMAT,
        kind,
        prevalence,
        tuple(
            TypeProvisionLine(
                line.provision_id,
                line.service,
                line.service_id,
                line.policy_type,
                line.severity,
                line.excerpt,
                provision_link(line.source_id, line.provision_id),
            )
            for line in ordered
        ),
    )


def provision_record(
    provision_found: FoundProvision, kind: TypeRecord, *, is_business: bool = False
) -> ProvisionRecord:
    """Return the published record of a provision of a text, or of a contract between businesses."""
    provision = provision_found.named.provision
    attributes = attribute_records(provision)
    is_minor = provision.severity is Severity.LOW
    terms = (
        NO_TERMS
        if is_minor
        else clause_terms(kind, provision.led_excerpt, attributes, is_business=is_business)
    )
    return ProvisionRecord(
        provision_id=provision_found.named.provision_id,
        type=kind.type,
        title=kind.title,
        severity=provision.severity,
        severity_rule=provision.severity_rule,
        confidence=provision.confidence,
        stated=str(provision.stated),
        block=provision.quote.position,
        start=provision.quote.start,
        end=provision.quote.end,
        note=provision.note,
        attributes=attributes,
        history=provision_found.history,
        what=terms.what,
        matters=terms.matters,
        tasks=terms.tasks,
        aliases=provision_found.named.aliases,
    )


def without_repeats(record: ProvisionRecord, sentences_said: set[str]) -> ProvisionRecord:
    """Return a record without sentences that the page already has, and add its own to them."""
    kept = {
        part: tuple(line for line in lines if line not in sentences_said)
        for part, lines in (
            ("what", record.what),
            ("matters", record.matters),
            ("tasks", record.tasks),
        )
    }
    sentences_said.update(line for lines in kept.values() for line in lines)
    return replace(record, **kept)


def attribute_records(provision: Provision) -> tuple[AttributeRecord, ...]:
    """Return the attributes of a provision."""
    return tuple(map(_attribute_record, provision.attributes))


def _attribute_record(attribute: Attribute) -> AttributeRecord:
    excerpt = attribute.quote.excerpt if attribute.quote else ""
    return AttributeRecord(attribute.name, attribute.value, excerpt, attribute.reason)
