"""Words that an edit moved: they occur elsewhere in the other text and were neither added nor removed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from policytrail.language import TextIndex, words_of
from policytrail.model import Side
from policytrail.significance.describe.edited_spots import Spot
from policytrail.significance.describe.placed_texts import PlacedTexts
from policytrail.significance.weigh import SubstantiveHunk

_FEWEST = 3
"""Fewer words occur in many places of a text by chance."""
_JOINS = frozenset(["and", "or"])
_LIMITS = frozenset(
    ["not", "never", "no", "only", "unless", "except", "without", "until", "cannot"]
)
"""Each of these limits its own sentence, however often others have it."""
_LONG = 5
"""Words at an end of an edit that are looked up in the other text."""
_LONGEST = 80
_SEVERAL = 4
"""From this many words on, the whole other text is searched, not only the other side of the hunk."""
_MANY = 6
"""From this many words on, their parts are looked up too."""
_SAME = 0.9
_LETTERS = 20
"""From this many letters on, words are looked up without their spaces, which a conversion may lose."""
_SITE = re.compile(r"\w\.[a-z]{2,}(?:/|\b)")


def spots_without_moves(
    spots: Sequence[Spot], substantive: SubstantiveHunk, texts: PlacedTexts
) -> Iterator[Spot]:
    """Yield the edited places of a sentence without the words that moved."""
    for spot in spots:
        if _is_small_move(spot, substantive, texts):
            continue
        left = replace(
            spot,
            gone=_without_moved_ends(
                spot.gone, (substantive.hunk.old, substantive.hunk.new), (texts.old, texts.new)
            ),
            come=_without_moved_ends(
                spot.come, (substantive.hunk.new, substantive.hunk.old), (texts.new, texts.old)
            ),
        )
        if left.says_something:
            yield left


def _is_small_move(spot: Spot, substantive: SubstantiveHunk, texts: PlacedTexts) -> bool:
    """Return whether a word or two that one sentence lost or gained stand in the hunk as often as before.

    The last of a series ("and sing") may have become an item of its own anywhere.
    """
    if spot.gone and spot.come:
        return False
    all_words = words_of(spot.gone or spot.come)
    words = [word for word in all_words if word not in _JOINS]
    if not 0 < len(words) < _FEWEST or _LIMITS & set(words) or _is_address(spot.gone or spot.come):
        return False
    sides = substantive.hunk.old, substantive.hunk.new
    mine, other = sides if spot.gone else sides[::-1]
    plain = f" {' '.join(words)} "
    if all_words[0] in _JOINS:
        indexes = (texts.old, texts.new) if spot.gone else (texts.new, texts.old)
        return 0 < indexes[0].count_words(plain) <= indexes[1].count_words(plain)
    return 0 < _plain_text(mine).count(plain) <= _plain_text(other).count(plain)


def _without_moved_ends(
    words: str, sides: tuple[Side | None, Side | None], texts: tuple[TextIndex, TextIndex]
) -> str:
    """Return the words without those at either end that also occur in the other text."""
    if not words or _stands_still(words, sides, texts):
        return ""
    parts = words.split()
    if not _LONG <= len(parts) <= _LONGEST:
        return words
    for start in range(1, len(parts) - _LONG + 1):
        if _stands_still(" ".join(parts[start:]), sides, texts):
            parts = parts[:start]
            break
    for end in range(len(parts) - 1, _LONG - 1, -1):
        if _stands_still(" ".join(parts[:end]), sides, texts):
            parts = parts[end:]
            break
    return " ".join(parts).strip(" ,;:")


def is_rewrapped(words: str, other: TextIndex) -> bool:
    """Return whether another text has all letters of a sentence in order, wrapped or joined differently."""
    return len(words) >= _LETTERS and other.count_letters(words) > 0


def without_changed_places(spots: Sequence[Spot]) -> list[Spot]:
    """Return the edited places of a sentence without words that only changed places within it."""
    gone = [_plain_words(spot.gone) for spot in spots if spot.gone and not spot.come]
    come = [_plain_words(spot.come) for spot in spots if spot.come and not spot.gone]
    moved = {words for words in gone if words in come}
    return [spot for spot in spots if _plain_words(f"{spot.gone} {spot.come}") not in moved]


def _plain_words(words: str) -> str:
    return " ".join(words_of(words))


def is_repeated(spot: Spot, old: str, new: str) -> bool:
    """Return whether only a repetition was added or removed, or joined words were separated."""
    if _is_address(f"{spot.gone} {spot.come}"):
        return False
    if spot.gone and spot.come:
        shorter, longer = sorted((spot.gone, spot.come), key=len)
        before = longer.removesuffix(shorter)
        return before != longer and shorter[:1].isupper() and before[-1:].isalnum()
    words = words_of(spot.gone or spot.come)
    other = new if spot.gone else old
    return len(words) > 1 and f" {' '.join(words)} " in f" {' '.join(words_of(other))} "


def _stands_still(
    words: str, sides: tuple[Side | None, Side | None], texts: tuple[TextIndex, TextIndex]
) -> bool:
    """Return whether words of the first side occur in the other text as often as before."""
    bare = words_of(words)
    if len(bare) < _FEWEST or _is_address(words):
        return False
    plain = f" {' '.join(bare)} "
    counts = [_plain_text(side).count(plain) for side in sides]
    if 0 < counts[0] <= counts[1]:
        return True
    if len(bare) < _SEVERAL:
        return False
    mine, other = (
        text.count_letters(words) if len(words) >= _LETTERS else text.count_words(words)
        for text in texts
    )
    if other:
        return mine <= other
    return len(bare) >= _MANY and texts[1].run_share(words) >= _SAME


def _is_address(words: str) -> bool:
    """Return whether words contain an address: its parts are not words that can move."""
    return "@" in words or "://" in words or _SITE.search(words) is not None


def _plain_text(side: Side | None) -> str:
    return f" {' '.join(words_of(side.text))} " if side is not None else ""
