"""Which types a sentence is of, by the patterns of the taxonomy."""

from dataclasses import dataclass

from policytrail.provisions.attributes import AttributeReader, reader_of
from policytrail.provisions.patterns import CueIndex, Pattern, compile_pattern
from policytrail.provisions.sentences import WORDS
from policytrail.provisions.taxonomy import ProvisionType, Taxonomy


@dataclass(frozen=True, slots=True)
class Match:
    """A type that a sentence is of, and how sure its pattern is."""

    type: ProvisionType
    is_strong: bool
    pattern: str
    """The line of the taxonomy that matched."""


class Matcher:
    """A taxonomy, compiled once."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self.taxonomy = taxonomy
        self._patterns: list[Pattern] = []
        self._owners: list[tuple[ProvisionType, bool]] = []
        self._unless: dict[str, tuple[Pattern, ...]] = {}
        self._readers: dict[str, tuple[AttributeReader, ...]] = {}
        for one in taxonomy.types:
            self._add(one)
        self._index = CueIndex(self._patterns)

    def _add(self, one: ProvisionType) -> None:
        for is_strong, sources in ((True, one.strong), (False, one.weak)):
            self._patterns += [compile_pattern(line, self.taxonomy.macros) for line in sources]
            self._owners += [(one, is_strong)] * len(sources)

    def readers_of(self, one: ProvisionType) -> tuple[AttributeReader, ...]:
        """Return the readers of a type's attributes, made when the type is first met."""
        if one.id not in self._readers:
            rules = one.attributes.items()
            macros = self.taxonomy.macros
            self._readers[one.id] = tuple(reader_of(name, rule, macros) for name, rule in rules)
        return self._readers[one.id]

    def match(self, folded: str) -> list[Match]:
        """Return the types of a folded sentence, in the order of the taxonomy."""
        found: dict[str, Match] = {}
        for number in self._index.called_by(WORDS.findall(folded)):
            one, is_strong = self._owners[number]
            if one.id in found:
                continue
            pattern = self._patterns[number]
            if pattern.search(folded) and not self._is_excepted(one, folded):
                found[one.id] = Match(one, is_strong, pattern.source)
        return list(found.values())

    def _is_excepted(self, one: ProvisionType, folded: str) -> bool:
        if one.id not in self._unless:
            macros = self.taxonomy.macros
            self._unless[one.id] = tuple(compile_pattern(line, macros) for line in one.unless)
        return any(pattern.search(folded) for pattern in self._unless[one.id])
