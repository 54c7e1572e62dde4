"""Follows each provision through the versions of its policy.

The hunks of a diff show where each block went between two versions; its provisions go with it. The
id of a provision is the name of its earliest known wording (docs/decisions/0006-provision-ids.md).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policytrail.language import count_words, telling_words, word_similarity
from policytrail.model import (
    AttributeChange,
    DocumentPair,
    Hunk,
    HunkOp,
    Lineage,
    LineageEvent,
    Provision,
    ProvisionChange,
    ProvisionMove,
    Quote,
)
from policytrail.provisions.aligned_quotes import align_quotes
from policytrail.provisions.borne_out import (
    count_renaming_once,
    is_borne_out,
    is_figure,
    stand_unchanged,
)
from policytrail.provisions.directions import (
    AttributeRules,
    attribute_changes,
    attribute_rules,
    judge_direction,
)
from policytrail.provisions.replaced_clauses import without_replaced
from policytrail.provisions.taxonomy import Taxonomy, shipped_taxonomy
from policytrail.provisions.verified_moves import MoveVerifier
from policytrail.text import fold_for_comparison, hash_parts

# Measured on the invented pairs of the tests only: a clause that keeps half of its words is the
# same clause, reworded; below that, two clauses of one type are as similar.
_SAME_CLAUSE = 0.35
_SAME_ELSEWHERE = 0.6
_SAME_PLACE = 3
"""Certainty of a pair whose block is the same; other pairs have less."""
_ALL_PAIRS = 40_000
"""Most pairs of one type for which every old provision is compared with every new one: 200 of each.

41 real policies have 130 provisions of 25 types; beyond that, the time would grow quadratically.
"""
_NEIGHBOURS = 64
"""Beyond that, each old provision is compared with this many new ones near its place in the order."""


@dataclass(frozen=True, slots=True)
class _DiffPlaces:
    """Where the blocks of one version are in the other."""

    kept: dict[int, int]
    """From old to new positions, of blocks that no hunk touches or that only moved."""
    old_hunk: dict[int, int]
    new_hunk: dict[int, int]
    moved: frozenset[int]
    substantive: frozenset[int]
    """The hunks that change what the text says."""
    hunks: tuple[Hunk, ...]


def compare_provisions(
    old: Sequence[Provision],
    new: Sequence[Provision],
    documents: DocumentPair,
    taxonomy: Taxonomy | None = None,
) -> tuple[ProvisionChange, ...]:
    """Return what became of every provision, in the new version's order, removed ones last."""
    places = _index_places(documents)
    rules = attribute_rules(taxonomy or shipped_taxonomy())
    verifier = MoveVerifier(documents, (old, new))
    pairs = _pair_provisions(old, new, places, verifier)
    partner = {id(after): before for before, after in pairs}
    gone = {id(before) for before, _ in pairs}
    changes = [
        _describe_change(partner[id(after)], after, places, rules, verifier)
        if id(after) in partner
        else verifier.verify_gained(after, places.new_hunk.get(after.quote.position))
        for after in new
    ]
    changes += [
        verifier.verify_lost(provision, places.old_hunk.get(provision.quote.position))
        for provision in old
        if id(provision) not in gone
    ]
    return tuple(count_renaming_once(without_replaced(changes)))


def _index_places(documents: DocumentPair) -> _DiffPlaces:
    diff = documents.diff
    old_hunk: dict[int, int] = {}
    new_hunk: dict[int, int] = {}
    kept: dict[int, int] = {}
    moved: set[int] = set()
    for number, hunk in enumerate(diff.hunks):
        olds = range(hunk.old.first, hunk.old.last + 1) if hunk.old else range(0)
        news = range(hunk.new.first, hunk.new.last + 1) if hunk.new else range(0)
        old_hunk |= dict.fromkeys(olds, number)
        new_hunk |= dict.fromkeys(news, number)
        if hunk.op in (HunkOp.MOVE, HunkOp.RENUMBER) and len(olds) == len(news):
            kept |= dict(zip(olds, news, strict=True))
            moved |= set(olds) if hunk.op is HunkOp.MOVE else set()
    still_old = (n for n in range(diff.stats.blocks_old) if n not in old_hunk)
    still_new = (n for n in range(diff.stats.blocks_new) if n not in new_hunk)
    kept |= dict(zip(still_old, still_new, strict=False))
    substantive = frozenset(filter(documents.is_substantive, range(len(diff.hunks))))
    return _DiffPlaces(kept, old_hunk, new_hunk, frozenset(moved), substantive, diff.hunks)


