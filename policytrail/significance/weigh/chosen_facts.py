"""Which facts of a change are told: each once, and only what the two texts can be compared in."""

from collections.abc import Iterable

from policytrail.model import Fact
from policytrail.significance.weigh.substantive_hunks import SubstantiveHunk
from policytrail.whole_rewrite import Rewrite

_MOST = 60


def choose_facts(material: Iterable[SubstantiveHunk], rewrite: Rewrite) -> tuple[Fact, ...]:
    """Return the facts of all hunks that are told.

    In a policy that was mostly rewritten, a figure of one text alone says nothing: its clause may have
    another figure, or none, in words that nothing can be paired with. Of two dates in two hunks, one
    may have become the other.
    """
    once: dict[tuple[str, str | None, str | None], Fact] = {}
    for fact in (fact for substantive in material for fact in substantive.facts):
        once.setdefault((fact.what, fact.old, fact.new), fact)
    facts = list(once.values())
    if rewrite.is_of_most:
        facts = [fact for fact in facts if _is_of_both(fact)]
    dates = [fact for fact in facts if fact.what == "date" and not _is_of_both(fact)]
    if any(fact.old for fact in dates) and any(fact.new for fact in dates):
        facts = [fact for fact in facts if fact not in dates]
    return tuple(facts[:_MOST])


def _is_of_both(fact: Fact) -> bool:
    return fact.old is not None and fact.new is not None
