"""The types of a sentence by the patterns of the taxonomy."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from policytrail.language import WORDS
from policytrail.provisions.attributes import AttributeReader, build_reader
from policytrail.provisions.features import SENTENCES_KEPT
from policytrail.provisions.patterns import CueIndex, Pattern, compile_pattern
from policytrail.provisions.taxonomy import ProvisionType, Taxonomy


class Strength(StrEnum):
    """The source of a match."""

    STRONG = "strong"
    WEAK = "weak"
    LABEL = "label"
    """The model of unfair terms, without a matching pattern."""
    LEAD = "lead"
    """A pattern over a list item together with the introduction of its list."""
    TOPIC = "topic"
    """The topic model, without a matching pattern."""
    MODEL = "model"
    """The typing model, without a matching pattern."""


@dataclass(frozen=True, slots=True)
class Match:
    """A type of a sentence, and the source of that finding."""

    type: ProvisionType
    strength: Strength
    pattern: str
    """The line of the taxonomy that matched, or what stands in for it."""


class Matcher:
    """A taxonomy, compiled once."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self.taxonomy = taxonomy
        self._patterns: list[Pattern] = []
        self._owners: list[tuple[ProvisionType, Strength]] = []
        self._of_type: dict[str, list[Pattern]] = {}
        self._unless: dict[str, tuple[Pattern, ...]] = {}
        self._readers: dict[str, tuple[AttributeReader, ...]] = {}
        for one in taxonomy.types:
            self._add_type(one)
        self._index = CueIndex(self._patterns)
        self._kept = lru_cache(SENTENCES_KEPT)(self._match_anew)

    def _add_type(self, one: ProvisionType) -> None:
        for strength, sources in ((Strength.STRONG, one.strong), (Strength.WEAK, one.weak)):
            compiled = [compile_pattern(line, self.taxonomy.macros) for line in sources]
            self._patterns += compiled
            self._of_type.setdefault(one.id, []).extend(compiled)
            self._owners += [(one, strength)] * len(sources)

    def attribute_readers(self, one: ProvisionType) -> tuple[AttributeReader, ...]:
        """Return the readers of a type's attributes, compiled when the type first occurs."""
        if one.id not in self._readers:
            rules = one.attributes.items()
            macros = self.taxonomy.macros
            self._readers[one.id] = tuple(build_reader(name, rule, macros) for name, rule in rules)
        return self._readers[one.id]

    def match_sentence(self, folded: str, words: frozenset[str] | None = None) -> list[Match]:
        """Return the types of a folded sentence, in the order of the taxonomy.

        `words` are those of the sentence, if the caller has them.
        """
        words = frozenset(WORDS.findall(folded)) if words is None else words
        return list(self._kept(folded, words))

    def _match_anew(self, folded: str, words: frozenset[str]) -> tuple[Match, ...]:
        found: dict[str, Match] = {}
        for number in self._index.called_by(words):
            one, strength = self._owners[number]
            pattern = self._patterns[number]
            if one.id in found or not pattern.may_match(words):
                continue
            if pattern.search_folded(folded) and not self._is_excepted(one, folded, words):
                found[one.id] = Match(one, strength, pattern.source)
        return tuple(found.values())

    def patterns_seeing(self, one: ProvisionType, folded: str) -> int:
        """Return how many patterns of a type match: a second one confirms the first."""
        return sum(line.search_folded(folded) is not None for line in self._of_type[one.id])

    def match_after(self, lead: str, folded: str) -> list[Match]:
        """Return the types of a list item that only show together with the introduction of its list.

        `You may not:` and `use robots` state nothing by themselves.
        """
        joined = f"{lead} {folded}"
        found: dict[str, Match] = {}
        words = frozenset(WORDS.findall(joined))
        for number in self._index.called_by(words):
            one, _ = self._owners[number]
            span = None if one.id in found else self._patterns[number].search_folded(joined)
            reaches_over = span is not None and span[0] < len(lead) < span[1]
            if reaches_over and not self._is_excepted(one, joined, words):
                found[one.id] = Match(one, Strength.LEAD, self._patterns[number].source)
        return list(found.values())

    def _is_excepted(self, one: ProvisionType, folded: str, words: frozenset[str]) -> bool:
        if not one.unless:
            return False
        if one.id not in self._unless:
            macros = self.taxonomy.macros
            self._unless[one.id] = tuple(compile_pattern(line, macros) for line in one.unless)
        return any(
            pattern.may_match(words) and pattern.search_folded(folded)
            for pattern in self._unless[one.id]
        )
