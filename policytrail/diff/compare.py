"""Compares two documents: blocks by equality, then by similarity, then their words."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest

from policytrail.diff.moved_blocks import Move, edited_moves, exact_moves
from policytrail.diff.pairing import Group, groups_in
from policytrail.diff.renumber import split_number
from policytrail.diff.sequence import EqualRun, align_tokens
from policytrail.diff.words import edits_between, words_in
from policytrail.model import Block, BlockKind, Diff, Document, Edit, Hunk, HunkOp, Side, Stats

Blocks = Sequence[Block]


def compare_documents(old: Document, new: Document) -> Diff:
    """Return the hunks that turn one document into another, the same on every machine.

    A hunk is one block that became another, or blocks that were split or joined, or neighbouring
    blocks that were inserted, deleted, moved or renumbered. Blocks in no hunk are equal in both
    documents, and in the same order.
    """
    if old.blocks == new.blocks:
        return Diff((), Stats(len(old.blocks), len(new.blocks), 0, 0))
    runs = _kept_runs(old.blocks, new.blocks)
    hunks = list(_renumbered_hunks(old.blocks, new.blocks, runs))
    gaps = _gaps_between(runs, len(old.blocks), len(new.blocks))
    hunks += [
        _build_hunk(old.blocks, new.blocks, group, op)
        for group, op in _edited_groups(old.blocks, new.blocks, gaps)
    ]
    hunks.sort(key=_hunk_order(runs))
    return Diff(tuple(hunks), _count_words(old, new, hunks))


def _kept_runs(old: Blocks, new: Blocks) -> list[EqualRun]:
    """Return the runs of blocks that are equal apart from a leading number."""
    names: dict[tuple[BlockKind, int, str], int] = {}
    sides = [
        [
            names.setdefault((block.kind, block.level, split_number(block.text)[1]), len(names))
            for block in blocks
        ]
        for blocks in (old, new)
    ]
    return align_tokens(sides[0], sides[1])


def _gaps_between(runs: list[EqualRun], olds: int, news: int) -> list[Group]:
    gaps: list[Group] = []
    at_old = at_new = 0
    for run in (*runs, EqualRun(olds, news, 0)):
        if at_old < run.old or at_new < run.new:
            gaps.append(Group(at_old, run.old, at_new, run.new))
        at_old, at_new = run.old + run.length, run.new + run.length
    return gaps


def _renumbered_hunks(old: Blocks, new: Blocks, runs: list[EqualRun]) -> Iterator[Hunk]:
    for run in runs:
        first: int | None = None
        for step in range(run.length + 1):
            same = step == run.length or old[run.old + step] == new[run.new + step]
            if not same and first is None:
                first = step
            elif same and first is not None:
                group = Group(run.old + first, run.old + step, run.new + first, run.new + step)
                yield _build_hunk(old, new, group, HunkOp.RENUMBER)
                first = None


def _edited_groups(old: Blocks, new: Blocks, gaps: list[Group]) -> Iterator[tuple[Group, HunkOp]]:
    """Yield every group of blocks in the gaps, with what happened to it."""
    gone = [place for gap in gaps for place in range(gap.old, gap.old_end)]
    come = [place for gap in gaps for place in range(gap.new, gap.new_end)]
    moves = exact_moves(old, new, gone, come)
    groups = list(_paired_groups(old, new, gaps, moves))
    lone = [group for group in groups if not _is_replaced(group)]
    moved_and_edited = edited_moves(
        old,
        new,
        [place for group in lone for place in range(group.old, group.old_end)],
        [place for group in lone for place in range(group.new, group.new_end)],
    )
    for move in (*moves, *moved_and_edited):
        old_end, new_end = move.old + move.length, move.new + move.length
        yield Group(move.old, old_end, move.new, new_end), HunkOp.MOVE
    yield from ((group, HunkOp.REPLACE) for group in groups if _is_replaced(group))
    yield from _one_sided(lone, moved_and_edited)


def _is_replaced(group: Group) -> bool:
    return group.old < group.old_end and group.new < group.new_end


def _paired_groups(
    old: Blocks, new: Blocks, gaps: list[Group], moves: list[Move]
) -> Iterator[Group]:
    """Yield the groups of blocks in the gaps, without blocks that moved unchanged."""
    moved_old = {place for move in moves for place in range(move.old, move.old + move.length)}
    moved_new = {place for move in moves for place in range(move.new, move.new + move.length)}
    for gap in gaps:
        olds = [place for place in range(gap.old, gap.old_end) if place not in moved_old]
        news = [place for place in range(gap.new, gap.new_end) if place not in moved_new]
        for group in groups_in([old[place] for place in olds], [new[place] for place in news]):
            # Where a moved block stood inside a group, the group is split.
            yield from _groups_in_gap(
                list(_neighbouring_runs(olds[group.old : group.old_end])),
                list(_neighbouring_runs(news[group.new : group.new_end])),
                gap,
            )


def _groups_in_gap(
    olds: list[tuple[int, int]], news: list[tuple[int, int]], gap: Group
) -> Iterator[Group]:
    for old, new in zip_longest(olds, news):
        at_old = old or (gap.old_end, gap.old_end)
        at_new = new or (gap.new_end, gap.new_end)
        yield Group(*at_old, *at_new)


def _neighbouring_runs(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield start and end of each run of adjacent places."""
    start = 0
    for place in range(1, len(places) + 1):
        if place == len(places) or places[place] != places[place - 1] + 1:
            yield places[start], places[place - 1] + 1
            start = place


