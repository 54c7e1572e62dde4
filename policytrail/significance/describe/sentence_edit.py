"""Describes the edit of one sentence by the edited place that weighs most."""

import re
from collections.abc import Callable, Sequence

from policytrail.language import words_of
from policytrail.model import BlockKind
from policytrail.significance.classify import MOST, quote_beginning
from policytrail.significance.describe.draft import HEADING_CHARS, PlacedSentence
from policytrail.significance.describe.edited_spots import Spot
from policytrail.significance.describe.governed_quotes import quote_governed
from policytrail.text import fold_for_comparison

_FEW_WORDS = 14
"""Most words of an edit that is quoted whole; a larger one is quoted by its first words."""
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_KEPT = 0.5
"""Share of a sentence's words that must stay for its edits to be described one by one."""
_UNEVEN = 3
_CONTEXT = 3
SHORT_QUOTE = 130
HALF_QUOTE = 190


def sentence_edit(
    old: PlacedSentence, new: PlacedSentence, spots: Sequence[Spot], weigh: Callable[[str], float]
) -> tuple[str, str]:
    """Return, in full and in short, what became of a sentence; in full, its two weightiest edits."""
    if new.kind is BlockKind.ROW and old.kind is BlockKind.ROW:
        cells = _changed_cell(old.text, new.text)
        if cells is not None:
            return cells

    def weight(spot: Spot) -> tuple[float, int]:
        edited = fold_for_comparison(f"{spot.gone} ¶ {spot.come}")
        return weigh(edited), len(spot.gone) + len(spot.come)

    if _is_rewritten(old.text, new.text) or (
        len(spots) > 1 and _is_few(old.text) and _is_few(new.text)
    ):
        return _sentences_told(old.text, new.text)
    ranked = sorted(spots, key=weight, reverse=True)
    ranked = ranked[:1] + [spot for spot in ranked[1:] if spot.can_stand_alone]
    if _may_be_said_elsewhere(ranked):
        return _sentences_told(old.text, new.text)
    words, headline = _spot_told(ranked[0], old, new)
    is_small = len(ranked) > 1 and _is_few(f"{ranked[1].gone} {ranked[1].come}")
    if is_small and not words.startswith("a sentence"):
        second = _spot_told_short(ranked[1], old.text, new.text)
        words = f"{words}, and {second}" if second != words else words
    return words, headline


def _is_rewritten(old: str, new: str) -> bool:
    """Return whether so little of a sentence was kept that its edited places mean nothing alone."""
    words = set(words_of(old)), set(words_of(new))
    shared = len(words[0] & words[1])
    return shared < _KEPT * max(len(words[0]), len(words[1])) and shared < min(map(len, words))


def _may_be_said_elsewhere(ranked: Sequence[Spot]) -> bool:
    """Return whether what one place of a sentence lost, another may have gained in other words."""
    first, *others = ranked
    if first.gone and first.come:
        return False
    fresh = [set(words_of(spot.come if first.gone else spot.gone)) for spot in others]
    mine = set(words_of(first.gone or first.come))
    return any(len(words) >= _CONTEXT or (words and words <= mine) for words in fresh)


def _sentences_told(old: str, new: str) -> tuple[str, str]:
    """Return, in full and in short, that one sentence replaced another."""
    rests = _from_difference(old, new)
    text = _change_told(old, new, rests, HALF_QUOTE)
    if all(map(_is_few, rests)):
        return text, _change_told(old, new, rests, SHORT_QUOTE)
    return text, f"Reworded: {quote_governed(new, rests[1], SHORT_QUOTE)}"


def _change_told(old: str, new: str, words: tuple[str, str], most: int) -> str:
    """Return that words of one sentence became words of another."""
    was, now = quote_governed(old, words[0], most), quote_governed(new, words[1], most)
    return f"{was} becomes {now}"


def _from_difference(old: str, new: str) -> tuple[str, str]:
    """Return two sentences without the beginning that both share, where it would fill the quotes.

    A few shared words are kept, so that a reader finds the place. A sentence that only ends earlier is
    returned whole.
    """
    sides = old.split(), new.split()
    bare = [[words_of(word) for word in side] for side in sides]
    shared = 0
    for a, b in zip(*bare, strict=False):
        if a != b:
            break
        shared += 1
    begin = shared - _CONTEXT
    if begin <= 0 or shared >= min(map(len, sides)):
        return old, new
    if len(" ".join(sides[1][:shared])) < SHORT_QUOTE / 2:
        return old, new
    rests = [" ".join(side[begin:]) for side in sides]
    is_verbatim = rests[0] in old and rests[1] in new
    return (rests[0], rests[1]) if is_verbatim else (old, new)


def _spot_told_short(spot: Spot, old: str, new: str) -> str:
    """Return, in full, what became of a second place of a sentence."""
    if spot.gone and spot.come:
        return _replaced_words(spot, old, new)[0]
    words = quote_governed(new if spot.come else old, spot.come or spot.gone, HALF_QUOTE)
    return f"{words} is {'added' if spot.come else 'dropped'}"


