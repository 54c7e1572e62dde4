"""Clauses that resemble those that lawyers labelled potentially unfair."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from policytrail.provisions.features import Tokens
from policytrail.provisions.hints import Hints
from policytrail.provisions.linear import LinearModel, read_model

MODEL = "unfair_tos.tsv"


@dataclass(frozen=True, slots=True)
class UnfairnessVerdict:
    """One label of a sentence."""

    label: str
    confidence: float
    """The share of correct ones among the held-out sentences with such a score."""
    reason: str


class Unfairness:
    """The shipped model, with the meaning of its scores."""

    def __init__(self, model: LinearModel) -> None:
        self._model = model
        self._thresholds = [float(part) for part in model.card["thresholds"].split()]
        slope, offset = model.card["calibration"].split()
        self._slope, self._offset = float(slope), float(offset)

    @property
    def card(self) -> Mapping[str, str]:
        """Return the model's card."""
        return self._model.card

    def judge_sentence(self, tokens: Tokens, hints: Hints) -> dict[str, UnfairnessVerdict]:
        """Return the labels of a sentence; most sentences have none."""
        verdicts: dict[str, UnfairnessVerdict] = {}
        scores = self._model.score_labels(tokens, hints)
        for label, score, least in zip(self._model.labels, scores, self._thresholds, strict=True):
            if score > least:
                reason = f"reads like clauses that lawyers labelled unfair: {label.lower()}"
                verdicts[label] = UnfairnessVerdict(label, self._score_confidence(score), reason)
        return verdicts

    def _score_confidence(self, score: float) -> float:
        return round(1 / (1 + math.exp(-(self._slope * score + self._offset))), 3)


@cache
def shipped_unfairness() -> Unfairness:
    """Return the model that comes with the project, read once."""
    place = resources.files("policytrail.provisions").joinpath(f"models/{MODEL}")
    return Unfairness(read_model(place.read_text(encoding="utf-8"), MODEL))
