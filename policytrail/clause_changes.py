"""What a change does to the clauses and the declared trackers of a policy, checked in both texts."""

from functools import lru_cache

from policytrail.model import (
    Document,
    DocumentFindings,
    DocumentPair,
    Findings,
    FindingsChange,
    ProvisionMove,
    Tracker,
)
from policytrail.provisions import compare_provisions, shipped_finder, shipped_taxonomy
from policytrail.trackers import find_trackers, tracker_changes

_HELD = 32


@lru_cache(maxsize=_HELD)
def find_clauses(document: Document) -> Findings:
    """Return the clauses of a document; versions that follow each other are read once."""
    return shipped_finder().find_provisions(document)


@lru_cache(maxsize=_HELD)
def find_declared_trackers(document: Document) -> tuple[Tracker, ...]:
    """Return the trackers that a document declares."""
    return find_trackers(document)


def moves_between(pair: DocumentPair) -> FindingsChange:
    """Return what came, went or was worded anew; what stayed is left out."""
    return without_kept(compare_findings(_find_all(pair.old), _find_all(pair.new), pair))


def compare_findings(
    before: DocumentFindings, after: DocumentFindings, pair: DocumentPair
) -> FindingsChange:
    """Return what became of each clause and tracker that one of two documents was found to have."""
    return FindingsChange(
        compare_provisions(before.findings.provisions, after.findings.provisions, pair),
        tracker_changes(before.trackers, after.trackers, pair),
    )


def without_kept(step: FindingsChange) -> FindingsChange:
    """Return a step without the provisions that it left as they were: nearly all of them."""
    moves = (each for each in step.provisions if each.move is not ProvisionMove.KEPT)
    return FindingsChange(tuple(moves), step.trackers)


def _find_all(document: Document) -> DocumentFindings:
    return DocumentFindings(find_clauses(document), find_declared_trackers(document))


def titles_of_types() -> dict[str, str]:
    """Return the name of each type of clause, in words."""
    return {kind.id: kind.title for kind in shipped_taxonomy().types}


def acts_of_service() -> frozenset[str]:
    """Return the types of clauses that say what the service does: a ban on the reader is none."""
    return frozenset(kind.id for kind in shipped_taxonomy().types if kind.is_act)
