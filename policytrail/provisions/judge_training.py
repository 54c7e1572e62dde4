"""Learns the calibrated confidence: the weights of a find's clues, on policies that the typing model had not seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix, diags, hstack
from sklearn.linear_model import LogisticRegression

from policytrail.provisions.feature_space import Flags, Floats, Places
from policytrail.provisions.sentence_types import judge_input
from policytrail.provisions.typing_judge import CLUES, FORMAT, Find, finds_in
from policytrail.provisions.typing_training import Lesson

_COST = 0.3
_OWN = 0.5
"""How far a type's own weights may deviate from the shared ones."""
_MIDDLE = 0.4
_STRONG = CLUES.index("strong")
_SELDOM = 40
"""With fewer sentences of a type than this, the judge has not learned how good its patterns are."""
_USUAL, _USUAL_WEIGHT = 0.55, 3.0
"""How often the patterns of all types are correct, and the number of finds that this prior weighs."""
_TRUSTED = 0.6
"""The share from which the patterns of a rare type are reported by themselves."""
_LEAST_SHARE = 0.05
_POINTS = 12
_DOUBT = 0.03
"""The highest and lowest share that a find can get."""
THRESHOLD = 0.44
"""The share from which a find is reported: chosen on held-out policies, for precision over recall."""


@dataclass(frozen=True, slots=True)
class Case:
    """One candidate label of a sentence, and whether it is correct."""

    row: int
    """The index of the sentence among those of all policies."""
    find: Find


@dataclass(frozen=True, slots=True)
class Learnt:
    """The learned parameters of the judge."""

    shared: Floats
    own: Floats
    """One row per type: bias, what a pattern adds, slope of the score."""
    patterns: Floats
    """How often the patterns of a type are correct; 0 if the model has seen enough of the type."""
    curve: Sequence[tuple[float, float]]
    """Shares as the weights give them, and the true shares on held-out policies."""


def build_cases(lessons: Sequence[Lesson], scores: Floats, labels: Sequence[str]) -> list[Case]:
    """Return every candidate label of every sentence, policy by policy."""
    numbers = {label: number for number, label in enumerate(labels)}
    cases: list[Case] = []
    row = 0
    for lesson in lessons:
        own = scores[row : row + len(lesson.observed)].tolist()
        heard = [
            judge_input(sentence, line, numbers)
            for sentence, line in zip(lesson.observed, own, strict=True)
        ]
        cases += [Case(row + find.sentence, find) for find in finds_in(heard)]
        row += len(lesson.observed)
    return cases


def shares_held_out(cases: Sequence[Case], truth: Flags, folds: Places) -> Floats:
    """Return the share of each case by a judge that saw nothing of its policy."""
    matrix, right = _clue_matrix(cases, truth.shape[1]), _right_flags(cases, truth)
    own = folds[np.array([case.row for case in cases])]
    shares = np.zeros(len(cases))
    for fold in np.unique(folds):
        model = _new_model().fit(matrix[own != fold], right[own != fold])
        shares[own == fold] = model.predict_proba(matrix[own == fold])[:, 1]
    return shares


def train_judge(cases: Sequence[Case], truth: Flags, held_out: Floats) -> Learnt:
    """Return the judge learned from all cases; `held_out` are their shares before calibration."""
    count = truth.shape[1]
    model = _new_model().fit(_clue_matrix(cases, count), _right_flags(cases, truth))
    weights = model.coef_[0]
    shared, biases, seen, slopes = np.split(
        weights, [len(CLUES), len(CLUES) + count, len(CLUES) + 2 * count]
    )
    own = np.column_stack([biases * _OWN + model.intercept_[0], seen * _OWN, slopes * _OWN])
    right = _right_flags(cases, truth)
    return Learnt(shared, own, patterns_right(cases, truth), calibration_curve(held_out, right))


