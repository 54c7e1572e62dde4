"""Describes the edit of one sentence by the edited place that weighs most."""

import re
from collections.abc import Callable, Sequence

from policytrail.language import words_of
from policytrail.model import BlockKind
from policytrail.significance.classify import quote_beginning
from policytrail.significance.describe.draft import HEADING_CHARS, PlacedSentence
from policytrail.significance.describe.edit_quotes import quotes_around
from policytrail.significance.describe.edited_spots import Spot
from policytrail.text import fold_for_comparison

_FEW_WORDS = 14
"""Most words of an edit that is quoted whole; a larger one is quoted by its first words."""
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_VERB = re.compile(r"\b(?:may|will|shall|must|can|cannot|agree|do|does)\b", re.IGNORECASE)
_KEPT = 0.5
"""Share of a sentence's words that must stay for its edits to be described one by one."""
_CONTEXT = 3
SHORT_QUOTE = 130
HALF_QUOTE = 190
LONG_QUOTE = 400
"""Most letters of one sentence that is quoted whole."""
WHOLE_QUOTE = 300
"""Most letters of each of two sentences that are quoted whole."""


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
        return _sentences_told(old.text, new.text, spots)
    ranked = sorted(spots, key=weight, reverse=True)
    ranked = ranked[:1] + [spot for spot in ranked[1:] if spot.can_stand_alone]
    if _may_be_said_elsewhere(ranked) or _opens_sentence(ranked[0], old.text, new.text):
        return _sentences_told(old.text, new.text, spots)
    return _weightiest_told(ranked, old, new)


def _weightiest_told(
    ranked: Sequence[Spot], old: PlacedSentence, new: PlacedSentence
) -> tuple[str, str]:
    """Return, in full and in short, what became of the weightiest places of a sentence."""
    words, headline = _spot_told(ranked[0], old.text, new.text)
    if len(ranked) == 1:
        return words, headline
    both = quotes_around(old.text, new.text, ranked, WHOLE_QUOTE)
    if both.is_whole and new.kind is not BlockKind.ROW:
        return both.told, headline
    second = ranked[1]
    if _is_few(f"{second.gone} {second.come}") and not _is_quoted(second, words):
        words = f"{words}, and {_spot_told(second, old.text, new.text)[0]}"
    return words, headline


def _opens_sentence(spot: Spot, old: str, new: str) -> bool:
    """Return whether an edit gives a sentence another subject and verb: its rest is another sentence."""
    words = spot.come or spot.gone
    is_one_sided = not (spot.come and spot.gone)
    begins = (new if spot.come else old).startswith(words)
    return is_one_sided and begins and _VERB.search(words) is not None


def _is_quoted(spot: Spot, words: str) -> bool:
    """Return whether a statement quotes an edited place already."""
    return spot.gone in words and spot.come in words


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


def _sentences_told(old: str, new: str, spots: Sequence[Spot]) -> tuple[str, str]:
    """Return, in full and in short, that one sentence replaced another."""
    return quotes_around(old, new, spots, WHOLE_QUOTE).told, _headline_told(old, new, spots)


def _headline_told(old: str, new: str, spots: Sequence[Spot]) -> str:
    """Return the headline for words that were replaced; with the new words alone if both do not fit."""
    short = quotes_around(old, new, spots, SHORT_QUOTE)
    is_small = len(spots) == 1 and _is_few(spots[0].gone) and _is_few(spots[0].come)
    if short.is_whole or (is_small and short.is_short and short.old and short.new):
        return short.told
    return f"Reworded: {quotes_around(old, new, spots, HALF_QUOTE).new_told}"


def _spot_told(spot: Spot, old: str, new: str) -> tuple[str, str]:
    """Return, in full and in short, what became of one place of a sentence."""
    if all(_ADDRESS.fullmatch(words) for words in (spot.gone, spot.come)):
        was, now = quote_beginning(spot.gone), quote_beginning(spot.come)
        return (
            f"a contact address changes from {was} to {now}",
            f"Contact address: {spot.gone} → {spot.come}",
        )
    if spot.gone and spot.come:
        return _replacement_told(spot, old, new)
    words, sentence = (spot.come, new) if spot.come else (spot.gone, old)
    verb, link = ("adds", "to") if spot.come else ("drops", "from")
    carrier = _sentence_without(sentence, words)
    place = f" {link} {_shorten(carrier)}" if carrier else ""
    headline = f"{verb.capitalize()} {_shorten(words)}{place}"
    short = quotes_around(old, new, [spot], SHORT_QUOTE)
    if short.is_whole and not _is_few(words):
        headline = short.told
    around = quotes_around(old, new, [spot], WHOLE_QUOTE)
    if around.is_whole and not _is_few(words):
        return around.told, headline
    text = f"it {verb} {quote_beginning(words, WHOLE_QUOTE)}"
    if len(words) > WHOLE_QUOTE or not around.is_short:
        return f"{text}{place}", headline
    return f"{text}{f': {around.new_told}' if spot.come else f' from {around.old_told}'}", headline


def _replacement_told(spot: Spot, old: str, new: str) -> tuple[str, str]:
    """Return, in full and in short, that words of a sentence gave way to others."""
    return quotes_around(old, new, [spot], WHOLE_QUOTE).told, _headline_told(old, new, [spot])


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
    column = changed[0]
    was, now = sides[0][column], sides[1][column]
    if not (_is_few(was) and _is_few(now)):
        return None
    name = f"for {quote_beginning(sides[1][0], HEADING_CHARS)}, " if column else ""
    becomes = f"{quote_beginning(was, HALF_QUOTE)} becomes {quote_beginning(now, HALF_QUOTE)}"
    short = f"{_shorten(was)} becomes {_shorten(now)}"
    row = f" ({sides[1][0]})" if column and len(sides[1][0]) < HEADING_CHARS else ""
    return f"{name}{becomes}", f"{short}{row}"


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
