"""Blocks that moved to another place, edited or not."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from policytrail.diff.words import split_tokens
from policytrail.language import word_similarity
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
    counts_old = Counter(old[position].sha256 for position in gone)
    counts_new = Counter(new[position].sha256 for position in come)
    whole_old = Counter(block.sha256 for block in old)
    whole_new = Counter(block.sha256 for block in new)
    place = {
        new[position].sha256: position for position in come if counts_new[new[position].sha256] == 1
    }
    runs: list[Move] = []
    for gone_position in gone:
        name = old[gone_position].sha256
        to = place.get(name) if counts_old[name] == 1 else None
        if to is None:
            continue
        last = runs[-1] if runs else None
        if last and (last.old + last.length, last.new + last.length) == (gone_position, to):
            runs[-1] = Move(last.old, last.new, last.length + 1)
        else:
            runs.append(Move(gone_position, to, 1))
    return [
        run
        for run in runs
        if _says_enough(old[run.old : run.old + run.length])
        or (
            whole_old[old[run.old].sha256] == whole_new[new[run.new].sha256] == 1
            and _is_one_list(list_introduction(old, run.old), list_introduction(new, run.new))
        )
    ]


def _is_one_list(old_lead: str | None, new_lead: str | None) -> bool:
    return old_lead is not None and old_lead == new_lead


def list_introduction(blocks: Sequence[Block], position: int) -> str | None:
    """Return the folded introduction of the list or table that a block belongs to; None for other blocks."""
    if blocks[position].kind not in _LISTED:
        return None
    while position >= 0 and blocks[position].kind in _LISTED:
        position -= 1
    return fold_for_comparison(blocks[position].text) if position >= 0 else ""


def _says_enough(blocks: Sequence[Block]) -> bool:
    if blocks[0].kind is BlockKind.HEADING:
        return True
    return sum(block.text.count(" ") + 1 for block in blocks) >= _MIN_WORDS


def edited_moves(
    old: Sequence[Block], new: Sequence[Block], gone: list[int], come: list[int]
) -> list[Move]:
    """Return the pairs of single deleted and inserted blocks that are one text, edited."""
    words_old = {position: _block_words(old[position]) for position in gone}
    words_new = {position: _block_words(new[position]) for position in come}
    having: defaultdict[str, list[int]] = defaultdict(list)
    for position, words in words_new.items():
        for word in words if words.total() >= _MIN_EDITED_WORDS else ():
            having[word].append(position)
    candidates: list[tuple[float, int, int]] = []
    for position, words in words_old.items():
        if words.total() >= _MIN_EDITED_WORDS:
            candidates += [
                (score, position, to)
                for to in _blocks_sharing_words(words, having)
                if (score := word_similarity(words, words_new[to])) >= _SHARED
            ]
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    moves: list[Move] = []
    for _, position, to in sorted(candidates, key=lambda match: (-match[0], match[1], match[2])):
        if position not in taken_old and to not in taken_new:
            moves.append(Move(position, to, 1))
            taken_old.add(position)
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
