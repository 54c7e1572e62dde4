"""Whether the other text states a fact too, anywhere and in any notation: then it neither came nor went."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from policytrail.model import Document, Fact
from policytrail.significance.weigh.fact_values import fact_family, state_the_same
from policytrail.significance.weigh.stated_facts import Found, stated_in
from policytrail.significance.weigh.still_stated import StatedNames

_NAMES = frozenset({"party", "email", "address", "phone", "governing_law", "date"})
"""Facts that are the same wherever their words occur."""


class StatedFacts:
    """What a whole document states."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._names = StatedNames(document)

    @cached_property
    def _by_family(self) -> dict[str, list[Found]]:
        families: dict[str, list[Found]] = {}
        for block in self._document.blocks:
            for stated in stated_in(block.text):
                families.setdefault(fact_family(stated.what), []).append(stated)
        return families

    def state(self, what: str, words: str) -> bool:
        """Return whether the document states a fact of this kind with the value of these words."""
        asked = Found(what, words, 0)
        if any(state_the_same(asked, each) for each in self._by_family.get(fact_family(what), ())):
            return True
        return what in _NAMES and self._names.has(what, words)


def without_stated_elsewhere(
    facts: Iterable[Fact], old: StatedFacts, new: StatedFacts
) -> Iterator[Fact]:
    """Yield the facts without those that one text is said to lack although it states them elsewhere."""
    for fact in facts:
        if fact.old is None:
            is_known = fact.new is not None and old.state(fact.what, fact.new)
        else:
            is_known = fact.new is None and new.state(fact.what, fact.old)
        if not is_known:
            yield fact
