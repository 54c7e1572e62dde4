"""Whether the edit itself bears out that a clause was reworded, and in which direction.

A direction is told only if two clauses say the same but for the words of the attribute that decided.
Clauses whose sentences all stand in the other text as well are not reworded: only what is quoted
around them differs. A word that replaces another throughout a policy is one rewording.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from policytrail.language import TextIndex, count_words, split_sentences, words_of
from policytrail.model import AttributeChange, Hunk, Provision, ProvisionChange, ProvisionMove
from policytrail.provisions.directions import LIGHT
from policytrail.provisions.verified_moves import edited_share
from policytrail.text import fold_for_comparison

_NEGATION = re.compile(r"\b(?:non|not?|nt|never|neither|nor|cannot|without)\b|n't\b")
_SAME_CLAUSE_SURELY = 0.7
"""Share of the shorter clause's words below which no direction is reported."""
_WHOLE = 0.6
"""Share of the deciding words that the edit itself must contain."""
_MOST_BESIDE = 4
"""Most telling words by which two clauses may differ beside the words of the attribute that decided."""
_JUDGED = "potentially_unfair"
"""An attribute that a model read from the whole clause: no words of it decide on a direction."""
_MOST_RENAMED = 12
_OFTEN = 3
"""Clauses with one and the same small edit from which it counts as a renaming."""


def is_borne_out(
    before: Provision, after: Provision, changed: Sequence[AttributeChange], hunk: Hunk
) -> bool:
    """Return whether the edit contains the words that decided on a direction, and hardly any others."""
    olds, news = count_words(before.excerpt), count_words(after.excerpt)
    fewest = min(olds.total(), news.total())
    if (olds & news).total() < _SAME_CLAUSE_SURELY * fewest:
        return False
    changed = [
        change
        for change in changed
        if change.name != _JUDGED and _is_new_to(before, after, change, hunk)
    ]
    if _count_beside(before, after, changed) > _MOST_BESIDE:
        return False
    if any(is_figure(change.old) and is_figure(change.new) for change in changed):
        return True
    if any(
        _NEGATION.search(fold_for_comparison(edit.text)) for edit in hunk.edits if edit.op != "="
    ):
        return bool(changed)
    names = {change.name for change in changed}
    return any(
        edited_share(hunk, attribute.quote, mark) >= _WHOLE
        for clause, mark in ((before, "-"), (after, "+"))
        for attribute in clause.attributes
        if attribute.name in names and attribute.quote is not None
    )


def _is_new_to(before: Provision, after: Provision, change: AttributeChange, hunk: Hunk) -> bool:
    """Return whether words that an attribute was read from stand in one of two clauses only.

    What one version was read to state and the other not may stand word for word in both, or in a
    sentence beside the clause.
    """
    if change.name == "denied" or (change.old is not None and change.new is not None):
        return True
    clause, other, side = (
        (before, after, hunk.new) if change.new is None else (after, before, hunk.old)
    )
    known = count_words(other.excerpt)
    other_words = f" {' '.join(words_of(side.text if side else ''))} "
    quotes = [
        attribute.quote
        for attribute in clause.attributes
        if attribute.name == change.name and attribute.quote is not None
    ]
    return not quotes or any(
        count_words(quote.excerpt) - known
        and f" {' '.join(words_of(quote.excerpt))} " not in other_words
        for quote in quotes
    )


def _count_beside(before: Provision, after: Provision, changed: Sequence[AttributeChange]) -> int:
    """Return how many telling words differ beside those that the changed attributes were read from."""
    names = {change.name for change in changed}
    deciding = {
        word
        for clause in (before, after)
        for attribute in clause.attributes
        if attribute.name in names and attribute.quote is not None
        for word in count_words(attribute.quote.excerpt)
    }
    lost, gained = _differing_words(before.excerpt, after.excerpt)
    return sum(word not in deciding for word in (*lost, *gained))


def is_figure(value: object) -> bool:
    """Return whether the value of an attribute is or contains a number."""
    return any(map(str.isdigit, str(value)))


def stand_unchanged(
    before: Provision, after: Provision, old_text: TextIndex, new_text: TextIndex
) -> bool:
    """Return whether every sentence of two clauses stands word for word in both texts."""
    return all(
        other.has_words(sentence)
        for clause, other in ((before, new_text), (after, old_text))
        for sentence in split_sentences(clause.excerpt)
        if words_of(sentence)
    )


def count_renaming_once(changes: Sequence[ProvisionChange]) -> list[ProvisionChange]:
    """Return the changes with one rewording for each small edit that many clauses share."""
    edits = [_shared_edit(change) for change in changes]
    counts = Counter(edit for edit in edits if edit is not None)
    told_names: set[tuple[str, ...]] = set()
    once: list[ProvisionChange] = []
    for change, edit in zip(changes, edits, strict=True):
        if edit is not None and counts[edit] >= _OFTEN and edit in told_names:
            once.append(replace(change, move=ProvisionMove.KEPT, reason=""))
        else:
            once.append(change)
        if edit is not None:
            told_names.add(edit)
    return once


def _shared_edit(change: ProvisionChange) -> tuple[str, ...] | None:
    """Return the words that a rewording replaced; None if they are more than those of a name."""
    if change.move is not ProvisionMove.REWORDED or change.old is None or change.new is None:
        return None
    lost, gained = _differing_words(change.old.excerpt, change.new.excerpt)
    if not 0 < len(lost) + len(gained) <= _MOST_RENAMED:
        return None
    # However often a name occurs in a clause, it is one replacement.
    return (*sorted(set(lost)), "->", *sorted(set(gained)))


def _differing_words(old: str, new: str) -> tuple[list[str], list[str]]:
    """Return the telling words that one of two texts has more often than the other."""
    olds, news = count_words(old), count_words(new)
    return (
        [word for word in (olds - news).elements() if word not in LIGHT],
        [word for word in (news - olds).elements() if word not in LIGHT],
    )
