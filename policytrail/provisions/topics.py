"""What a sentence of a privacy policy is about, as a model learnt it from labelled sentences.

A pattern sees words; whether `share` is about data or about a button, a model of the whole sentence
sees better. So a type that has topics is kept only where the sentence and its block are near one of
them, and a sentence that is clearly about a topic gets the type that stands for it, as an inference.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from policytrail.language import fold_for_matching
from policytrail.provisions.features import Tokens, model_tokens
from policytrail.provisions.linear import LinearModel, read_model
from policytrail.provisions.taxonomy import ProvisionType, Taxonomy

MODEL = "privacy_topics.tsv"

# Chosen out of a grid of 35 pairs on the train part of OPP-115, with its validation part seen and
# weighed: micro-F1 0.721 on the one and 0.713 on the other. Of the eight pairs around, the best on
# the train part (0.724) is the worst on the validation part (0.700), and none is better there by 0.001.
_NEAR = -0.5
_CLEAR = 0.1
_LONGEST_BLOCK = 2_500
"""Characters from which a block is too long to be about one thing."""


class Surroundings:
    """The block around a sentence, scored when that is first asked for: most blocks never are."""

    def __init__(self, model: LinearModel, text: str) -> None:
        self._model = model
        self._text = text
        self._scores: Sequence[float] | None = None

    def scores_for(self, sentence: Sequence[float]) -> Sequence[float]:
        """Return the block's scores, or the sentence's where it stands alone."""
        if not 0 < len(self._text) <= _LONGEST_BLOCK:
            return sentence
        if self._scores is None:
            self._scores = self._model.score_labels(model_tokens(fold_for_matching(self._text)))
        return self._scores


@dataclass(frozen=True, slots=True)
class Sense:
    """The scores of a sentence, a score a topic, and the block around it."""

    sentence: Sequence[float]
    surroundings: Surroundings

    @property
    def block(self) -> Sequence[float]:
        """Return the scores of the block around the sentence."""
        return self.surroundings.scores_for(self.sentence)


class Topics:
    """The topic model, and which types it decides about."""

    def __init__(self, model: LinearModel, taxonomy: Taxonomy) -> None:
        self._model = model
        number_of = {label: number for number, label in enumerate(model.labels)}
        slope, offset = model.card["calibration"].split()
        self._slope, self._offset = float(slope), float(offset)
        self._of_type = {
            one.id: tuple(number_of[name] for name in one.topics) for one in taxonomy.types
        }
        self._standing = [
            (number_of[name], one) for one in taxonomy.types for name in one.stands_for
        ]

    def surroundings_of_block(self, text: str) -> Surroundings:
        """Return a block as the surroundings of its sentences; empty if it has but one.

        A block that is too long to be about one thing surrounds nothing.
        """
        return Surroundings(self._model, text)

    def sense_topics(self, tokens: Tokens, block: Surroundings) -> Sense:
        """Return what a sentence is about, beside what its block is about."""
        return Sense(self._model.score_labels(tokens), block)

    def allows_type(self, one: ProvisionType, sense: Sense) -> bool:
        """Return whether the sentence may be of the type."""
        numbers = self._of_type[one.id]
        return not numbers or (
            max(sense.sentence[number] for number in numbers) > _NEAR
            and max(sense.block[number] for number in numbers) > _NEAR
        )

    def clear_types(self, sense: Sense) -> list[ProvisionType]:
        """Return the types that stand for what the sentence and its block are clearly about."""
        return [
            one
            for number, one in self._standing
            if sense.sentence[number] > _CLEAR and sense.block[number] > _CLEAR
        ]

    def topics_near(self, sense: Sense, least: float, clear: float) -> Iterator[str]:
        """Yield the topics that a sentence is near, those that it is clearly about marked so."""
        for name, score in zip(self._model.labels, sense.sentence, strict=True):
            if score > least:
                yield f"clear {name}" if score > clear else f"near {name}"

    def topic_confidence(self, one: ProvisionType, sense: Sense) -> float | None:
        """Return the share of right ones at such a score, None for a type without topics."""
        numbers = self._of_type[one.id]
        if not numbers:
            return None
        score = max(sense.sentence[number] + sense.block[number] for number in numbers) / 2
        return round(1 / (1 + math.exp(-(self._slope * score + self._offset))), 3)


@cache
def shipped_model() -> LinearModel:
    """Return the model that comes with the project, read once."""
    place = resources.files("policytrail.provisions").joinpath(f"models/{MODEL}")
    return read_model(place.read_text(encoding="utf-8"), MODEL)
