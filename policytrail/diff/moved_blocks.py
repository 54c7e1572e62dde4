"""Blocks that moved to another place, edited or not."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from policytrail.diff.words import split_tokens
from policytrail.model import Block, BlockKind
from policytrail.text import fold_for_comparison

# A shorter block ("Learn more", "Name", "x") equals others by chance: it counts as moved only along
# with its neighbours, as a heading, or within its list if both texts contain it once.
_MIN_WORDS = 4
# A block that was moved and edited shares three words in four, and has enough of them to tell.
# Measured on synthetic moves of real text: 0.7 found 11 of 12 and two false ones.
_SHARED = 0.75
_LISTED = frozenset({BlockKind.ITEM, BlockKind.ROW})
_MIN_EDITED_WORDS = 8
# Words that occur in more moved candidates than this distinguish nothing.
_COMMON = 12


class Move(NamedTuple):
    """Blocks of the old document, and their places in the new one."""

    old: int
    new: int
    length: int


def exact_moves(
    old: Sequence[Block], new: Sequence[Block], gone: list[int], come: list[int]
) -> list[Move]:
    """Return the runs of equal blocks among the deleted and the inserted ones."""
    counts_old = Counter(old[at].sha256 for at in gone)
    counts_new = Counter(new[at].sha256 for at in come)
    whole_old = Counter(block.sha256 for block in old)
    whole_new = Counter(block.sha256 for block in new)
    place = {new[at].sha256: at for at in come if counts_new[new[at].sha256] == 1}
    runs: list[Move] = []
    for at in gone:
        name = old[at].sha256
        to = place.get(name) if counts_old[name] == 1 else None
        if to is None:
            continue
        last = runs[-1] if runs else None
        if last and (last.old + last.length, last.new + last.length) == (at, to):
            runs[-1] = Move(last.old, last.new, last.length + 1)
        else:
            runs.append(Move(at, to, 1))
    return [
        run
        for run in runs
        if _says_enough(old[run.old : run.old + run.length])
        or (
            whole_old[old[run.old].sha256] == whole_new[new[run.new].sha256] == 1
            and _is_one_list(_list_introduction(old, run.old), _list_introduction(new, run.new))
        )
    ]


def _is_one_list(old_lead: str | None, new_lead: str | None) -> bool:
    return old_lead is not None and old_lead == new_lead


def _list_introduction(blocks: Sequence[Block], at: int) -> str | None:
    """Return the introduction of the list or table that a block belongs to; None for other blocks."""
    if blocks[at].kind not in _LISTED:
        return None
    while at >= 0 and blocks[at].kind in _LISTED:
        at -= 1
    return fold_for_comparison(blocks[at].text) if at >= 0 else ""


def _says_enough(blocks: Sequence[Block]) -> bool:
    if blocks[0].kind is BlockKind.HEADING:
        return True
    return sum(block.text.count(" ") + 1 for block in blocks) >= _MIN_WORDS


def edited_moves(
    old: Sequence[Block], new: Sequence[Block], gone: list[int], come: list[int]
) -> list[Move]:
    """Return the pairs of single deleted and inserted blocks that are one text, edited."""
    words_old = {at: _block_words(old[at]) for at in gone}
    words_new = {at: _block_words(new[at]) for at in come}
    having: defaultdict[str, list[int]] = defaultdict(list)
    for at, words in words_new.items():
        for word in words if words.total() >= _MIN_EDITED_WORDS else ():
            having[word].append(at)
    found: list[tuple[float, int, int]] = []
    for at, words in words_old.items():
        if words.total() >= _MIN_EDITED_WORDS:
            found += [
                (score, at, to)
                for to in _blocks_sharing_words(words, having)
                if (score := _word_overlap(words, words_new[to])) >= _SHARED
            ]
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    moves: list[Move] = []
    for _, at, to in sorted(found, key=lambda match: (-match[0], match[1], match[2])):
        if at not in taken_old and to not in taken_new:
            moves.append(Move(at, to, 1))
            taken_old.add(at)
            taken_new.add(to)
    return moves


def _block_words(block: Block) -> Counter[str]:
    return Counter(
        word for word in split_tokens(fold_for_comparison(block.text)) if word[0].isalnum()
    )


def _blocks_sharing_words(words: Counter[str], having: dict[str, list[int]]) -> Iterator[int]:
    """Yield the blocks that share a rare word."""
    seen: set[int] = set()
    for word in words:
        places = having.get(word, ())
        if len(places) <= _COMMON:
            yield from (to for to in places if to not in seen)
            seen.update(places)


def _word_overlap(one: Counter[str], other: Counter[str]) -> float:
    """Return the share of words that two blocks have in common (Dice)."""
    return 2 * (one & other).total() / (one.total() + other.total())
