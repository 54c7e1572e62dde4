"""Hunks as lines of marked words, for inline or side-by-side display."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from policytrail.diff import edits_between
from policytrail.model import BlockKind, HunkOp, Kind
from policytrail.report.records import BlockRecord, ChangeRecord, HunkRecord, SideRecord

KEPT_SHOWN = 30
"""Unchanged words shown on each side of an edit; more are folded."""
KEPT_AT_EDGE = 6
"""Words shown of a line's start and end, so that the reader knows where it stands."""
FOLD_AT_LEAST = 40
"""A fold that hides fewer words than this costs the reader more than it saves."""

_DELETED, _INSERTED, _KEPT = "-", "+", "="


@dataclass(frozen=True, slots=True)
class ShownRun:
    """Words with one mark; `folded` counts the words that are hidden at first."""

    op: str
    text: str
    folded: int = 0


@dataclass(frozen=True, slots=True)
class RedlineLine:
    """One block of a hunk, as far as the two sides share it."""

    kind: BlockKind
    level: int
    number: str
    old_number: str
    runs: tuple[ShownRun, ...]

    @property
    def old(self) -> tuple[ShownRun, ...]:
        """Return the part of the line in the old text."""
        return tuple(run for run in self.runs if run.op != _INSERTED)

    @property
    def new(self) -> tuple[ShownRun, ...]:
        """Return the part of the line in the new text."""
        return tuple(run for run in self.runs if run.op != _DELETED)


@dataclass(frozen=True, slots=True)
class Shown:
    """A hunk as a page shows it."""

    index: int
    """Position of the hunk in the diff, from 0."""
    op: HunkOp
    kind: Kind | None
    lines: tuple[RedlineLine, ...]
    unchanged_before: int
    """Unchanged blocks between the hunk before it and this one."""
    old_first: int | None
    old_last: int | None
    new_first: int | None
    new_last: int | None
    section: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The former position of a moved hunk."""

    index: int
    """Of the hunk that shows the moved text."""
    blocks: int
    start: str
    """The first words of it."""


_Move = tuple[int, int, SideRecord]
"""Where a moved text stood in the old document, the index of its hunk, and the text."""


def build_redline(hunks: Sequence[HunkRecord]) -> tuple[Shown | Gone, ...]:
    """Return the hunks in order, with a pointer at the former position of each moved hunk."""
    moves = [
        (hunk.old.first, number, hunk.old)
        for number, hunk in enumerate(hunks)
        if hunk.op is HunkOp.MOVE and hunk.old
    ]
    moves.sort(key=lambda move: move[0])
    shown: list[Shown | Gone] = []
    old_next = new_next = 0
    for number, hunk in enumerate(hunks):
        unchanged = _unchanged_between(hunk, moves, old_next, new_next)
        old_next, passed = _pass_moves(hunk, moves, old_next, unchanged)
        new_next = hunk.new.last + 1 if hunk.new else new_next + unchanged
        shown += [_gone_hunk(place, side) for _, place, side in moves[:passed]]
        del moves[:passed]
        shown.append(_shown_hunk(number, hunk, unchanged))
    return (*shown, *(_gone_hunk(place, side) for _, place, side in moves))


def edit_runs(old: str | None, new: str | None) -> tuple[ShownRun, ...]:
    """Return the words of two passages with what was deleted and inserted marked."""
    edits = edits_between(old or "", new or "")
    return tuple(_fold_long_runs([ShownRun(edit.op, edit.text) for edit in edits]))


def unchanged_after(record: ChangeRecord) -> int:
    """Return how many unchanged blocks follow the last hunk."""
    ends = [hunk.new.last + 1 for hunk in record.hunks if hunk.new]
    last = record.hunks[-1] if record.hunks else None
    if last and last.new is None and last.old:
        return record.stats.blocks_old - last.old.last - 1
    return record.stats.blocks_new - max(ends, default=0)


def _unchanged_between(
    hunk: HunkRecord, moves: Sequence[_Move], old_next: int, new_next: int
) -> int:
    """Return how many unchanged blocks lie between the hunk before and this one."""
    if hunk.new:
        return max(0, hunk.new.first - new_next)
    first = hunk.old.first if hunk.old else old_next
    left = sum(side.last - side.first + 1 for position, _, side in moves if position < first)
    return max(0, first - old_next - left)


def _pass_moves(
    hunk: HunkRecord, moves: Sequence[_Move], old_next: int, unchanged: int
) -> tuple[int, int]:
    """Return the old position after the hunk, and how many places of moved text precede it."""
    if hunk.old and hunk.op is not HunkOp.MOVE:
        first = hunk.old.first
        return hunk.old.last + 1, sum(position < first for position, _, _ in moves)
    for passed, (position, _, side) in enumerate(moves):
        if position - old_next >= unchanged:
            return old_next + unchanged, passed
        unchanged -= position - old_next
        old_next = side.last + 1
    return old_next + unchanged, len(moves)


def _gone_hunk(index: int, side: SideRecord) -> Gone:
    words = side.text.split()
    return Gone(index, side.last - side.first + 1, " ".join(words[:8]) + " …" * (len(words) > 8))  # noqa: PLR2004


def _shown_hunk(index: int, hunk: HunkRecord, unchanged: int) -> Shown:
    return Shown(
        index=index,
        op=hunk.op,
        kind=hunk.kind,
        lines=tuple(_hunk_lines(hunk)),
        unchanged_before=unchanged,
        old_first=hunk.old.first if hunk.old else None,
        old_last=hunk.old.last if hunk.old else None,
        new_first=hunk.new.first if hunk.new else None,
        new_last=hunk.new.last if hunk.new else None,
        section=hunk.section,
    )


def _hunk_edits(hunk: HunkRecord) -> tuple[tuple[str, str], ...]:
    """Return the hunk's edits; derived from its two sides if it has none."""
    if hunk.edits:
        return hunk.edits
    old, new = hunk.old.text if hunk.old else "", hunk.new.text if hunk.new else ""
    if old == new:
        return ((_KEPT, new),)
    return tuple((op, text) for op, text in ((_DELETED, old), (_INSERTED, new)) if text)


