"""Trains the typing model from policies annotated sentence by sentence; needs scikit-learn.

The same policies give the same text on the same versions of the libraries.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from policytrail.errors import ConfigurationError
from policytrail.provisions.feature_space import Flags, Floats, Places
from policytrail.provisions.observe import Observed
from policytrail.provisions.typing_model import FORMAT, HINT_SCALE, SIGNS
from policytrail.provisions.typing_space import Bags, build_space

_COST = 0.4
_FEWEST_OF_TYPE = 4
"""Fewest sentences of a type for a model of it."""
_MOST_FEATURES = 17_000
_OF_LETTERS = 0.7
"""The weight of letters when features are chosen: they are many, and much alike."""
_SCALE = 15
_LEAST = 5
"""Smaller weights, in parts of the scale, are left out: more than half of them, with little effect."""
_SQUARE_SCALE = 100
_NEVER = -1.5
"""The score of a type of which a fold has too few sentences."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One policy to learn from."""

    name: str
    observed: Sequence[Observed]
    truths: Sequence[frozenset[str]]
    """The types of each sentence."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights for the features of a space."""

    names: Sequence[str]
    squares: Floats
    weights: Floats
    """One row per label, one column per feature: what a feature adds before its group is normalised."""
    biases: Floats


def labels_in(lessons: Sequence[Lesson]) -> tuple[str, ...]:
    """Return the types that have enough sentences."""
    counts = Counter(name for lesson in lessons for types in lesson.truths for name in types)
    return tuple(
        sorted(
            name
            for name, count in counts.items()
            if count >= _FEWEST_OF_TYPE and name != "other_practice"
        )
    )


def label_matrix(lessons: Sequence[Lesson], labels: Sequence[str]) -> Flags:
    """Return which sentence is of which type."""
    rows = [[label in types for label in labels] for lesson in lessons for types in lesson.truths]
    return np.array(rows, dtype=bool)


def fit_weights(bags: Bags, truth: Flags) -> Fitted:
    """Return the weights learned from all sentences, for the strongest features."""
    rows = np.arange(len(truth))
    space = build_space(bags, rows)
    weights, biases = _learn_weights(space.feature_matrix(rows), truth[rows])
    if len(space.names) > _MOST_FEATURES:
        strength = np.abs(weights).max(axis=0) * np.sqrt(space.frequency) * space.idf
        strength *= np.where(space.marks == "~", _OF_LETTERS, 1.0)
        strength[space.marks == "#"] = np.inf  # facts of the sentence: few, and always kept
        kept = np.sort(np.argsort(-strength, kind="stable")[:_MOST_FEATURES])
        space = space.prune_to(kept)
        weights, biases = _learn_weights(space.feature_matrix(rows), truth[rows])
    return Fitted(space.names, space.idf**2, weights * space.factors, biases)


def _learn_weights(matrix: csr_matrix, truth: Flags) -> tuple[Floats, Floats]:
    """Return one row of weights and one bias for each label."""
    weights = np.zeros((truth.shape[1], matrix.shape[1]))
    biases = np.full(truth.shape[1], _NEVER)
    for column in range(truth.shape[1]):
        if truth[:, column].sum() >= _FEWEST_OF_TYPE - 1:
            model = LinearSVC(C=_COST, random_state=0, tol=1e-3)
            model.fit(matrix, truth[:, column])
            weights[column] = model.coef_[0]
            biases[column] = float(model.intercept_[0])
    return weights, biases


def held_out_scores(bags: Bags, truth: Flags, folds: Places) -> Floats:
    """Return the score of every sentence by a model that saw nothing of its policy."""
    scores = np.full(truth.shape, _NEVER)
    for fold in np.unique(folds):
        held_out, rest = np.flatnonzero(folds == fold), np.flatnonzero(folds != fold)
        space = build_space(bags, rest)
        weights, biases = _learn_weights(space.feature_matrix(rest), truth[rest])
        scores[held_out] = space.feature_matrix(held_out) @ weights.T + biases
    return scores


def assign_folds(lessons: Sequence[Lesson], count: int) -> Places:
    """Return the fold of each sentence; all sentences of a policy are in one."""
    order = sorted(lesson.name for lesson in lessons)
    number = {name: place % count for place, name in enumerate(order)}
    return np.array([number[lesson.name] for lesson in lessons for _ in lesson.observed])


def model_text(fitted: Fitted, labels: Sequence[str], card: Mapping[str, str]) -> str:
    """Return the model as text; weights too small to matter are left out."""
    shown = np.rint(fitted.weights * _SCALE * _hint_factors(fitted.names)).astype(int)
    shown[np.abs(shown) < _LEAST] = 0
    signs = label_signs((shown != 0).sum(axis=1))
    head = {
        "format": FORMAT,
        **card,
        "labels": " | ".join(labels),
        "signs": "".join(signs),
        "scale": str(_SCALE),
        "biases": " ".join(f"{bias:.3f}" for bias in fitted.biases),
    }
    lines = [f"# {name}: {value}" for name, value in head.items()]
    squares = np.rint(fitted.squares * _SQUARE_SCALE).astype(int)
    for column, name in enumerate(fitted.names):
        own = shown[:, column]
        weights = "".join(f"{signs[label]}{own[label]}" for label in np.flatnonzero(own))
        lines.append(f"{name}\t{0 if name[0] == '#' else squares[column]} {weights}".rstrip())
    return "\n".join(lines) + "\n"


def _hint_factors(names: Sequence[str]) -> Floats:
    """Return how much finer the weights of each feature are written."""
    return np.array([HINT_SCALE if name[0] == "#" else 1 for name in names], dtype=float)


def label_signs(counts: Sequence[int]) -> list[str]:
    """Return the sign of each label: the more weights a label has, the earlier its sign.

    Raises:
        ConfigurationError: if there are more labels than signs.
    """
    if len(counts) > len(SIGNS):
        raise ConfigurationError(f"{len(counts)} labels, and signs for {len(SIGNS)}")
    ranks = np.argsort(np.argsort(-np.asarray(counts), kind="stable"), kind="stable")
    return [SIGNS[int(rank)] for rank in ranks]
