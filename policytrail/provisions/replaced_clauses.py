"""Clauses told as gone beside new ones of their type that are about the same: neither is certain.

A clause that was written anew shares few of its words with the old one, too few to say that it became
that one; and to say that a rule went is wrong where another sentence has it.
"""

from collections.abc import Sequence
from dataclasses import replace

from policytrail.language import stem_of, telling_words
from policytrail.model import Provision, ProvisionChange, ProvisionMove
from policytrail.provisions.directions import LIGHT

_SHARED = 0.5
"""Share of the shorter clause's words from which two clauses of a type are about the same."""
_FEWEST = 4


def without_replaced(changes: Sequence[ProvisionChange]) -> list[ProvisionChange]:
    """Return the changes; of a clause that went and one that came about the same, both as edited near."""
    gone = [change for change in changes if change.move is ProvisionMove.REMOVED]
    come = [change for change in changes if change.move is ProvisionMove.ADDED]
    words = {id(change): _telling_stems(change.old or change.new) for change in (*gone, *come)}
    replaced = {
        id(change)
        for old in gone
        for new in come
        if old.type == new.type and _are_about_the_same(words[id(old)], words[id(new)])
        for change in (old, new)
    }
    return [
        replace(change, move=ProvisionMove.EDITED_NEAR) if id(change) in replaced else change
        for change in changes
    ]


def _telling_stems(provision: Provision | None) -> frozenset[str]:
    words = telling_words(provision.excerpt) if provision else []
    return frozenset(stem_of(word) for word in words if word not in LIGHT)


def _are_about_the_same(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = len(one & other)
    return shared >= _FEWEST and shared >= _SHARED * min(len(one), len(other))
