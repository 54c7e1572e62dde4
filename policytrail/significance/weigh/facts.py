"""Stated facts and their changes: periods, prices, parties, places, contacts."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from policytrail.language import words_of
from policytrail.model import Edit, Fact
from policytrail.significance.weigh.fact_values import (
    Value,
    fact_family,
    fact_value,
)
from policytrail.significance.weigh.periods import LIMIT, UNCERTAIN
from policytrail.significance.weigh.stated_facts import Found, stated_in

_MOST_A_HUNK = 6
_GLUED_BEFORE = re.compile(r"[\w.+-]$")
_GLUED_BEHIND = re.compile(r"[\w+-]")
"""What is put in without a blank between becomes a part of the name: "ask@" -> "please-ask@"."""


_Spot = tuple[tuple[int, int], tuple[int, int]]
"""Where an edit begins and ends in the old and in the new text."""


def facts_between(edits: Sequence[Edit], place: int) -> tuple[Fact, ...]:
    """Return the facts that a hunk changes, with the words of both texts.

    Only facts that an edit touches are reported. A fact of the old text becomes one of the new text
    only if both stand in the same edit, with equally many of the kind on either side.
    """
    sides = (
        "".join(e.text for e in edits if e.op != "+"),
        "".join(e.text for e in edits if e.op != "-"),
    )
    spots = list(_edited_spots(edits))
    gone, come = (
        [
            (stated, place)
            for stated in stated_in(sides[side])
            for place in _touched_edits(stated, spots, sides, side)
        ]
        for side in (0, 1)
    )
    kept = Counter(_fact_key(stated) for stated, _ in gone) & Counter(
        _fact_key(stated) for stated, _ in come
    )
    gone, come = _not_kept(gone, kept), _not_kept(come, kept)
    facts = [
        fact
        for edit_number in sorted({edit_place for _, edit_place in (*gone, *come)})
        for fact in _paired_facts(
            [f for f, n in gone if n == edit_number],
            [f for f, n in come if n == edit_number],
            place,
        )
    ]
    changed = [fact for fact in facts if not _stands_on_both_sides(fact, sides)]
    return tuple(dict.fromkeys(changed))[:_MOST_A_HUNK]


def _stands_on_both_sides(fact: Fact, sides: tuple[str, str]) -> bool:
    """Return whether the words of a one-sided fact occur on the other side too."""
    if fact.old is not None and fact.new is not None:
        return False
    words, other = (fact.old, sides[1]) if fact.new is None else (fact.new, sides[0])
    plain = " ".join(words_of(words or ""))
    return f" {plain} " in f" {' '.join(words_of(other))} "


def _edited_spots(edits: Sequence[Edit]) -> Iterator[_Spot]:
    """Yield the edited places, in both texts."""
    ends = [0, 0]
    start: tuple[int, int] | None = None
    for edit in edits:
        if edit.op == "=":
            if start is not None:
                yield (start[0], ends[0]), (start[1], ends[1])
            start = None
        elif start is None:
            start = ends[0], ends[1]
        ends[0] += len(edit.text) if edit.op != "+" else 0
        ends[1] += len(edit.text) if edit.op != "-" else 0
    if start is not None:
        yield (start[0], ends[0]), (start[1], ends[1])


def _touched_edits(
    stated: Found, spots: Sequence[_Spot], sides: tuple[str, str], side: int
) -> Iterator[int]:
    """Yield the number of the first edit that touches a stated fact, if one does."""
    end = stated.start + len(stated.text)
    for number, spot in enumerate(spots):
        first, last = spot[side]
        if first == last:
            other = sides[1 - side][slice(*spot[1 - side])]
            is_touched = (
                stated.start < first < end
                or (first == stated.start and _GLUED_BEFORE.search(other) is not None)
                or (first == end and _GLUED_BEHIND.match(other) is not None)
            )
        else:
            is_touched = first < end and last > stated.start
        if is_touched:
            yield number
            return


def _not_kept(
    statements: list[tuple[Found, int]], kept: Counter[tuple[str, Value]]
) -> list[tuple[Found, int]]:
    """Return the facts that the other text does not state as well."""
    left = kept.copy()
    rest: list[tuple[Found, int]] = []
    for statement in statements:
        if left[_fact_key(statement[0])] > 0:
            left[_fact_key(statement[0])] -= 1
        else:
            rest.append(statement)
    return rest


def _paired_facts(gone: Sequence[Found], come: Sequence[Found], place: int) -> Iterator[Fact]:
    """Yield the facts of one edit: those of the old text with those that replaced them."""
    for family in dict.fromkeys(fact_family(stated.what) for stated in (*gone, *come)):
        olds = [stated for stated in gone if fact_family(stated.what) == family]
        news = [stated for stated in come if fact_family(stated.what) == family]
        if len(olds) == len(news):
            for old, new in zip(olds, news, strict=True):
                if fact_value(old) != fact_value(new):
                    yield Fact(_common_kind(old, new), old.text, new.text, place)
            continue
        yield from (Fact(stated.what, stated.text, None, place) for stated in olds)
        yield from (Fact(stated.what, None, stated.text, place) for stated in news)


def _common_kind(old: Found, new: Found) -> str:
    """Return the kind of both figures; if the texts differ in it, only that a figure changed."""
    if old.what == new.what:
        return old.what
    kinds = {old.what, new.what} - {LIMIT, UNCERTAIN}
    return kinds.pop() if len(kinds) == 1 else UNCERTAIN


def _fact_key(stated: Found) -> tuple[str, Value]:
    return stated.what, fact_value(stated)
