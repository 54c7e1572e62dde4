"""Linear models out of labelled sentences; the only place that needs scikit-learn.

What comes out is the text that `policytrail.provisions.linear` reads. Nothing here is random: the
same sentences give the same text on the same versions of the libraries.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from policytrail.provisions.features import letters_of, runs_of, words_of
from policytrail.provisions.hints import Hints
from policytrail.provisions.linear import FORMAT, NO_HINTS
from policytrail.provisions.sentences import fold
from policytrail.provisions.sets import Labelled

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

_SCALE = 1_000
_SQUARE_SCALE = 100


@dataclass(frozen=True, slots=True)
class Settings:
    """What training may be told."""

    labels: tuple[str, ...]
    cost: float = 1.0
    """The SVM's C: how much a misfit costs."""
    fewest: int = 2
    """Sentences that a feature must stand in."""
    most_features: int = 40_000
    folds: int = 5
    hints: Callable[[str], Hints] | None = None
    """What is known of a text besides its words, as further features."""
    at_least_one: bool = False
    """Whether every text has a label: then the likeliest is said where none is likely."""
    thresholds: tuple[float, ...] = tuple(step / 20 for step in range(-10, 3))


@dataclass(frozen=True, slots=True)
class Trained:
    """A model as text, and how it did on documents that it had not seen."""

    text: str
    micro_f1: float
    macro_f1: float
    by_label: Mapping[str, float]


def features_of(text: str, hints: Hints) -> Counter[str]:
    """Return the features of a sentence with how often it has them."""
    folded = fold(text)
    words = words_of(folded)
    counts: Counter[str] = Counter({f"#{name}": count for name, count in hints.items()})
    for word in set(words):
        counts[f"={word}"] += 1
        counts.update(f"~{letters}" for letters in letters_of(word))
    counts.update(runs_of(words))
    return counts


def _no_hints(_text: str) -> Hints:
    return NO_HINTS


class _Space:
    """The features in use, with their inverse document frequencies."""

    def __init__(self, counted: Sequence[Counter[str]], names: Iterable[str] | None, fewest: int):
        frequency = Counter(name for counts in counted for name in counts)
        kept = (
            names if names is not None else (n for n, count in frequency.items() if count >= fewest)
        )
        self.names = sorted(kept)
        self.columns = {name: column for column, name in enumerate(self.names)}
        total = 1 + len(counted)
        self.idf = [math.log(total / (1 + frequency[name])) + 1 for name in self.names]

    def matrix(self, counted: Sequence[Counter[str]]) -> csr_matrix:
        """Return a row for each sentence, divided by the root of its features' squares."""
        rows: list[int] = []
        columns: list[int] = []
        values: list[float] = []
        for row, counts in enumerate(counted):
            found = [(self.columns[name], n) for name, n in counts.items() if name in self.columns]
            length = math.sqrt(sum(n * self.idf[column] ** 2 for column, n in found)) or 1.0
            rows += [row] * len(found)
            columns += [column for column, _ in found]
            values += [n * self.idf[column] / length for column, n in found]
        return csr_matrix((values, (rows, columns)), shape=(len(counted), len(self.names)))


@dataclass(frozen=True, slots=True)
class _Fitted:
    space: _Space
    weights: Floats
    biases: Floats

    def scores(self, counted: Sequence[Counter[str]]) -> Floats:
        return self.space.matrix(counted) @ self.weights.T + self.biases


def train(sentences: Sequence[Labelled], settings: Settings, card: Mapping[str, str]) -> Trained:
    """Return the model of all sentences, with thresholds and figures from held-out documents."""
    hints = settings.hints or _no_hints
    counted = [features_of(sentence.text, hints(sentence.text)) for sentence in sentences]
    held_out = _held_out(sentences, counted, settings)
    scored = np.array([sentence.is_scored for sentence in sentences])
    truth = _truth(sentences, settings.labels)[scored]
    thresholds = _thresholds(truth, held_out[scored], settings)
    said = _said(held_out[scored], thresholds, at_least_one=settings.at_least_one)
    slope, offset = _calibration(truth, held_out[scored], thresholds)
    fitted = _fit(sentences, counted, settings)
    figures = _f1s(truth, said)
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
    return Trained(_written(head, fitted), figures[0], figures[1], by_label)


def _truth(sentences: Sequence[Labelled], labels: Sequence[str]) -> Flags:
    return np.array([[label in one.labels for label in labels] for one in sentences], dtype=bool)


