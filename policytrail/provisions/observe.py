"""What the patterns and the published models find in each sentence of a document."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from policytrail.model import Block, Document, Quote
from policytrail.provisions import hints
from policytrail.provisions.matcher import Match, Matcher, Strength
from policytrail.provisions.places import StatingPlace, stating_places
from policytrail.provisions.statements import PolicySentence, split_statements
from policytrail.provisions.taxonomy import ProvisionType, Taxonomy
from policytrail.provisions.topics import Sense, Surroundings, Topics
from policytrail.provisions.typing_features import ModelInput, model_input, sentence_hints
from policytrail.provisions.unfairness import Unfairness, UnfairnessVerdict
from policytrail.provisions.word_senses import Senses

_BLOCKS_KEPT = 2048
"""Blocks whose sentences are cached: the next version of a policy has nearly all of them again."""
_NEAR, _CLEAR = -0.4, 0.1
"""Topic scores from which a topic is a hint, and a strong hint."""


@dataclass(frozen=True, slots=True)
class Observed:
    """One sentence with what was found in it."""

    statement: PolicySentence
    matches: Sequence[Match]
    """Types whose patterns match in the sense of the type, and types that models stand for."""
    verdicts: Mapping[str, UnfairnessVerdict]
    sense: Sense
    seen: ModelInput


@dataclass(frozen=True, slots=True)
class _Around:
    """What of a block's place decides, beside its own words, what its sentences say."""

    lead: str
    lead_words: str
    title: str
    section: str

    @classmethod
    def of_place(cls, place: StatingPlace) -> "_Around":
        return cls(place.lead, place.lead_words, place.title, place.section)

    def place_of(self, block: Block) -> StatingPlace:
        """Return the place of a block in no document."""
        return StatingPlace("", 0, block, "", self.lead, self.lead_words, self.title, self.section)


@dataclass(frozen=True, slots=True)
class _BlockSentence:
    """A sentence of a block with what was found in it, wherever the block stands."""

    statement: PolicySentence
    matches: Sequence[Match]
    verdicts: Mapping[str, UnfairnessVerdict]
    sense: Sense
    facts: tuple[str, ...]

    def statement_at(self, place: StatingPlace) -> PolicySentence:
        """Return the sentence where the block stands now."""
        known = self.statement
        return PolicySentence(
            place,
            Quote(place.position, place.block, known.quote.start, known.quote.end),
            known.folded,
            known.tokens,
            known.number_in_block,
            known.reading,
        )


class Observer:
    """The patterns, and the models of topics and unfair terms."""

    def __init__(self, matcher: Matcher, unfairness: Unfairness, topics: Topics) -> None:
        self._matcher = matcher
        self._senses = Senses(matcher)
        self._unfairness = unfairness
        self._topics = topics
        self._by_label = _default_types(matcher.taxonomy)
        self._kept = lru_cache(_BLOCKS_KEPT)(self._observe_block)

    def observe_document(self, document: Document, unread: frozenset[int]) -> list[Observed]:
        """Return the sentences of a document with what was found in each."""
        places = list(stating_places(document, unread))
        heard = [
            (place, sentence)
            for place in places
            for sentence in self._kept(place.block, _Around.of_place(place))
        ]
        statements = [sentence.statement_at(place) for place, sentence in heard]
        return [
            Observed(
                statement,
                sentence.matches,
                sentence.verdicts,
                sentence.sense,
                model_input(statements, index, sentence.facts),
            )
            for index, (statement, (_, sentence)) in enumerate(zip(statements, heard, strict=True))
        ]

    def _observe_block(self, block: Block, around: "_Around") -> tuple[_BlockSentence, ...]:
        """Return the sentences of a block with what was found in each, wherever the block stands."""
        statements = list(split_statements([around.place_of(block)]))
        surroundings = self._topics.surroundings_of_block(block.text if len(statements) > 1 else "")
        return tuple(self._observe_sentence(statement, surroundings) for statement in statements)

    def _observe_sentence(self, statement: PolicySentence, block: Surroundings) -> _BlockSentence:
        raw = self._matcher.match_sentence(statement.folded, statement.tokens.words)
        if statement.lead and not raw:
            raw = self._matcher.match_after(statement.lead, statement.folded)
        sense = self._topics.sense_topics(statement.tokens, block)
        verdicts = self._unfairness.judge_sentence(statement.tokens, hints.hints_from_matches(raw))
        matches = tuple(self._borne_out(statement, raw, sense, verdicts))
        labels = [*verdicts, *self._topics.topics_near(sense, _NEAR, _CLEAR)]
        facts = tuple(sentence_hints(statement, raw, matches, labels))
        return _BlockSentence(statement, matches, verdicts, sense, facts)

    def _borne_out(
        self,
        statement: PolicySentence,
        raw: Sequence[Match],
        sense: Sense,
        verdicts: Mapping[str, UnfairnessVerdict],
    ) -> Iterator[Match]:
        """Yield the types that patterns match and topics confirm, then those that models find."""
        matches = [
            match
            for match in self._senses.matches_meant(raw, statement.reading)
            if self._topics.allows_type(match.type, sense)
        ]
        yield from matches
        labels = {match.type.unfair_tos for match in matches}
        named = {match.type.id for match in matches}
        for label in verdicts:
            if label not in labels and label in self._by_label:
                named.add(self._by_label[label].id)
                yield Match(self._by_label[label], Strength.LABEL, f"labelled: {label}")
        for kind in self._topics.clear_types(sense):
            if kind.id not in named and statement.reading.mood not in kind.not_in:
                yield Match(kind, Strength.TOPIC, "topic of the sentence")


def _default_types(taxonomy: Taxonomy) -> dict[str, ProvisionType]:
    """Return the type that stands for each label of unfair terms."""
    defaults: dict[str, ProvisionType] = {}
    for kind in taxonomy.types:
        if kind.unfair_tos and (kind.unfair_default or kind.unfair_tos not in defaults):
            defaults[kind.unfair_tos] = kind
    return defaults