def _spot_told(spot: Spot, old: PlacedSentence, new: PlacedSentence) -> tuple[str, str]:
    """Return, in full and in short, what became of one place of a sentence."""
    if spot.gone and spot.come:
        sizes = sorted(len(words_of(words)) for words in (spot.gone, spot.come))
        if sizes[1] > _FEW_WORDS and sizes[1] > _UNEVEN * sizes[0]:
            read = new.text
            if len(read) > MOST and len(words_of(spot.come)) > len(words_of(spot.gone)):
                read = f"{spot.new_lead} {spot.come}".strip()
            return (
                f"a sentence was reworded and now reads {quote_beginning(read)}",
                f"Reworded: {_shorten(read)}",
            )
        return _replaced_words(spot, old.text, new.text)
    if spot.come:
        words = quote_beginning(spot.come, HALF_QUOTE)
        rest = _sentence_without(new.text, spot.come)
        return (
            f"{words} is added to {quote_beginning(_quoted_rest(new.text, spot.come), HALF_QUOTE)}"
            if _is_few(spot.come)
            else f"it adds {quote_governed(new.text, spot.come, HALF_QUOTE)}{_to_rest(rest)}",
            f"Adds {_shorten(spot.come) if _is_few(spot.come) else quote_governed(new.text, spot.come, SHORT_QUOTE)}{f' to {_shorten(rest)}' if rest and _is_few(spot.come) else ''}",
        )
    words = quote_beginning(spot.gone, HALF_QUOTE)
    rest = _sentence_without(old.text, spot.gone)
    return (
        f"{words} is dropped from {quote_beginning(old.text, HALF_QUOTE)}"
        if _is_few(spot.gone)
        else f"it drops {quote_governed(old.text, spot.gone, HALF_QUOTE)}",
        f"Drops {_shorten(spot.gone) if _is_few(spot.gone) else quote_governed(old.text, spot.gone, SHORT_QUOTE)}{f' from {_shorten(rest)}' if rest and _is_few(spot.gone) else ''}",
    )


def _to_rest(rest: str) -> str:
    return f" to {quote_beginning(rest, HEADING_CHARS)}" if rest else ""


def _quoted_rest(sentence: str, words: str) -> str:
    """Return a sentence; without some words that open it, so that they are not quoted twice."""
    return _sentence_without(sentence, words) if sentence.startswith(words) else sentence


def _replaced_words(spot: Spot, old_text: str, new_text: str) -> tuple[str, str]:
    if all(_ADDRESS.fullmatch(words) for words in (spot.gone, spot.come)):
        old, new = quote_beginning(spot.gone), quote_beginning(spot.come)
        return (
            f"a contact address changes from {old} to {new}",
            f"Contact address: {spot.gone} → {spot.come}",
        )
    is_small = _is_few(spot.gone) and _is_few(spot.come)
    words = (
        (f"{spot.old_lead} {spot.gone}".strip(), f"{spot.new_lead} {spot.come}".strip())
        if is_small
        else (spot.gone, spot.come)
    )
    return (
        _change_told(old_text, new_text, words, HALF_QUOTE),
        _change_told(old_text, new_text, words, SHORT_QUOTE),
    )


def _changed_cell(old: str, new: str) -> tuple[str, str] | None:
    """Return which cell of a table row changed; None unless exactly one did."""
    sides = [text.split(" | ") for text in (old, new)]
    if len(sides[0]) != len(sides[1]):
        return None
    changed = [
        n
        for n, (a, b) in enumerate(zip(*sides, strict=True))
        if fold_for_comparison(a) != fold_for_comparison(b)
    ]
    if len(changed) != 1:
        return None
    at = changed[0]
    was, now = sides[0][at], sides[1][at]
    if not (_is_few(was) and _is_few(now)):
        return None
    name = f"for {quote_beginning(sides[1][0], HEADING_CHARS)}, " if at else ""
    told = f"{quote_beginning(was, HALF_QUOTE)} becomes {quote_beginning(now, HALF_QUOTE)}"
    short = f"{_shorten(was)} becomes {_shorten(now)}"
    row = f" ({sides[1][0]})" if at and len(sides[1][0]) < HEADING_CHARS else ""
    return f"{name}{told}", f"{short}{row}"


def _is_few(words: str) -> bool:
    return len(words_of(words)) <= _FEW_WORDS


def _sentence_without(sentence: str, words: str) -> str:
    """Return the part of a sentence before some words, or the part after them if they begin it."""
    before, _, after = sentence.partition(words)
    if len(words_of(before)) >= _CONTEXT:
        return before.lstrip(" ,;:").rstrip(" ,;:(")
    return after.lstrip(" ,;:)").rstrip(" ,;:")


def _shorten(text: str) -> str:
    return quote_beginning(text, SHORT_QUOTE)
