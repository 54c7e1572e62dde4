"""The description of a change about which nothing certain can be stated: where it is, and how large."""

from collections.abc import Sequence
from dataclasses import dataclass

from policytrail.language import Standing, TextIndex, words_of
from policytrail.model import HunkOp, Side
from policytrail.significance.classify import quote_beginning
from policytrail.significance.describe.draft import HEADING_CHARS, placed_sentences
from policytrail.significance.describe.languages import is_in_other_language
from policytrail.significance.describe.placed_texts import PlacedTexts
from policytrail.significance.weigh import SubstantiveHunk

_SAMPLED = 40
_QUOTED = 30
"""Most words of an edit that is quoted whole."""


@dataclass(frozen=True, slots=True)
class PlainDescription:
    """Where a change is."""

    headline: str
    text: str
    """A sentence."""


def describe_plainly(material: Sequence[SubstantiveHunk], texts: PlacedTexts) -> PlainDescription:
    """Return where the text was edited; words count as added or removed only if the other text lacks them."""
    names = list(
        dict.fromkeys(substantive.section for substantive in material if substantive.section)
    )
    where = quote_beginning(names[0], HEADING_CHARS) if len(names) == 1 else ""
    if len(material) == 1 and not is_in_other_language(material[0], texts.pair):
        added = _inserted_words(material[0])
        if added:
            return _with_quote("added", quote_beginning(added.replace("\n", " ")), where)
    for op in (HunkOp.INSERT, HunkOp.DELETE):
        if _only_does(op, material, texts):
            return _words_told(op, material, where)
    if where:
        return PlainDescription(f"Section {where} reworded", f"The section {where} was reworded.")
    return PlainDescription("Text reworded", "The text was reworded.")


def _inserted_words(substantive: SubstantiveHunk) -> str:
    """Return the words that a hunk puts into a passage, if it does nothing else and they are few."""
    edits = [edit.text.strip() for edit in substantive.hunk.edits if edit.op != "="]
    is_insertion = [edit.op for edit in substantive.hunk.edits if edit.op != "="] == ["+"]
    return edits[0] if is_insertion and 0 < len(words_of(edits[0])) <= _QUOTED else ""


def _only_does(op: HunkOp, material: Sequence[SubstantiveHunk], texts: PlacedTexts) -> bool:
    """Return whether a change only adds, or only removes, words that the other text lacks."""
    if {substantive.hunk.op for substantive in material} != {op}:
        return False
    if {hunk.op for hunk in texts.pair.diff.hunks} == {op}:
        return True
    sides = [substantive.hunk.new or substantive.hunk.old for substantive in material]
    return _all_absent(sides, texts.old if op is HunkOp.INSERT else texts.new)


def _words_told(op: HunkOp, material: Sequence[SubstantiveHunk], where: str) -> PlainDescription:
    """Return how many words were added or removed, or the words themselves if they are few."""
    act, preposition = ("added", "to") if op is HunkOp.INSERT else ("removed", "from")
    sides = [substantive.hunk.new or substantive.hunk.old for substantive in material]
    count = sum(_count_words(side) for side in sides)
    side = sides[0]
    if len(sides) == 1 and side is not None and 0 < count <= _QUOTED:
        return _with_quote(act, quote_beginning(side.text.replace("\n", " ")), where)
    return _with_place(f"{count:,} {'word' if count == 1 else 'words'} {act}", preposition, where)


def _with_quote(act: str, quote: str, where: str) -> PlainDescription:
    place = f" under {where}" if where else ""
    return PlainDescription(f"Words {act}{place}: {quote}", f"The words {quote} were {act}{place}.")


def _with_place(line: str, preposition: str, where: str) -> PlainDescription:
    headline = f"{line} {preposition} {where}" if where else line
    verb = "was" if line.startswith("1 ") else "were"
    count, noun, act = line.split(" ")
    place = f"the section {where}" if where else "the text"
    return PlainDescription(headline, f"{count} {noun} {verb} {act} {preposition} {place}.")


def _count_words(side: Side | None) -> int:
    return len(words_of(side.text)) if side is not None else 0


def _all_absent(sides: Sequence[Side | None], other: TextIndex) -> bool:
    sentences = [sentence.text for side in sides for sentence in placed_sentences(side)]
    lines = sentences or [side.text for side in sides if side is not None]
    return bool(lines) and all(
        other.judge_presence(line) in (Standing.ABSENT, Standing.UNCERTAIN)
        for line in lines[:_SAMPLED]
    )
