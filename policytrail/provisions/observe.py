"""What the patterns and the published models find in each sentence of a document."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from policytrail.model import Document
from policytrail.provisions import hints
from policytrail.provisions.matcher import Match, Matcher, Strength
from policytrail.provisions.places import stating_places
from policytrail.provisions.senses import Senses
from policytrail.provisions.statements import PolicySentence, split_statements
from policytrail.provisions.taxonomy import ProvisionType, Taxonomy
from policytrail.provisions.topics import Sense, Surroundings, Topics
from policytrail.provisions.typing_features import ModelInput, model_input, sentence_hints
from policytrail.provisions.unfairness import Unfairness, UnfairnessVerdict

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


class Observer:
    """The patterns, and the models of topics and unfair terms."""

    def __init__(self, matcher: Matcher, unfairness: Unfairness, topics: Topics) -> None:
        self._matcher = matcher
        self._senses = Senses(matcher)
        self._unfairness = unfairness
        self._topics = topics
        self._by_label = _default_types(matcher.taxonomy)

    def observe_document(self, document: Document, unread: frozenset[int]) -> list[Observed]:
        """Return the sentences of a document with what was found in each."""
        statements = list(split_statements(stating_places(document, unread)))
        sizes: dict[int, int] = {}
        for statement in statements:
            sizes[statement.place.position] = sizes.get(statement.place.position, 0) + 1
        observed: list[Observed] = []
        block, position = self._topics.surroundings_of_block(""), -1
        for index, statement in enumerate(statements):
            if statement.place.position != position:
                position = statement.place.position
                block = self._topics.surroundings_of_block(
                    statement.place.block.text if sizes[position] > 1 else ""
                )
            observed.append(self._observe_sentence(statements, index, block))
        return observed

    def _observe_sentence(
        self, statements: Sequence[PolicySentence], index: int, block: Surroundings
    ) -> Observed:
        statement = statements[index]
        raw = self._matcher.match_sentence(statement.folded, statement.tokens.words)
        if statement.lead and not raw:
            raw = self._matcher.match_after(statement.lead, statement.folded)
        sense = self._topics.sense_topics(statement.tokens, block)
        verdicts = self._unfairness.judge_sentence(statement.tokens, hints.hints_from_matches(raw))
        matches = tuple(self._borne_out(statement, raw, sense, verdicts))
        labels = [*verdicts, *self._topics.topics_near(sense, _NEAR, _CLEAR)]
        facts = sentence_hints(statement, raw, matches, labels)
        return Observed(statement, matches, verdicts, sense, model_input(statements, index, facts))

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
