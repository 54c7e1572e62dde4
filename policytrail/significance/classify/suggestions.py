"""Recognises suggested questions and searches: short lines, many of which ask."""

from collections.abc import Sequence
from itertools import groupby

from policytrail.model import Block, BlockKind, Diff, Document, Hunk, Kind, Side
from policytrail.significance.classify.judgement import Judgement
from policytrail.significance.classify.short_rules import rules_otherwise, states_rule
from policytrail.significance.classify.texts import words_in

_ENTRY_WORDS = 8
_FEWEST_ENTRIES = 4
_ASKING = 0.3
# A help page offers some lines after each answer.
_FEWEST_STRIPS = 5
_STRIP_ENTRIES = 3


def is_suggestion(side: Side, own: Document) -> bool:
    """Return whether blocks stand in a run of short lines many of which are questions."""
    first, last = side.first, side.last
    while first and _is_entry(own.blocks[first - 1]):
        first -= 1
    while last + 1 < len(own.blocks) and _is_entry(own.blocks[last + 1]):
        last += 1
    run = own.blocks[first : last + 1]
    if len(run) < _FEWEST_ENTRIES or not all(map(_is_entry, side.blocks)):
        return False
    asking = sum(map(_asks, run))
    return asking >= _ASKING * len(run)


def _asks(block: Block) -> bool:
    return block.text.endswith(("?", "？"))


def _is_entry(block: Block) -> bool:
    return (
        block.kind in {BlockKind.PARAGRAPH, BlockKind.ITEM}
        and len(words_in(block.text)) <= _ENTRY_WORDS
        and not block.text.endswith((".", ";", ":", ","))
    )


def mark_suggestions(
    diff: Diff, judgements: list[Judgement], old: Document, new: Document
) -> list[Judgement]:
    """Return the judgements, with the lines that a help page offers after its answers marked as page furniture."""
    if all(judgement.kind is not Kind.SUBSTANTIVE for judgement in judgements):
        return judgements
    strips = _strips_of(old), _strips_of(new)
    if not all(strips):
        return judgements
    return [
        Judgement(Kind.CHROME, "questions")
        if judgement.kind is Kind.SUBSTANTIVE and _is_offered(hunk, strips)
        else judgement
        for hunk, judgement in zip(diff.hunks, judgements, strict=True)
    ]


def _strips_of(document: Document) -> frozenset[int]:
    """Return the positions of lines in strips of short lines, if there are several strips and many lines ask."""
    runs = [
        [position for position, _ in run]
        for is_line, run in groupby(
            enumerate(document.blocks),
            lambda numbered: numbered[1].kind is BlockKind.PARAGRAPH and _is_entry(numbered[1]),
        )
        if is_line
    ]
    strips = [run for run in runs if len(run) >= _STRIP_ENTRIES]
    lines = [position for strip in strips for position in strip]
    asking = sum(_asks(document.blocks[position]) for position in lines)
    if len(strips) < _FEWEST_STRIPS or asking < _ASKING * len(lines):
        return frozenset()
    return frozenset(lines)


def _is_offered(hunk: Hunk, strips: Sequence[frozenset[int]]) -> bool:
    """Return whether all lines of a hunk lie in strips, and none of them states a rule."""
    sides = [
        (side, strip)
        for side, strip in zip((hunk.old, hunk.new), strips, strict=True)
        if side is not None
    ]
    texts = [block.text for side, _ in sides for block in side.blocks]
    are_lines = all(set(range(side.first, side.last + 1)) <= strip for side, strip in sides)
    if not are_lines or any(map(states_rule, texts)):
        return False
    return hunk.old is None or hunk.new is None or not rules_otherwise(hunk.old.text, hunk.new.text)
