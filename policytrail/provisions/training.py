"""Trains linear models from labelled sentences; the only place that needs scikit-learn.

The result is text that `policytrail.provisions.linear` reads. Nothing is random: the same sentences
give the same text on the same versions of the libraries.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, diags, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from policytrail.provisions.feature_space import (
    FeatureCounts,
    Flags,
    Floats,
    Places,
    Space,
    count_all_features,
    count_features,
    document_frequencies,
)
from policytrail.provisions.hints import Hints
from policytrail.provisions.labelled_sets import Labelled
from policytrail.provisions.linear import FORMAT, NO_HINTS

_SCALE = 1_000
_SQUARE_SCALE = 100
# How far what a set has of its own may deviate from what it shares with its sister set.
_OWN = 0.5
_NOISE = 0.01


@dataclass(frozen=True, slots=True)
class Settings:
    """Parameters of training."""

    labels: tuple[str, ...]
    cost: float = 1.0
    """The SVM's C: the cost of a misclassification."""
    fewest: int = 2
    """Fewest sentences in which a feature must occur."""
    most_features: int = 40_000
    folds: int = 5
    hints: Callable[[str], Hints] | None = None
    """Known facts about a text besides its words, as further features."""
    at_least_one: bool = False
    """Whether every text has a label: then the most likely one is reported even if none is likely."""
    thresholds: tuple[float, ...] = tuple(step / 20 for step in range(-10, 3))


@dataclass(frozen=True, slots=True)
class Trained:
    """A model as text, with its scores on documents that it had not seen."""

    text: str
    micro_f1: float
    macro_f1: float
    by_label: Mapping[str, float]


def _no_hints(_text: str) -> Hints:
    return NO_HINTS


@dataclass(frozen=True, slots=True)
class _LabelLesson:
    """The training sentences, counted once."""

    sentences: Sequence[Labelled]
    counts: FeatureCounts
    truth: Flags
    weights: Floats
    is_scored: Flags


@dataclass(frozen=True, slots=True)
class _FittedLabels:
    space: Space
    weights: Floats
    biases: Floats

    def score_rows(self, rows: Places) -> Floats:
        return self.space.feature_matrix(rows) @ self.weights.T + self.biases


def train_model(
    sentences: Sequence[Labelled], settings: Settings, card: Mapping[str, str]
) -> Trained:
    """Return the model of all sentences, with thresholds and scores from held-out documents."""
    lesson = _prepare_lesson(sentences, settings)
    held_out = _held_out(lesson, settings)[lesson.is_scored]
    truth = lesson.truth[lesson.is_scored]
    thresholds = _choose_thresholds(truth, held_out, settings)
    figures = _measure_f1(
        truth, _apply_thresholds(held_out, thresholds, at_least_one=settings.at_least_one)
    )
    slope, offset = _fit_calibration(truth, held_out, thresholds)
    fitted = _fit_pruned(lesson, np.arange(len(sentences)), settings)
    head = {
        **card,
        "labels": " | ".join(settings.labels),
        "scale": str(_SCALE),
        "biases": " ".join(f"{bias:.4f}" for bias in fitted.biases),
        "thresholds": " ".join(f"{threshold:.3f}" for threshold in thresholds),
        "calibration": f"{slope:.3f} {offset:.3f}",
        "held_out": f"micro-F1 {figures[0]:.4f}, macro-F1 {figures[1]:.4f}",
    }
    by_label = dict(zip((*settings.labels, "none"), figures[2], strict=False))
    return Trained(_write_model(head, fitted), figures[0], figures[1], by_label)


def _prepare_lesson(sentences: Sequence[Labelled], settings: Settings) -> _LabelLesson:
    hints = settings.hints or _no_hints
    bags = [count_features(sentence.text, hints(sentence.text)) for sentence in sentences]
    truth = [[label in sentence.labels for label in settings.labels] for sentence in sentences]
    return _LabelLesson(
        sentences,
        count_all_features(bags),
        np.array(truth, dtype=bool),
        np.array([sentence.weight for sentence in sentences]),
        np.array([sentence.is_scored for sentence in sentences]),
    )


def _held_out(lesson: _LabelLesson, settings: Settings) -> Floats:
    """Return the score of every sentence by a model that saw nothing of its document."""
    scores = np.zeros(lesson.truth.shape)
    names = sorted({sentence.document for sentence in lesson.sentences if sentence.is_scored})
    fold_of = {name: number % settings.folds for number, name in enumerate(names)}
    folds = np.array([fold_of.get(sentence.document, -1) for sentence in lesson.sentences])
    for number in range(settings.folds):
        held_out = np.flatnonzero(folds == number)
        scores[held_out] = _fit_pruned(
            lesson, np.flatnonzero(folds != number), settings
        ).score_rows(held_out)
    return scores


