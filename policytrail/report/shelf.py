"""All that a site says about provisions, composed of what was found in the current texts."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from policytrail.model import Document, SourceHistory
from policytrail.model.governance import Lineage, PolicyRead, StoredProvision
from policytrail.model.provision import Provision, ProvisionMove
from policytrail.provisions.prevalence import prevalence_of
from policytrail.provisions.regulations import Regulations
from policytrail.provisions.taxonomy import Taxonomy
from policytrail.report.phrases import counted, words_of
from policytrail.report.provision_described import (
    Case,
    provision_line,
    provision_record,
    type_record,
)
from policytrail.report.provision_records import (
    MoveRecord,
    PrevalenceRecord,
    Shelf,
    TypePageRecord,
    TypeRecord,
)
from policytrail.report.services import ProvisionLine, gravest_first

PEERS = 3
"""Other services' clauses on a provision's page."""
_TOLD = frozenset(ProvisionMove) - {ProvisionMove.KEPT}


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found in the current text of one source."""

    history: SourceHistory
    document: Document
    """Of the last version."""
    lineages: tuple[Lineage, ...]
    """Of the source through all its versions."""
    taxonomy_version: str


@dataclass(frozen=True, slots=True)
class _Found:
    """One provision of a current text."""

    findings: Findings
    lineage: Lineage
    provision: Provision
    line: ProvisionLine
    words: frozenset[str]


def shelf_of(
    findings: Sequence[Findings], taxonomy: Taxonomy, laws: Regulations, as_of: datetime
) -> Shelf:
    """Return the records of all provisions of the current texts, and of all types."""
    kinds = {one.id: type_record(one, laws) for one in taxonomy.types}
    found = [each for one in findings for each in _current(one, kinds)]
    counts = _prevalences(findings, found, kinds, as_of)
    by_type: dict[str, list[_Found]] = {}
    by_source: dict[str, list[ProvisionLine]] = {}
    for one in found:
        by_type.setdefault(one.line.type, []).append(one)
        by_source.setdefault(one.line.source_id, []).append(one.line)
    records = [
        provision_record(
            Case(
                provision_id=one.line.provision_id,
                provision=one.provision,
                source=one.findings.history.source,
                version=one.findings.history.versions[-1],
                document=one.findings.document,
                is_current=True,
                prevalence=counts[one.line.type],
                peers=_peers(one, by_type[one.line.type]),
                others=_others(one.line, by_source[one.line.source_id]),
                history=tuple(moves_of(one.lineage, one.findings.history)),
            ),
            kinds[one.line.type],
        )
        for one in found
    ]
    pages = [
        TypePageRecord(
            "policytrail/type/1",
            kind,
            counts[name],
            gravest_first(one.line for one in by_type.get(name, ())),
        )
        for name, kind in kinds.items()
    ]
    return Shelf(tuple(records), tuple(pages))


def moves_of(lineage: Lineage, history: SourceHistory) -> Iterator[MoveRecord]:
    """Yield what happened to a provision, each with the change in which it happened."""
    changes = {
        (change.transition.not_before, change.transition.not_after): change
        for change in history.changes
    }
    for event in lineage.events:
        if event.version == 0 or event.move not in _TOLD or event.version >= len(history.versions):
            continue
        before, after = history.versions[event.version - 1 : event.version + 1]
        change = changes.get((before.last.captured_at, after.first.captured_at))
        if change:
            yield MoveRecord(
                change.change_id,
                change.transition.not_before,
                change.transition.not_after,
                str(event.move),
                event.reason,
            )


def _current(one: Findings, kinds: dict[str, TypeRecord]) -> Iterator[_Found]:
    """Yield the provisions that the last version has, of the types that the taxonomy knows."""
    last = len(one.history.versions) - 1
    for lineage in one.lineages:
        event = lineage.events[-1]
        if event.version != last or event.provision is None or lineage.type not in kinds:
            continue
        line = provision_line(
            lineage.provision_id,
            event.provision,
            one.history.source,
            kinds[lineage.type].title,
        )
        words = frozenset(event.provision.excerpt.casefold().split())
        yield _Found(one, lineage, event.provision, line, words)


def _peers(one: _Found, others: Iterable[_Found]) -> tuple[ProvisionLine, ...]:
    """Return how other services say it, most similar first, one clause a service."""
    ranked = sorted(
        (
            (len(one.words & other.words) / (len(one.words | other.words) or 1), other.line)
            for other in others
            if other.line.service_id != one.line.service_id
        ),
        key=lambda pair: (-pair[0], pair[1].provision_id),
    )
    seen: dict[str, ProvisionLine] = {}
    for _, line in ranked:
        seen.setdefault(line.service_id, line)
        if len(seen) == PEERS:
            break
    return tuple(seen.values())


def _others(one: ProvisionLine, lines: Sequence[ProvisionLine]) -> tuple[ProvisionLine, ...]:
    return gravest_first(line for line in lines if line.provision_id != one.provision_id)


def _prevalences(
    findings: Sequence[Findings],
    found: Sequence[_Found],
    kinds: Iterable[str],
    as_of: datetime,
) -> dict[str, PrevalenceRecord | None]:
    """Return how usual each type is among the policies that were read."""
    reads = {one.history.source.source_id: _read(one) for one in findings}
    stored = [
        StoredProvision(
            reads[one.line.source_id],
            one.line.type,
            one.line.severity,
            one.line.excerpt,
            one.line.confidence,
        )
        for one in found
    ]
    policies = tuple(reads.values())
    if not policies:
        return dict.fromkeys(kinds)
    denominator = _denominator(policies)
    counted_ones = {name: prevalence_of(name, policies, stored) for name in kinds}
    return {
        name: PrevalenceRecord(
            services=len(one.services),
            of=one.of_services,
            wording=one.wording,
            denominator=denominator,
            as_of=as_of,
            taxonomy_version=one.taxonomy_version,
        )
        for name, one in counted_ones.items()
    }


def _read(one: Findings) -> PolicyRead:
    source = one.history.source
    return PolicyRead(
        source.service_id,
        source.source_id,
        source.policy_type,
        one.history.versions[-1].document_sha256,
        one.document.language,
        one.taxonomy_version,
    )


def _denominator(policies: Sequence[PolicyRead]) -> str:
    """Return in words which policies were counted."""
    types = Counter(policy.policy_type for policy in policies)
    named = ", ".join(f"{count} {words_of(name)}" for name, count in types.most_common())
    services = len({policy.service_id for policy in policies})
    return (
        f"the current texts of {counted(len(policies), 'policy', 'policies')} of "
        f"{counted(services, 'service')} ({named})"
    )