def _pair_provisions(
    old: Sequence[Provision],
    new: Sequence[Provision],
    places: _DiffPlaces,
    verifier: MoveVerifier,
) -> list[tuple[Provision, Provision]]:
    """Return the pairs of old and new provisions, the surest first, each used once."""
    pairs = _untouched_pairs(old, new, places)
    gone, come = {id(before) for before, _ in pairs}, {id(after) for _, after in pairs}
    # Most of a policy is unchanged: only the rest is worth comparing word by word.
    free_old = {id(provision): provision for provision in old if id(provision) not in gone}
    free_new = {id(provision): provision for provision in new if id(provision) not in come}
    candidates = _candidate_pairs(list(free_old.values()), list(free_new.values()), places)
    for certainty, before, after in sorted(candidates, key=lambda candidate: -candidate[0]):
        is_free = id(before) in free_old and id(after) in free_new
        if is_free and (certainty >= _SAME_PLACE or not verifier.say_others(before, after)):
            del free_old[id(before)], free_new[id(after)]
            pairs.append((before, after))
    return pairs


def _untouched_pairs(
    old: Sequence[Provision], new: Sequence[Provision], places: _DiffPlaces
) -> list[tuple[Provision, Provision]]:
    """Return the provisions with equal words in the corresponding block."""
    by_place = {_block_place(after, after.quote.position): after for after in new}
    pairs: list[tuple[Provision, Provision]] = []
    for before in old:
        position = places.kept.get(before.quote.position)
        after = None if position is None else by_place.get(_block_place(before, position))
        if after is not None:
            pairs.append((before, after))
    return pairs


def _block_place(provision: Provision, position: int) -> tuple[str, int, int, str]:
    return provision.type, position, provision.quote.start, provision.excerpt


def _candidate_pairs(
    old: Sequence[Provision], new: Sequence[Provision], places: _DiffPlaces
) -> Iterator[tuple[float, Provision, Provision]]:
    """Yield pairs of one type with their certainty: same place, same hunk, or similar elsewhere."""
    words = {id(provision): count_words(provision.excerpt) for provision in (*old, *new)}
    for before, after in _same_types(old, new):
        alike = word_similarity(words[id(before)], words[id(after)])
        hunk = places.old_hunk.get(before.quote.position)
        is_near = hunk is not None and hunk == places.new_hunk.get(after.quote.position)
        if places.kept.get(before.quote.position) == after.quote.position:
            yield _SAME_PLACE + alike, before, after
        elif is_near and alike >= _SAME_CLAUSE:
            yield 2 + alike, before, after
        elif alike >= _SAME_ELSEWHERE:
            yield alike, before, after