def _fit_pruned(lesson: _LabelLesson, rows: Places, settings: Settings) -> _FittedLabels:
    """Return the model on its strongest features: fitted on all, pruned, fitted again.

    A strong feature changes many scores a lot. Chosen by weight alone, 40,000 features lost 0.004
    of micro-F1 and 0.01 of macro-F1 on held-out documents; chosen this way, 30,000 lose nothing.
    """
    often = np.flatnonzero(document_frequencies(lesson.counts, rows) >= settings.fewest)
    space = Space(lesson.counts, rows, often)
    weights, biases = _fit_weights(space, lesson, rows, settings.cost)
    if len(often) > settings.most_features:
        strength = np.abs(weights).max(axis=0) * space.idf * np.sqrt(space.frequency)
        strongest = np.argsort(-strength, kind="stable")[: settings.most_features]
        space = Space(lesson.counts, rows, np.sort(often[strongest]))
        weights, biases = _fit_weights(space, lesson, rows, settings.cost)
    return _FittedLabels(space, weights, biases)


def _fit_weights(
    space: Space, lesson: _LabelLesson, rows: Places, cost: float
) -> tuple[Floats, Floats]:
    """Return weights and biases; a sister set contributes what both share, never what is its own.

    Every feature occurs twice, once for the sentences of both sets and once for the scored ones
    alone; a scored sentence always has both, so their weights are added. Source: Daumé,
    Frustratingly Easy Domain Adaptation (2007).

    Source: Daumé, Frustratingly Easy Domain Adaptation (2007).
    """
    matrix = space.feature_matrix(rows)
    truth, counts, own = lesson.truth[rows], lesson.weights[rows], lesson.is_scored[rows]
    if own.all():
        return _fit_labels(matrix, truth, counts, cost)
    doubled = hstack([matrix, diags(np.where(own, _OWN, 0.0)) @ matrix]).tocsr()
    weights, biases = _fit_labels(doubled, truth, counts, cost)
    shared, its_own = np.hsplit(weights, 2)
    return shared + _OWN * its_own, biases


def _fit_labels(
    matrix: csr_matrix, truth: Flags, counts: Floats, cost: float
) -> tuple[Floats, Floats]:
    """Return one row of weights and one bias for each label."""
    rows: list[Floats] = []
    biases: list[float] = []
    for column in range(truth.shape[1]):
        model = LinearSVC(C=cost, random_state=0)
        model.fit(matrix, truth[:, column], sample_weight=counts)
        rows.append(model.coef_[0])
        biases.append(float(model.intercept_[0]))
    return np.array(rows), np.array(biases)


def _choose_thresholds(truth: Flags, scores: Floats, settings: Settings) -> Floats:
    """Return one threshold for all labels: rare labels have too few sentences for their own.

    Of those that equal the best within the noise, it is the highest: fewer false alarms.
    """

    def worth(step: float) -> float:
        labelled = _apply_thresholds(scores, np.array([step]), at_least_one=settings.at_least_one)
        return sum(_measure_f1(truth, labelled)[:2])

    worths = {step: worth(step) for step in settings.thresholds}
    enough = max(worths.values()) - _NOISE
    highest = max(step for step, value in worths.items() if value >= enough)
    return np.array([highest] * truth.shape[1])


def _apply_thresholds(scores: Floats, thresholds: Floats, *, at_least_one: bool) -> Flags:
    labelled = scores > thresholds
    if at_least_one:
        best = scores == scores.max(axis=1, keepdims=True)
        labelled |= best & ~labelled.any(axis=1, keepdims=True)
    return labelled


def _measure_f1(truth: Flags, labelled: Flags) -> tuple[float, float, list[float]]:
    """Return micro-F1, macro-F1 and the F1 of each label; `none` comes last if it occurs."""
    if not truth.any(axis=1).all():
        truth = np.column_stack([truth, ~truth.any(axis=1)])
        labelled = np.column_stack([labelled, ~labelled.any(axis=1)])
    hits = (truth & labelled).sum(axis=0)
    total = truth.sum(axis=0) + labelled.sum(axis=0)
    each = 2 * hits / np.maximum(total, 1)
    return float(2 * hits.sum() / total.sum()), float(each.mean()), [float(score) for score in each]


def _fit_calibration(truth: Flags, scores: Floats, thresholds: Floats) -> tuple[float, float]:
    """Return slope and offset of the logistic curve from score to share of correct finds."""
    near = scores > thresholds - 0.5
    model = LogisticRegression(C=100.0).fit(scores[near].reshape(-1, 1), truth[near])
    return float(model.coef_[0][0]), float(model.intercept_[0])


def _write_model(head: Mapping[str, str], fitted: _FittedLabels) -> str:
    lines = [f"# format: {FORMAT}", *(f"# {name}: {value}" for name, value in head.items())]
    space = fitted.space
    squares = np.rint(space.idf**2 * _SQUARE_SCALE).astype(int)
    scaled = np.rint(fitted.weights * space.idf * _SCALE).astype(int)
    for name, square, weights in zip(space.names, squares, scaled.T, strict=True):
        lines.append("\t".join((name, str(square), *map(str, weights))))
    return "\n".join(lines) + "\n"
