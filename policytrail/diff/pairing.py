"""Pairs adjacent blocks that are not equal: which became which."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from policytrail.diff.sequence import align_tokens
from policytrail.diff.words import split_tokens
from policytrail.model import Block
from policytrail.text import fold_for_comparison

# Two blocks are one text, edited, if they keep at least half of the letters of the shorter one,
# and, when the shorter one is so short that half of it may be kept by chance, of the longer one.
# Read from 200 recorded changes: rewritten clauses keep 0.1-0.3, edited ones 0.5-1.
_KEPT_OF_SHORTER = 0.5
_KEPT_OF_LONGER = 0.15
_KEPT_OF_LONGER_IF_SHORT = 0.5
_SHORT_LETTERS = 25
_FLOWING_LETTERS = 15


class Group(NamedTuple):
    """Adjacent blocks of the old document that became adjacent blocks of the new one.

    One side may be empty: then the others were inserted or deleted.
    """

    old: int
    old_end: int
    new: int
    new_end: int


@dataclass(slots=True)
class _SideIndex:
    """The words of adjacent blocks, concatenated."""

    words: list[str]
    block: list[int]
    """For each word, the number of its block in the gap."""
    first: list[bool]
    """For each word, whether it is the first of its block."""
    letters: list[int]
    """For each block, the number of letters of its words."""


def _index_side(blocks: Sequence[Block]) -> _SideIndex:
    side = _SideIndex([], [], [], [])
    for number, block in enumerate(blocks):
        words = [
            word for word in split_tokens(fold_for_comparison(block.text)) if word[0].isalnum()
        ]
        side.words += words
        side.block += [number] * len(words)
        side.first += [place == 0 for place in range(len(words))]
        side.letters.append(sum(map(len, words)))
    return side


def groups_in(old: Sequence[Block], new: Sequence[Block]) -> list[Group]:
    """Return the groups of a gap, in order and complete; positions count from the start of the gap."""
    if not old or not new:
        return [Group(0, len(old), 0, len(new))] if old or new else []
    spans = sorted(
        _linked_groups(_link_blocks(_index_side(old), _index_side(new)), len(old), len(new))
    )
    groups: list[Group] = []
    at_old = at_new = 0
    for span in (*spans, Group(len(old), len(old), len(new), len(new))):
        groups += _unlinked_groups(old, new, Group(at_old, span.old, at_new, span.new))
        if span.old < span.old_end:
            groups.append(span)
        at_old, at_new = span.old_end, span.new_end
    return groups


def _link_blocks(old: _SideIndex, new: _SideIndex) -> Iterator[tuple[int, int]]:
    """Yield the pairs of blocks that are one text, edited, split or joined."""
    names: dict[str, int] = {}
    runs = align_tokens(
        [names.setdefault(word, len(names)) for word in old.words],
        [names.setdefault(word, len(names)) for word in new.words],
    )
    kept: dict[tuple[int, int], int] = {}
    flows: set[tuple[int, int]] = set()
    for run in runs:
        long = sum(map(len, old.words[run.old : run.old + run.length])) >= _FLOWING_LETTERS
        for step in range(run.length):
            a, b = run.old + step, run.new + step
            pair = old.block[a], new.block[b]
            kept[pair] = kept.get(pair, 0) + len(old.words[a])
            # A run that crosses the border of a block on one side only: text wrapped differently.
            if long and step and old.first[a] != new.first[b]:
                flows |= {pair, (old.block[a - 1], new.block[b - 1])}
    for (a, b), letters in kept.items():
        sizes = sorted((old.letters[a], new.letters[b]))
        of_longer = _KEPT_OF_LONGER_IF_SHORT if sizes[0] < _SHORT_LETTERS else _KEPT_OF_LONGER
        alike = letters >= sizes[0] * _KEPT_OF_SHORTER and letters >= sizes[1] * of_longer
        if alike or (a, b) in flows:
            yield a, b


def _linked_groups(links: Iterator[tuple[int, int]], olds: int, news: int) -> list[Group]:
    """Return the groups that the links form, none crossing another."""
    groups: list[Group] = []
    for a, b in sorted(links):
        group = Group(a, a + 1, b, b + 1)
        while groups and (group.old < groups[-1].old_end or group.new < groups[-1].new_end):
            last = groups.pop()
            group = Group(
                min(last.old, group.old),
                max(last.old_end, group.old_end),
                min(last.new, group.new),
                max(last.new_end, group.new_end),
            )
        groups.append(group)
    return [group for group in groups if group.old_end <= olds and group.new_end <= news]


def _unlinked_groups(old: Sequence[Block], new: Sequence[Block], rest: Group) -> list[Group]:
    """Return the groups of blocks that share no text: one to one if they look like it."""
    olds, news = rest.old_end - rest.old, rest.new_end - rest.new
    if olds == news and all(old[rest.old + n].kind is new[rest.new + n].kind for n in range(olds)):
        return [
            Group(rest.old + n, rest.old + n + 1, rest.new + n, rest.new + n + 1)
            for n in range(olds)
        ]
    groups = (
        Group(rest.old, rest.old_end, rest.new, rest.new),
        Group(rest.old_end, rest.old_end, rest.new, rest.new_end),
    )
    return [group for group in groups if group.old < group.old_end or group.new < group.new_end]
