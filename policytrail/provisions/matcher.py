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
        for kind in taxonomy.types:
            self._add_type(kind)
        self._index = CueIndex(self._patterns)
        self._kept = lru_cache(SENTENCES_KEPT)(self._match_anew)

    def _add_type(self, kind: ProvisionType) -> None:
        for strength, sources in ((Strength.STRONG, kind.strong), (Strength.WEAK, kind.weak)):
            compiled = [compile_pattern(line, self.taxonomy.macros) for line in sources]
            self._patterns += compiled
            self._of_type.setdefault(kind.id, []).extend(compiled)
            self._owners += [(kind, strength)] * len(sources)

    def attribute_readers(self, kind: ProvisionType) -> tuple[AttributeReader, ...]:
        """Return the readers of a type's attributes, compiled when the type first occurs."""
        if kind.id not in self._readers:
            rules = kind.attributes.items()
            macros = self.taxonomy.macros
            self._readers[kind.id] = tuple(build_reader(name, rule, macros) for name, rule in rules)
        return self._readers[kind.id]

    def match_sentence(self, folded: str, words: frozenset[str] | None = None) -> list[Match]:
        """Return the types of a folded sentence, in the order of the taxonomy.

        `words` are those of the sentence, if the caller has them.
        """
        words = frozenset(WORDS.findall(folded)) if words is None else words
        return list(self._kept(folded, words))

    def _match_anew(self, folded: str, words: frozenset[str]) -> tuple[Match, ...]:
        matches: dict[str, Match] = {}
        for number in self._index.called_by(words):
            kind, strength = self._owners[number]
            pattern = self._patterns[number]
            if kind.id in matches or not pattern.may_match(words):
                continue
            if pattern.search_folded(folded) and not self._is_excepted(kind, folded, words):
                matches[kind.id] = Match(kind, strength, pattern.source)
        return tuple(matches.values())

    def patterns_seeing(self, kind: ProvisionType, folded: str) -> int:
        """Return how many patterns of a type match: a second one confirms the first."""
        return sum(line.search_folded(folded) is not None for line in self._of_type[kind.id])

    def match_after(self, lead: str, folded: str) -> list[Match]:
        """Return the types of a list item that only show together with the introduction of its list.

        `You may not:` and `use robots` state nothing by themselves.
        """
        joined = f"{lead} {folded}"
        matches: dict[str, Match] = {}
        words = frozenset(WORDS.findall(joined))
        for number in self._index.called_by(words):
            kind, _ = self._owners[number]
            span = None if kind.id in matches else self._patterns[number].search_folded(joined)
            reaches_over = span is not None and span[0] < len(lead) < span[1]
            if reaches_over and not self._is_excepted(kind, joined, words):
                matches[kind.id] = Match(kind, Strength.LEAD, self._patterns[number].source)
        return list(matches.values())

    def _is_excepted(self, kind: ProvisionType, folded: str, words: frozenset[str]) -> bool:
        if not kind.unless:
            return False
        if kind.id not in self._unless:
            macros = self.taxonomy.macros
            self._unless[kind.id] = tuple(compile_pattern(line, macros) for line in kind.unless)
        return any(
            pattern.may_match(words) and pattern.search_folded(folded)
            for pattern in self._unless[kind.id]
        )
