"""Provisions, their types and the laws about them -> the records that are published."""

from dataclasses import dataclass
from datetime import date

from policytrail.model import Document, Source, Version
from policytrail.model.provision import Attribute, NamedProvision
from policytrail.provisions.regulations import Regulations, authorities_of, laws_of
from policytrail.provisions.taxonomy import ProvisionType
from policytrail.report.build.analysis import Grounds, analysis_of, answers_of
from policytrail.report.build.change import source_name, version_record
from policytrail.report.build.citations import Cited, citation_of
from policytrail.report.build.clause_terms import terms_of
from policytrail.report.build.section_path import section_at
from policytrail.report.build.service import ProvisionLine
from policytrail.report.paths import provision_path
from policytrail.report.records.provision import (
    AgencyRecord,
    AttributeRecord,
    ClauseRecord,
    LawRecord,
    MoveRecord,
    PrevalenceRecord,
    ProvisionRecord,
    TypeRecord,
)
from policytrail.report.words.phrases import words_of

PROVISION_FORMAT = "policytrail/provision/1"
AROUND_CHARS = 300
"""Of the words shown before and after a clause."""


@dataclass(frozen=True, slots=True)
class Case:
    """One provision with all that its page says beside it."""

    named: NamedProvision
    source: Source
    version: Version
    """The version whose document it was found in."""
    document: Document
    is_current: bool
    """Whether that version is the last one seen; its text is then on the site."""
    prevalence: PrevalenceRecord | None = None
    peers: tuple[ProvisionLine, ...] = ()
    others: tuple[ProvisionLine, ...] = ()
    history: tuple[MoveRecord, ...] = ()


def type_record(kind: ProvisionType, known: Regulations) -> TypeRecord:
    """Return a type as the taxonomy describes it, with the laws that speak about it."""
    laws = laws_of(kind.regulations, known)
    watched = {
        agency.id: ", ".join(law.title for law in laws if agency.id in law.authorities)
        for agency in authorities_of(kind.regulations, known)
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
            for agency in authorities_of(kind.regulations, known)
        ),
    )


def provision_line(named: NamedProvision, source: Source, kind: TypeRecord) -> ProvisionLine:
    """Return a provision as lists show it."""
    found = named.provision
    return ProvisionLine(
        provision_id=named.provision_id,
        type=found.type,
        title=kind.title,
        service=source.service,
        service_id=source.service_id,
        policy_type=source.policy_type,
        source_id=source.source_id,
        severity=found.severity,
        confidence=found.confidence,
        excerpt=found.excerpt,
        block=found.quote.position,
        group=kind.group,
    )


def provision_record(case: Case, kind: TypeRecord) -> ProvisionRecord:
    """Return all that is said about a provision."""
    found = case.named.provision
    attributes = tuple(_attribute(one) for one in found.attributes)
    version = version_record(case.version)
    terms = terms_of(kind, found.excerpt, attributes)
    grounds = Grounds(terms.tasks, case.history)
    cited = Cited(
        case.named.provision_id,
        case.source.service,
        f"{words_of(case.source.policy_type)}: {kind.title}",
        version.last,
        provision_path(case.named.provision_id),
    )
    return ProvisionRecord(
        format=PROVISION_FORMAT,
        provision_id=case.named.provision_id,
        source=source_name(case.source),
        type=kind,
        clause=_clause(case),
        severity=found.severity,
        severity_rule=found.severity_rule,
        confidence=found.confidence,
        stated=str(found.stated),
        note=found.note,
        attributes=attributes,
        prevalence=case.prevalence,
        peers=case.peers,
        analysis=analysis_of(kind, found.severity, found.severity_rule, attributes, grounds),
        questions=answers_of(kind, case.prevalence, found.confidence, case.history),
        version=version,
        is_current=case.is_current,
        has_text=case.is_current,
        history=case.history,
        others=case.others,
        citation=citation_of(cited),
        taxonomy_version=found.taxonomy_version,
        what=terms.what,
        matters=terms.matters,
    )


def _attribute(one: Attribute) -> AttributeRecord:
    excerpt = one.quote.excerpt if one.quote else ""
    return AttributeRecord(one.name, one.value, excerpt, one.reason)


def _clause(case: Case) -> ClauseRecord:
    quote = case.named.provision.quote
    anchored = quote.anchor_in(case.document)
    text, blocks = quote.block.text, case.document.blocks
    before, after = text[: quote.start].strip(), text[quote.end :].strip()
    if not before and quote.position > 0:
        before = blocks[quote.position - 1].text
    if not after and quote.position + 1 < len(blocks):
        after = blocks[quote.position + 1].text
    return ClauseRecord(
        excerpt=quote.excerpt,
        before=_tail(before),
        after=_head(after),
        section=section_at(case.document, quote.position),
        block=quote.position,
        start=quote.start,
        end=quote.end,
        anchor=anchored.anchor,
        times=anchored.times,
    )


def _head(text: str) -> str:
    """Return the first words of a text."""
    if len(text) <= AROUND_CHARS:
        return text
    return text[:AROUND_CHARS].rsplit(" ", 1)[0] + " …"


def _tail(text: str) -> str:
    """Return the last words of a text."""
    if len(text) <= AROUND_CHARS:
        return text
    return "… " + text[-AROUND_CHARS:].split(" ", 1)[-1]