def _held_out(
    sentences: Sequence[Labelled], counted: Sequence[Counter[str]], settings: Settings
) -> Floats:
    """Return a score of every sentence by a model that saw nothing of its document."""
    scores = np.zeros((len(sentences), len(settings.labels)))
    names = sorted({one.document for one in sentences if one.is_scored})
    fold_of = {name: number % settings.folds for number, name in enumerate(names)}
    for number in range(settings.folds):
        held = [n for n, one in enumerate(sentences) if fold_of.get(one.document) == number]
        rest = [n for n, one in enumerate(sentences) if fold_of.get(one.document) != number]
        fitted = _fit([sentences[n] for n in rest], [counted[n] for n in rest], settings)
        scores[held] = fitted.scores([counted[n] for n in held])
    return scores


def _fit(
    sentences: Sequence[Labelled], counted: Sequence[Counter[str]], settings: Settings
) -> _Fitted:
    """Return the model on its strongest features: fitted on all, pruned, fitted again."""
    space = _Space(counted, None, settings.fewest)
    weights, biases = _weights(space, sentences, counted, settings)
    if len(space.names) > settings.most_features:
        strength = np.abs(weights).max(axis=0) * np.array(space.idf)
        order = sorted(range(len(space.names)), key=lambda column: -float(strength[column]))
        kept = [space.names[column] for column in order[: settings.most_features]]
        space = _Space(counted, kept, settings.fewest)
        weights, biases = _weights(space, sentences, counted, settings)
    return _Fitted(space, weights, biases)


def _weights(
    space: _Space,
    sentences: Sequence[Labelled],
    counted: Sequence[Counter[str]],
    settings: Settings,
) -> tuple[Floats, Floats]:
    matrix = space.matrix(counted)
    truth = _truth(sentences, settings.labels)
    counts = np.array([one.weight for one in sentences])
    rows: list[Floats] = []
    biases: list[float] = []
    for column in range(len(settings.labels)):
        model = LinearSVC(C=settings.cost, random_state=0)
        model.fit(matrix, truth[:, column], sample_weight=counts)
        rows.append(model.coef_[0])
        biases.append(float(model.intercept_[0]))
    return np.array(rows), np.array(biases)


def _thresholds(truth: Flags, scores: Floats, settings: Settings) -> Floats:
    """Return one threshold for all labels: rare labels have too few sentences for their own."""

    def worth(step: float) -> float:
        said = _said(scores, np.array([step]), at_least_one=settings.at_least_one)
        return sum(_f1s(truth, said)[:2])

    return np.array([max(settings.thresholds, key=worth)] * truth.shape[1])


def _said(scores: Floats, thresholds: Floats, *, at_least_one: bool) -> Flags:
    said = scores > thresholds
    if at_least_one:
        best = scores == scores.max(axis=1, keepdims=True)
        said |= best & ~said.any(axis=1, keepdims=True)
    return said


def _f1s(truth: Flags, said: Flags) -> tuple[float, float, list[float]]:
    """Return micro-F1, macro-F1 and the F1 of each label; `none` comes last where it occurs."""
    if not truth.any(axis=1).all():
        truth = np.column_stack([truth, ~truth.any(axis=1)])
        said = np.column_stack([said, ~said.any(axis=1)])
    hits = (truth & said).sum(axis=0)
    total = truth.sum(axis=0) + said.sum(axis=0)
    each = 2 * hits / np.maximum(total, 1)
    return float(2 * hits.sum() / total.sum()), float(each.mean()), [float(one) for one in each]


def _calibration(truth: Flags, scores: Floats, thresholds: Floats) -> tuple[float, float]:
    """Return slope and offset of the logistic curve from score to share of right ones."""
    near = scores > thresholds - 0.5
    model = LogisticRegression(C=100.0).fit(scores[near].reshape(-1, 1), truth[near])
    return float(model.coef_[0][0]), float(model.intercept_[0])


def _written(head: Mapping[str, str], fitted: _Fitted) -> str:
    lines = [f"# format: {FORMAT}", *(f"# {name}: {value}" for name, value in head.items())]
    scaled = np.rint(fitted.weights * np.array(fitted.space.idf) * _SCALE).astype(int)
    for column, name in enumerate(fitted.space.names):
        square = round(fitted.space.idf[column] ** 2 * _SQUARE_SCALE)
        weights = "\t".join(str(weight) for weight in scaled[:, column])
        lines.append(f"{name}\t{square}\t{weights}")
    return "\n".join(lines) + "\n"
