"""The topics of a sentence of a privacy policy, by a model learned from labelled sentences.

A pattern sees words; whether `share` is about data or about a button is better judged by a model of
the whole sentence. So a type with topics is kept only if the sentence and its block are near one of
them, and a sentence that is clearly about a topic gets the type that represents it, as an
inference.
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

# Chosen from a grid of 35 pairs on the train part of OPP-115, with its validation part seen and
# considered: micro-F1 0.721 on the one and 0.713 on the other. Of the eight neighbouring pairs, the
# best on the train part (0.724) is the worst on the validation part (0.700), and none is better
# there by 0.001.
_NEAR = -0.5
_CLEAR = 0.1
_LONGEST_BLOCK = 2_500
"""A block of more characters is not about a single thing."""


class Surroundings:
    """The block around a sentence, scored on demand: most blocks never are."""

    def __init__(self, model: LinearModel, text: str) -> None:
        self._model = model
        self._text = text
        self._scores: Sequence[float] | None = None

    def scores_for(self, sentence: Sequence[float]) -> Sequence[float]:
        """Return the block's scores, or the sentence's if it stands alone."""
        if not 0 < len(self._text) <= _LONGEST_BLOCK:
            return sentence
        if self._scores is None:
            self._scores = self._model.score_labels(model_tokens(fold_for_matching(self._text)))
        return self._scores


@dataclass(frozen=True, slots=True)
class Sense:
    """The scores of a sentence, one per topic, and the block around it."""

    sentence: Sequence[float]
    surroundings: Surroundings

    @property
    def block(self) -> Sequence[float]:
        """Return the scores of the block around the sentence."""
        return self.surroundings.scores_for(self.sentence)


class Topics:
    """The topic model, and the types for which it decides."""

    def __init__(self, model: LinearModel, taxonomy: Taxonomy) -> None:
        self._model = model
        number_of = {label: number for number, label in enumerate(model.labels)}
        slope, offset = model.card["calibration"].split()
        self._slope, self._offset = float(slope), float(offset)
        self._of_type = {
            kind.id: tuple(number_of[name] for name in kind.topics) for kind in taxonomy.types
        }
        self._standing = [
            (number_of[name], kind) for kind in taxonomy.types for name in kind.stands_for
        ]

    def surroundings_of_block(self, text: str) -> Surroundings:
        """Return a block as context of its sentences; empty if it has only one.

        A block too long to be about a single thing is no context.
        """
        return Surroundings(self._model, text)

    def sense_topics(self, tokens: Tokens, block: Surroundings) -> Sense:
        """Return the topics of a sentence, with those of its block."""
        return Sense(self._model.score_labels(tokens), block)

    def allows_type(self, kind: ProvisionType, sense: Sense) -> bool:
        """Return whether the sentence may be of the type."""
        numbers = self._of_type[kind.id]
        return not numbers or (
            max(sense.sentence[number] for number in numbers) > _NEAR
            and max(sense.block[number] for number in numbers) > _NEAR
        )

    def clear_types(self, sense: Sense) -> list[ProvisionType]:
        """Return the types that represent what the sentence and its block are clearly about."""
        return [
            kind
            for number, kind in self._standing
            if sense.sentence[number] > _CLEAR and sense.block[number] > _CLEAR
        ]

    def topics_near(self, sense: Sense, least: float, clear: float) -> Iterator[str]:
        """Yield the topics that a sentence is near, with whether it is clearly about each."""
        for name, score in zip(self._model.labels, sense.sentence, strict=True):
            if score > least:
                yield f"clear {name}" if score > clear else f"near {name}"

    def topic_confidence(self, kind: ProvisionType, sense: Sense) -> float | None:
        """Return the share of correct finds at such a score; None for a type without topics."""
        numbers = self._of_type[kind.id]
        if not numbers:
            return None
        score = max(sense.sentence[number] + sense.block[number] for number in numbers) / 2
        return round(1 / (1 + math.exp(-(self._slope * score + self._offset))), 3)


@cache
def shipped_model() -> LinearModel:
    """Return the model that comes with the project, read once."""
    place = resources.files("policytrail.provisions").joinpath(f"models/{MODEL}")
    return read_model(place.read_text(encoding="utf-8"), MODEL)
