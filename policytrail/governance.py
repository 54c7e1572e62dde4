"""The provisions and trackers of a source through its versions."""

from collections.abc import Mapping

from policytrail.model import Change, Document, SourceHistory
from policytrail.model.provision import Findings, NamedProvision
from policytrail.model.said import Governed, Said, Step
from policytrail.provisions import shipped_finder
from policytrail.provisions.lineage import follow, lineages_of
from policytrail.provisions.taxonomy import shipped
from policytrail.text import sha256_of
from policytrail.trackers import find as find_trackers
from policytrail.trackers.changes import changes_of

_READER = "1"
"""Raised by every change of the finders, beside the taxonomy, that can find something else."""


def reader_version() -> str:
    """Return what decides, beside a document, what it is found to say."""
    return f"{shipped().version}.{_READER}"


def read(document: Document) -> Said:
    """Return what a document says: provisions, and the trackers that it declares."""
    return Said(shipped_finder().read(document), find_trackers(document))


def govern(history: SourceHistory, said: Mapping[str, Said]) -> Governed:
    """Return the current provisions of a source under their lasting ids, and what changed.

    `said` holds what each version's document was found to say; a missing one counts as silent.
    """
    if not history.versions:
        return Governed()
    nothing = Said(Findings(()), ())
    versions = [said.get(version.document_sha256, nothing) for version in history.versions]
    steps = tuple(
        _step(change, before, after)
        for change, before, after in zip(history.changes, versions, versions[1:], strict=False)
    )
    if len(steps) < len(versions) - 1:
        # A change is not assessed yet: without its diff nothing can be followed through it.
        versions, steps = versions[-1:], ()
    lineages = lineages_of(
        history.source.source_id,
        [version.findings.provisions for version in versions],
        [step.provisions for step in steps],
    )
    last = len(versions) - 1
    current = [
        (NamedProvision(lineage.provision_id, lineage.events[-1].provision), lineage.events)
        for lineage in lineages
        if lineage.events[-1].version == last and lineage.events[-1].provision is not None
    ]
    return Governed(
        tuple(named for named, _ in current), tuple(events for _, events in current), steps
    )


def _step(change: Change, before: Said, after: Said) -> Step:
    return Step(
        follow(before.findings.provisions, after.findings.provisions, change.assessment.diff),
        changes_of(before.trackers, after.trackers),
    )


def key_of(document_sha256: str) -> str:
    """Return the name of what this program finds a document to say."""
    return sha256_of("said", reader_version(), document_sha256)
