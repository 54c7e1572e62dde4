"""Words of an edit that stand elsewhere in the other text: they moved, and did not come or go."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from policytrail.language import TextIndex, words_of
from policytrail.model import Side
from policytrail.significance.describe.placed_texts import PlacedTexts
from policytrail.significance.describe.sentence_edit import Spot
from policytrail.significance.weigh import SubstantiveHunk

_FEWEST = 3
"""Words: fewer stand in many places of a text by chance."""
_LONG = 5
"""Words of an end of an edit that is held against the other text."""
_LONGEST = 80
_SEVERAL = 4
"""Words from which on the whole other text is asked, not only the other side of the hunk."""
_MANY = 6
"""Words from which on it is asked for their parts too."""
_SAME = 0.9
_LETTERS = 20
"""Letters from which on words are looked for without their blanks: a conversion may lose those."""
_SITE = re.compile(r"\w\.[a-z]{2,}(?:/|\b)")


def spots_without_moves(
    spots: Sequence[Spot], told: SubstantiveHunk, texts: PlacedTexts
) -> Iterator[Spot]:
    """Yield the edited places of a sentence without the words that moved."""
    for spot in spots:
        left = replace(
            spot,
            gone=_without_moved_ends(
                spot.gone, (told.hunk.old, told.hunk.new), (texts.old, texts.new)
            ),
            come=_without_moved_ends(
                spot.come, (told.hunk.new, told.hunk.old), (texts.new, texts.old)
            ),
        )
        if left.says_something:
            yield left


def _without_moved_ends(
    words: str, sides: tuple[Side | None, Side | None], texts: tuple[TextIndex, TextIndex]
) -> str:
    """Return words without those at their beginning and end that stand in the other text too."""
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
    """Return whether another text has all letters of a sentence in order, in other lines or glued."""
    return len(words) >= _LETTERS and other.count_letters(words) > 0


def without_changed_places(spots: Sequence[Spot]) -> list[Spot]:
    """Return the edited places of a sentence without words that only changed places inside it."""
    gone = [_plain_words(one.gone) for one in spots if one.gone and not one.come]
    come = [_plain_words(one.come) for one in spots if one.come and not one.gone]
    moved = {words for words in gone if words in come}
    return [one for one in spots if _plain_words(f"{one.gone} {one.come}") not in moved]


def _plain_words(words: str) -> str:
    return " ".join(words_of(words))


def is_repeated(spot: Spot, old: str, new: str) -> bool:
    """Return whether only a repetition came or went, or words that were run together came apart."""
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
    """Return whether words of the first side stand in the other text as often as before."""
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
    """Return whether some words have an address: its parts are no words that can move."""
    return "@" in words or "://" in words or _SITE.search(words) is not None


def _plain_text(side: Side | None) -> str:
    return f" {' '.join(words_of(side.text))} " if side is not None else ""
