"""What a change does to the clauses and the declared trackers of a policy, checked in both texts."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from policytrail.language import sentence_spans, telling_words
from policytrail.model import (
    Document,
    DocumentFindings,
    DocumentPair,
    Findings,
    FindingsChange,
    Provision,
    ProvisionChange,
    ProvisionMove,
    Tracker,
)
from policytrail.provisions import compare_provisions, shipped_finder, shipped_taxonomy
from policytrail.text import fold_for_comparison
from policytrail.trackers import find_trackers, tracker_changes
from policytrail.whole_rewrite import judge_rewrite

_HELD = 32
_WEIGHTIEST = 3
"""Changes of clauses that are told of a policy that was mostly rewritten."""
_LIKELY = 0.5
"""Confidence below which a find is wrong as often as right: its change is shown in the text alone."""
_FEWEST_WORDS = 6
_SURE = 0.75
"""What a clause told of such a policy must have: a whole sentence's words, and this confidence."""


@lru_cache(maxsize=_HELD)
def find_clauses(document: Document) -> Findings:
    """Return the clauses of a document; versions that follow each other are read once."""
    return shipped_finder().find_provisions(document)


@lru_cache(maxsize=_HELD)
def find_declared_trackers(document: Document) -> tuple[Tracker, ...]:
    """Return the trackers that a document declares."""
    return find_trackers(document)


def moves_between(pair: DocumentPair) -> FindingsChange:
    """Return what came, went or was worded anew, as far as it can be told."""
    return told_moves(compare_findings(_find_all(pair.old), _find_all(pair.new), pair), pair)


def types_come_or_gone(pair: DocumentPair) -> Counter[str]:
    """Return how many clauses of each type the substantive hunks hold whose words the other text lacks."""
    sides = (
        (pair.old, pair.new, [hunk.old for hunk in pair.diff.hunks]),
        (pair.new, pair.old, [hunk.new for hunk in pair.diff.hunks]),
    )
    types: Counter[str] = Counter()
    for document, other, places in sides:
        edited = {
            position
            for place, side in enumerate(places)
            if side is not None and pair.is_substantive(place)
            for position in range(side.first, side.first + len(side.blocks))
        }
        if edited:
            provisions = find_clauses(document).provisions
            types.update(
                _types_unsaid(other, (at for at in provisions if at.quote.position in edited))
            )
    return types


def _types_unsaid(other: Document, provisions: Iterable[Provision]) -> Iterator[str]:
    """Yield the type of each clause whose words a text does not have."""
    words = fold_for_comparison("\n".join(block.text for block in other.blocks))
    # Most clauses are a whole sentence that stayed: to look for each in the whole text takes longer.
    sentences = {
        fold_for_comparison(block.text[start:end])
        for block in other.blocks
        for start, end in sentence_spans(block.text)
    }
    for found in provisions:
        own = fold_for_comparison(found.quote.own_words)
        if own not in sentences and own not in words:
            yield found.type


def compare_findings(
    before: DocumentFindings, after: DocumentFindings, pair: DocumentPair
) -> FindingsChange:
    """Return what became of each clause and tracker that one of two documents was found to have."""
    return FindingsChange(
        compare_provisions(before.findings.provisions, after.findings.provisions, pair),
        tracker_changes(before.trackers, after.trackers, pair),
    )


def told_moves(step: FindingsChange, pair: DocumentPair) -> FindingsChange:
    """Return a step without the provisions that it left as they were: nearly all of them.

    Of a policy that was mostly rewritten, only the weightiest certain ones are told: the rest of such
    a list says which sentences are similar, and not what came or went.
    """
    moves = [
        each
        for each in step.provisions
        if each.move is not ProvisionMove.KEPT and _confidence(each) >= _LIKELY
    ]
    if len(moves) > _WEIGHTIEST and judge_rewrite(pair).is_of_most:
        moves = _weightiest(moves)
    return FindingsChange(tuple(moves), step.trackers)


def _confidence(change: ProvisionChange) -> float:
    """Return how certain it is that the words are a clause of the type that is named."""
    return max(
        provision.confidence for provision in (change.old, change.new) if provision is not None
    )


def _weightiest(moves: Sequence[ProvisionChange]) -> list[ProvisionChange]:
    """Return the weightiest certain changes of clauses, in their order: one of a type and of a sentence."""
    certain = [
        (each, provision) for each in moves if (provision := _certain_find(each)) is not None
    ]
    certain.sort(key=lambda pair: (-pair[1].severity.weight, -pair[1].confidence))
    chosen: list[ProvisionChange] = []
    told_types: set[str] = set()
    for each, provision in certain:
        names = {each.type, provision.excerpt}
        if len(chosen) < _WEIGHTIEST and not told_types & names:
            chosen.append(each)
            told_types |= names
    return [each for each in moves if each in chosen]


def _certain_find(change: ProvisionChange) -> Provision | None:
    """Return the clause that certainly came or went: the other text has none of its kind."""
    provision = change.new if change.move is ProvisionMove.ADDED else change.old
    is_one_sided = change.move in (ProvisionMove.ADDED, ProvisionMove.REMOVED)
    if not is_one_sided or not change.is_first_of_kind or provision is None:
        return None
    is_whole = len(telling_words(provision.excerpt)) >= _FEWEST_WORDS
    return provision if is_whole and provision.confidence >= _SURE else None


def _find_all(document: Document) -> DocumentFindings:
    return DocumentFindings(find_clauses(document), find_declared_trackers(document))


def titles_of_types() -> dict[str, str]:
    """Return the name of each type of clause, in words."""
    return {kind.id: kind.title for kind in shipped_taxonomy().types}


def acts_of_service() -> frozenset[str]:
    """Return the types of clauses that say what the service does: a ban on the reader is none."""
    return frozenset(kind.id for kind in shipped_taxonomy().types if kind.is_act)