def _same_types(
    old: Sequence[Provision], new: Sequence[Provision]
) -> Iterator[tuple[Provision, Provision]]:
    """Yield the pairs of one type that are worth comparing: all of them, unless there are many."""
    olds, news = _by_type(old), _by_type(new)
    for kind, befores in olds.items():
        afters = news.get(kind, [])
        for place, before in enumerate(befores):
            if len(befores) * len(afters) <= _ALL_PAIRS:
                near = afters
            else:
                middle = place * len(afters) // len(befores)
                first = max(0, middle - _NEIGHBOURS // 2)
                near = afters[first : first + _NEIGHBOURS]
            for after in near:
                yield before, after


def _by_type(provisions: Sequence[Provision]) -> dict[str, list[Provision]]:
    of_type: dict[str, list[Provision]] = {}
    for each in provisions:
        of_type.setdefault(each.type, []).append(each)
    return of_type


def _describe_change(
    before: Provision,
    after: Provision,
    places: _DiffPlaces,
    rules: AttributeRules,
    verifier: MoveVerifier,
) -> ProvisionChange:
    hunk = places.new_hunk.get(after.quote.position)
    if hunk not in places.substantive:
        hunk = places.old_hunk.get(before.quote.position, hunk)
    changed = tuple(attribute_changes(before, after))
    quotes = align_quotes(before, after, verifier.old_text, verifier.new_text)
    if (
        hunk is None
        or hunk not in places.substantive
        or _are_worded_alike(quotes, changed)
        or stand_unchanged(before, after, verifier.old_text, verifier.new_text)
    ):
        # An edit nearby shifts a sentence within its block: that is no move.
        is_moved = before.quote.position in places.moved
        move = ProvisionMove.MOVED if is_moved else ProvisionMove.KEPT
        return ProvisionChange(move, after.type, before, after, hunk)
    move, reason = judge_direction(before, after, changed, rules)
    if move is not ProvisionMove.REWORDED and not is_borne_out(
        before, after, changed, places.hunks[hunk]
    ):
        move, reason = ProvisionMove.REWORDED, ""
    return ProvisionChange(move, after.type, before, after, hunk, changed, reason, quotes=quotes)


def _are_worded_alike(quotes: tuple[Quote, Quote], changed: Sequence[AttributeChange]) -> bool:
    """Return whether two clauses differ at most in numbers, labels, case and punctuation.

    A figure that an attribute was read from is no label: `30 days` and `90 days` are two promises.
    """
    before, after = (telling_words(quote.excerpt) for quote in quotes)
    if before != after:
        return False
    return not any(is_figure(change.old) and is_figure(change.new) for change in changed)


def build_lineages(
    source_id: str,
    versions: Sequence[Sequence[Provision]],
    changes: Sequence[Sequence[ProvisionChange]],
) -> tuple[Lineage, ...]:
    """Return the lineages of a source: `changes[n]` leads from version n to version n + 1."""
    names = [_wording_names(source_id, version) for version in versions]
    events: list[list[LineageEvent]] = []
    open_ones: dict[str, int] = {}
    for provision in versions[0] if versions else ():
        open_ones[provision.key] = len(events)
        events.append([LineageEvent(0, ProvisionMove.ADDED, provision)])
    for number, step in enumerate(changes, start=1):
        following: dict[str, int] = {}
        for change in step:
            place = open_ones.get(change.old.key) if change.old else None
            if place is None:
                place = len(events)
                events.append([])
            events[place].append(LineageEvent(number, change.move, change.new, change.reason))
            if change.new:
                following[change.new.key] = place
        open_ones = following
    return tuple(_build_lineage(each, names) for each in events if each[0].provision)


def _build_lineage(events: Sequence[LineageEvent], names: Sequence[dict[str, str]]) -> Lineage:
    wordings = [(event.version, event.provision) for event in events if event.provision]
    ids = list(dict.fromkeys(names[version][provision.key] for version, provision in wordings))
    return Lineage(ids[0], tuple(ids[1:]), wordings[0][1].type, tuple(events))


def _wording_names(source_id: str, version: Sequence[Provision]) -> dict[str, str]:
    """Return the name of each provision's wording; equal wordings are numbered."""
    seen: Counter[tuple[str, str]] = Counter()
    names: dict[str, str] = {}
    for provision in version:
        words = fold_for_comparison(provision.excerpt)
        seen[provision.type, words] += 1
        count = str(seen[provision.type, words])
        names[provision.key] = (
            f"PT-P-{hash_parts('PT-P', source_id, provision.type, words, count)[:12]}"
        )
    return names