def patterns_right(cases: Sequence[Case], truth: Flags) -> Floats:
    """Return how often the patterns of each rare type are correct, drawn towards the usual share."""
    shown, right = np.zeros(truth.shape[1]), np.zeros(truth.shape[1])
    for case, is_right in zip(cases, _right_flags(cases, truth).tolist(), strict=True):
        if case.find.clues[_STRONG]:
            shown[case.find.label] += 1
            right[case.find.label] += is_right
    shares = (right + _USUAL * _USUAL_WEIGHT) / (shown + _USUAL_WEIGHT)
    is_trusted = (truth.sum(axis=0) < _SELDOM) & (shares >= _TRUSTED)
    return np.where(is_trusted, shares, 0.0)


def calibration_curve(shares: Floats, right: Flags) -> list[tuple[float, float]]:
    """Return points of the curve from stated to true shares; it never falls."""
    edges = np.quantile(shares[shares >= _LEAST_SHARE], np.linspace(0, 1, _POINTS + 1))
    points = [(0.0, 0.0)]
    for low, high in pairwise(edges.tolist()):
        inside = (shares >= low) & (shares <= high)
        stated, true = float(shares[inside].mean()), float(right[inside].mean())
        if stated > points[-1][0]:
            points.append((stated, max(true, points[-1][1])))
    return [*points, (1.0, max(1.0 - _DOUBT, points[-1][1]))]


def calibrate_shares(shares: Floats, cases: Sequence[Case], truth: Flags, folds: Places) -> Floats:
    """Return shares calibrated on the other policies."""
    right = _right_flags(cases, truth)
    own = folds[np.array([case.row for case in cases])]
    calibrated = np.zeros(len(shares))
    for fold in np.unique(folds):
        points = calibration_curve(shares[own != fold], right[own != fold])
        here = own == fold
        calibrated[here] = np.interp(shares[here], [x for x, _ in points], [y for _, y in points])
    strong = np.array([bool(case.find.clues[_STRONG]) for case in cases])
    patterns = patterns_right(cases, truth)[np.array([case.find.label for case in cases])]
    return np.where(strong, np.maximum(calibrated, patterns), calibrated)


def silence_shares(shares: Floats, silent: Sequence[bool]) -> Floats:
    """Return shares that are 0 where the finder is silent."""
    return np.where(np.array(silent), 0.0, shares)


def _new_model() -> LogisticRegression:
    return LogisticRegression(C=_COST, max_iter=400)


def _right_flags(cases: Sequence[Case], truth: Flags) -> Flags:
    rows = np.array([case.row for case in cases])
    return truth[rows, np.array([case.find.label for case in cases])]


def _clue_matrix(cases: Sequence[Case], labels: int) -> csr_matrix:
    """Return the clues that all types share, followed by each type's own."""
    clues = np.array([case.find.clues for case in cases], dtype=float)
    columns = np.array([case.find.label for case in cases])
    rows = np.arange(len(cases))
    one_hot = csr_matrix((np.ones(len(cases)), (rows, columns)), shape=(len(cases), labels))
    seen = clues[:, _STRONG : _STRONG + 5].any(axis=1).astype(float)
    slope = clues[:, 0] + _MIDDLE
    parts = [
        csr_matrix(clues),
        one_hot * _OWN,
        diags(seen * _OWN) @ one_hot,
        diags(slope * _OWN) @ one_hot,
    ]
    return hstack(parts).tocsr()


def judge_text(learnt: Learnt, labels: Sequence[str], card: Mapping[str, str]) -> str:
    """Return the judge as text: its card, the shared weights, and each type's own."""
    lines = [f"# format: {FORMAT}", *(f"# {name}: {value}" for name, value in card.items())]
    lines += [
        f"clue\t{clue}\t{weight:.4f}" for clue, weight in zip(CLUES, learnt.shared, strict=True)
    ]
    for label, own, pattern in zip(labels, learnt.own, learnt.patterns, strict=True):
        numbers = "\t".join(f"{number:.4f}" for number in own)
        lines.append(f"type\t{label}\t{numbers}\t{THRESHOLD}\t{pattern:.3f}")
    lines += [f"curve\t{stated:.4f}\t{true:.4f}" for stated, true in learnt.curve]
    return "\n".join(lines) + "\n"
