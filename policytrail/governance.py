"""The provisions and trackers of a source through its versions."""

from collections.abc import Mapping

from policytrail.announcements import announced_by
from policytrail.clause_changes import (
    compare_findings,
    find_clauses,
    find_declared_trackers,
    told_moves,
)
from policytrail.model import (
    Change,
    CurrentProvisions,
    Document,
    DocumentFindings,
    DocumentPair,
    Findings,
    NamedProvision,
    SourceHistory,
)
from policytrail.previews import NO_PREVIEWS, Previews
from policytrail.provisions import (
    SURE,
    build_lineages,
    shipped_taxonomy,
)
from policytrail.significance.weigh import notices_in

_READER = "8"
"""Raised by every change of the finders, beside the taxonomy, that can find something else."""


def reader_version() -> str:
    """Return what decides, beside a document, what it is found to say."""
    return f"{shipped_taxonomy().version}.{_READER}"


def read_document(document: Document) -> DocumentFindings:
    """Return what a document says: provisions, and the trackers that it declares."""
    return DocumentFindings(
        find_clauses(document), find_declared_trackers(document), notices_in(document)
    )


def unread_findings(reason: str) -> DocumentFindings:
    """Return what is kept of a document that could not be read, with the reason in plain words."""
    return DocumentFindings(Findings((), reason, (), shipped_taxonomy().version), ())


def current_provisions(
    history: SourceHistory,
    said: Mapping[str, DocumentFindings],
    documents: Mapping[str, Document],
    previews: Previews = NO_PREVIEWS,
) -> CurrentProvisions:
    """Return the current provisions of a source under their lasting ids, and what changed.

    `findings` holds what each version's document was found to say, a missing one counts as silent;
    `documents` are the texts, against which every move is checked; `previews` are the captured
    previews of texts that the source announced.
    """
    if not history.versions:
        return CurrentProvisions()
    nothing = DocumentFindings(Findings(()), ())
    versions = [said.get(version.document_sha256, nothing) for version in history.versions]
    pairs = [_build_pair(change, documents) for change in history.changes]
    steps = tuple(
        compare_findings(before, after, pair)
        for pair, before, after in zip(pairs, versions, versions[1:], strict=False)
    )
    if len(steps) < len(versions) - 1:
        # A change is not assessed yet: without its diff nothing can be followed through it.
        versions, steps = versions[-1:], ()
    lineages = build_lineages(
        history.source.source_id,
        [version.findings.provisions for version in versions],
        [step.provisions for step in steps],
    )
    last = len(versions) - 1
    current = [
        (
            NamedProvision(lineage.provision_id, lineage.events[-1].provision, lineage.aliases),
            lineage.events,
        )
        for lineage in lineages
        if lineage.events[-1].version == last and lineage.events[-1].provision is not None
    ]
    return CurrentProvisions(
        tuple(named for named, _ in current),
        tuple(events for _, events in current),
        tuple(told_moves(step, pair) for step, pair in zip(steps, pairs, strict=False)),
        announced_by(
            history,
            {name: findings.notices for name, findings in said.items()},
            documents,
            previews,
        ),
    )


def leading_provisions(governed: CurrentProvisions) -> CurrentProvisions:
    """Return one sure provision of each type: the gravest, of those the surest, of those the first.

    A policy says most things several times: 41 real policies have 130 provisions each, of 25 types.
    A page for each would bury what a reader looks for, and the gravest that is not sure is the one
    that is read wrong most often. All of them stand in the database, with their confidence.
    """
    best: dict[str, int] = {}
    for place, named in enumerate(governed.current):
        kind = named.provision.type
        if named.provision.confidence < SURE:
            continue
        if kind not in best or _provision_rank(named) < _provision_rank(
            governed.current[best[kind]]
        ):
            best[kind] = place
    places = sorted(best.values())
    return CurrentProvisions(
        tuple(governed.current[place] for place in places),
        tuple(governed.events[place] for place in places),
        governed.steps,
        governed.announced,
    )


def _provision_rank(named: NamedProvision) -> tuple[int, float, int]:
    provision = named.provision
    return -provision.severity.weight, -provision.confidence, provision.quote.position


def _build_pair(change: Change, documents: Mapping[str, Document]) -> DocumentPair:
    transition, assessment = change.transition, change.assessment
    return DocumentPair(
        documents[transition.before.document_sha256],
        documents[transition.after.document_sha256],
        assessment.diff,
        assessment.significance.hunk_kinds,
    )
