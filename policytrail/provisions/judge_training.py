"""How much each clue of a find counts, learnt on policies that the typing model had not seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, diags, hstack
from sklearn.linear_model import LogisticRegression

from policytrail.provisions.space import Flags, Floats, Places
from policytrail.provisions.typed import heard_of
from policytrail.provisions.typing_judge import CLUES, FORMAT, Find, finds_in
from policytrail.provisions.typing_training import Lesson

_COST = 0.3
_OWN = 0.5
"""How far what is a type's own may go, beside what all types share."""
_MIDDLE = 0.4
THRESHOLD = 0.44
"""The share from which a find is said: chosen on held-out policies, for precision before recall."""


@dataclass(frozen=True, slots=True)
class Case:
    """One find of one sentence, and whether it is right."""

    row: int
    """The number of the sentence among those of all policies."""
    find: Find


@dataclass(frozen=True, slots=True)
class Learnt:
    """What the judge is made of."""

    shared: Floats
    own: Floats
    """A row a type: bias, what a pattern adds, slope of the score."""


def cases_of(lessons: Sequence[Lesson], scores: Floats, labels: Sequence[str]) -> list[Case]:
    """Return every label that comes into question for a sentence, policy by policy."""
    numbers = {label: number for number, label in enumerate(labels)}
    found: list[Case] = []
    row = 0
    for lesson in lessons:
        own = scores[row : row + len(lesson.observed)].tolist()
        heard = [
            heard_of(one, line, numbers) for one, line in zip(lesson.observed, own, strict=True)
        ]
        found += [Case(row + find.sentence, find) for find in finds_in(heard)]
        row += len(lesson.observed)
    return found


def shares_held_out(cases: Sequence[Case], truth: Flags, folds: Places) -> Floats:
    """Return the share of each case by a judge that saw nothing of its policy."""
    matrix, right = _matrix(cases, truth.shape[1]), _right(cases, truth)
    own = folds[np.array([case.row for case in cases])]
    shares = np.zeros(len(cases))
    for fold in np.unique(folds):
        model = _model().fit(matrix[own != fold], right[own != fold])
        shares[own == fold] = model.predict_proba(matrix[own == fold])[:, 1]
    return shares


def learn(cases: Sequence[Case], truth: Flags) -> Learnt:
    """Return the judge of all cases."""
    count = truth.shape[1]
    model = _model().fit(_matrix(cases, count), _right(cases, truth))
    weights = model.coef_[0]
    shared, biases, seen, slopes = np.split(
        weights, [len(CLUES), len(CLUES) + count, len(CLUES) + 2 * count]
    )
    own = np.column_stack([biases * _OWN + model.intercept_[0], seen * _OWN, slopes * _OWN])
    return Learnt(shared, own)


def _model() -> LogisticRegression:
    return LogisticRegression(C=_COST, max_iter=400)


def _right(cases: Sequence[Case], truth: Flags) -> Flags:
    rows = np.array([case.row for case in cases])
    return truth[rows, np.array([case.find.label for case in cases])]


def _matrix(cases: Sequence[Case], labels: int) -> csr_matrix:
    """Return the clues that all types share, then what is each type's own."""
    clues = np.array([case.find.clues for case in cases], dtype=float)
    columns = np.array([case.find.label for case in cases])
    rows = np.arange(len(cases))
    one = csr_matrix((np.ones(len(cases)), (rows, columns)), shape=(len(cases), labels))
    seen = clues[:, 9:14].any(axis=1).astype(float)
    slope = clues[:, 0] + _MIDDLE
    parts = [csr_matrix(clues), one * _OWN, diags(seen * _OWN) @ one, diags(slope * _OWN) @ one]
    return hstack(parts).tocsr()


def written(learnt: Learnt, labels: Sequence[str], card: Mapping[str, str]) -> str:
    """Return the judge as text: its card, what all types share, and each type's own."""
    lines = [f"# format: {FORMAT}", *(f"# {name}: {value}" for name, value in card.items())]
    lines += [
        f"clue\t{clue}\t{weight:.4f}" for clue, weight in zip(CLUES, learnt.shared, strict=True)
    ]
    for label, own in zip(labels, learnt.own, strict=True):
        numbers = "\t".join(f"{number:.4f}" for number in own)
        lines.append(f"type\t{label}\t{numbers}\t{THRESHOLD}")
    return "\n".join(lines) + "\n"