def _hunk_lines(hunk: HunkRecord) -> Iterator[RedlineLine]:
    """Yield the hunk's words, line by line; a line ends where a block of either side ends."""
    old_at = new_at = 0
    edits = _hunk_edits(hunk)
    edited = any(op != _KEPT for op, _ in edits)
    for runs, ended_by in _split_lines(edits):
        has_old = any(run.op != _INSERTED for run in runs)
        has_new = any(run.op != _DELETED for run in runs)
        old = _block_at(hunk.old, old_at) if has_old else None
        new = _block_at(hunk.new, new_at) if has_new else None
        block = new or old
        if block:
            numbers = (new.number if new else "", old.number if old else "")
            folded = tuple(_fold_long_runs(runs, kept=not edited))
            yield RedlineLine(block.kind, block.level, *numbers, folded)
        old_at += sum(len(run.text) for run in runs if run.op != _INSERTED)
        new_at += sum(len(run.text) for run in runs if run.op != _DELETED)
        old_at += ended_by != _INSERTED
        new_at += ended_by != _DELETED


def _block_at(side: SideRecord | None, offset: int) -> BlockRecord | None:
    if side is None or not side.blocks:
        return None
    place = bisect_right(side.blocks, offset, key=lambda block: block.start)
    return side.blocks[max(place, 1) - 1]


def _split_lines(edits: Iterable[tuple[str, str]]) -> Iterator[tuple[list[ShownRun], str]]:
    """Yield the runs of each line with the mark of the line end that closes it."""
    runs: list[ShownRun] = []
    for op, text in edits:
        first, *rest = text.split("\n")
        runs += [ShownRun(op, first)] if first else []
        for piece in rest:
            yield runs, op
            runs = [ShownRun(op, piece)] if piece else []
    yield runs, _KEPT


def _fold_long_runs(runs: Sequence[ShownRun], *, kept: bool = False) -> Iterator[ShownRun]:
    """Yield the runs of a line, long unchanged ones cut in three: shown, folded, shown.

    A line without any edit stays whole if all of its hunk is `kept`, e.g. moved.
    """
    joined = [
        ShownRun(op, "".join(run.text for run in group))
        for op, group in groupby(runs, key=lambda run: run.op)
    ]
    for place, run in enumerate(joined):
        if run.op == _KEPT and not kept:
            head = KEPT_SHOWN if place else KEPT_AT_EDGE
            tail = KEPT_SHOWN if place < len(joined) - 1 else KEPT_AT_EDGE
            yield from _cut_run(run, head, tail)
        else:
            yield run


def _cut_run(run: ShownRun, head: int, tail: int) -> Iterator[ShownRun]:
    words = run.text.split(" ")
    hidden = len(words) - head - tail
    if hidden < FOLD_AT_LEAST:
        yield run
        return
    yield ShownRun(run.op, " ".join(words[:head]) + " ")
    yield ShownRun(run.op, " ".join(words[head : len(words) - tail]), hidden)
    yield ShownRun(run.op, " " + " ".join(words[-tail:]))