def _one_sided(lone: list[Group], moved: list[Move]) -> Iterator[tuple[Group, HunkOp]]:
    """Yield the deletions and insertions, without blocks that moved."""
    moved_old, moved_new = {move.old for move in moved}, {move.new for move in moved}
    for group in lone:
        olds = [place for place in range(group.old, group.old_end) if place not in moved_old]
        news = [place for place in range(group.new, group.new_end) if place not in moved_new]
        for first, end in _neighbouring_runs(olds):
            yield Group(first, end, group.new, group.new), HunkOp.DELETE
        for first, end in _neighbouring_runs(news):
            yield Group(group.old, group.old, first, end), HunkOp.INSERT


def _build_hunk(old: Blocks, new: Blocks, group: Group, op: HunkOp) -> Hunk:
    before = _build_side(old, group.old, group.old_end)
    after = _build_side(new, group.new, group.new_end)
    return Hunk(op, before, after, _word_edits(before, after))


def _build_side(blocks: Blocks, first: int, end: int) -> Side | None:
    return Side(first, end - 1, tuple(blocks[first:end])) if first < end else None


def _word_edits(before: Side | None, after: Side | None) -> tuple[Edit, ...]:
    if before is None or after is None:
        side, op = (after, "+") if before is None else (before, "-")
        return (Edit(op, side.text),) if side else ()
    return edits_between(before.text, after.text) if before.text != after.text else ()


def _hunk_order(runs: list[EqualRun]) -> Callable[[Hunk], tuple[int, int, int]]:
    """Return the order of hunks: by their place in the new document, deletions where they were."""
    ends_old = [run.old + run.length for run in runs]

    def place(hunk: Hunk) -> tuple[int, int, int]:
        if hunk.new is not None:
            return hunk.new.first, 1, 0
        first = hunk.old.first if hunk.old is not None else 0
        before = bisect_right(ends_old, first)
        return (runs[before - 1].new + runs[before - 1].length if before else 0), 0, first

    return place


def _count_words(old: Document, new: Document, hunks: list[Hunk]) -> Stats:
    return Stats(
        len(old.blocks),
        len(new.blocks),
        sum(words_in(hunk.edits, "+") for hunk in hunks),
        sum(words_in(hunk.edits, "-") for hunk in hunks),
    )
