"""Invented provisions for the tests of the reports."""

from dataclasses import replace
from datetime import date

from policytrail.model import Document, Quote, Severity
from policytrail.report.build.provision import type_page_record
from policytrail.report.build.service import ProvisionLine
from policytrail.report.records.provision import (
    AgencyRecord,
    AttributeRecord,
    ComparisonRecord,
    LawRecord,
    LineageEventRecord,
    PrevalenceRecord,
    ProvisionRecord,
    TypeRecord,
)
from tests.report import told
from tests.report.values import day

ARBITRATION = TypeRecord(
    type="arbitration",
    title="Arbitration",
    group="disputes",
    what="Claims go to a private arbitrator instead of a court.",
    user="You cannot bring your case before a judge, and rarely appeal.",
    institution="Check whether procurement rules allow private arbitration at all.",
    laws=(
        LawRecord(
            "uctd",
            "Unfair Terms Directive",
            "EU",
            "Annex 1(q)",
            "names terms that hinder legal action as unfair candidates.",
            "https://law.example/uctd",
            date(2026, 5, 1),
        ),
    ),
    agencies=(
        AgencyRecord(
            "Nordhaven Consumer Office",
            "Unfair Terms Directive",
            "https://office.example/",
        ),
    ),
)
LICENCE = replace(
    ARBITRATION,
    type="content_license",
    title="Licence to your content",
    group="content",
    laws=(),
    agencies=(),
)
PREVALENCE = PrevalenceRecord(
    26, 325, "uncommon", "services whose terms of service are held in English", "1"
)
ATTRIBUTES = (
    AttributeRecord("binding", True, "binding arbitration", ""),
    AttributeRecord("opt_out_days", 0, "", "no way to opt out is named"),
    AttributeRecord("place", "Nordhaven", "Nordhaven law", ""),
)
HISTORY = (
    LineageEventRecord(
        told.history().changes[0].change_id, day(6), day(7), "added", "It was not there before."
    ),
)


def line(
    number: int, service: str, severity: Severity, excerpt: str, kind: TypeRecord = ARBITRATION
) -> ProvisionLine:
    """Return a provision of a service."""
    return ProvisionLine(
        provision_id=f"PT-P-{number:012d}",
        type=kind.type,
        title=kind.title,
        service=service,
        service_id="aurora" if service == "Aurora Images" else "brook",
        policy_type="privacy_policy" if service == "Aurora Images" else "terms_of_service",
        source_id="aurora-privacy" if service == "Aurora Images" else "brook-terms",
        severity=severity,
        confidence=0.93,
        excerpt=excerpt,
        block=3,
        group=kind.group,
    )


OURS = line(
    1, "Aurora Images", Severity.HIGH, "You agree to settle a claim by binding arbitration."
)
PEER = line(2, "Brook Mail", Severity.MEDIUM, "You agree to settle a claim by binding arbitration.")
OTHER = line(3, "Aurora Images", Severity.LOW, "Last updated: 2 March 2026", LICENCE)


def record(of: ProvisionLine, kind: TypeRecord = ARBITRATION) -> ProvisionRecord:
    """Return all that is said about a provision."""
    return ProvisionRecord(
        provision_id=of.provision_id,
        type=kind.type,
        title=kind.title,
        severity=of.severity,
        severity_rule="binding_without_opt_out",
        confidence=of.confidence,
        stated="express",
        block=of.block,
        start=0,
        end=len(of.excerpt),
        note="The text was cut off after block 7.",
        attributes=ATTRIBUTES,
        history=HISTORY,
    )


def quote_of(document: Document) -> Quote:
    """Return the first words of a document's second block."""
    return Quote(1, document.blocks[1], 0, 40)


LINES = (OURS, PEER, OTHER)
RECORDS = (record(OURS), record(PEER), record(OTHER, LICENCE))
TYPES = (
    type_page_record(ARBITRATION, PREVALENCE, (OURS, PEER)),
    type_page_record(LICENCE, None, (OTHER,)),
)


def records_of(source_id: str) -> tuple[ProvisionRecord, ...]:
    """Return what is said about the provisions of a source."""
    of_line = zip(LINES, RECORDS, strict=True)
    return tuple(one for line, one in of_line if line.source_id == source_id)


COMPARISON = ComparisonRecord(
    "policytrail/comparison/1",
    (("aurora", "Aurora Images"), ("brook", "Brook Mail")),
    (("arbitration", "Arbitration"), ("content_license", "Licence to your content")),
    (OURS, PEER, OTHER),
)
