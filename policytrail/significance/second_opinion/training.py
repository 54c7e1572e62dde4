"""Learns the card of the second opinion from labelled changes.

Labels are of whole changes: an alert has at least one hunk that matters, a change without one has
none. So the hunks of alerts are weighed by how sure the card of the pass before is of them
(multiple-instance learning). The learner is logistic regression with a ridge; what decides, rules
or card, is chosen on services left out. Needs the extra `train`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from policytrail.significance.second_opinion.card import MOST_DEVIATIONS, OpinionCard, SignWeight

# Of ridges from 0.005 to 0.1, this one had the best precision at the required recall.
_RIDGE = 0.03
_PASSES = 3
# A sign that is the same everywhere carries no information.
_LEAST_SCALE = 1e-3
_FOLDS = 8
_LIKELY, _UNLIKELY = 0.8, 0.2
# Services are dealt to the folds this many times; the limits are chosen over all dealings.
_DEALINGS = 2
RECALL = 0.985
"""The share of real changes that must still alert when doubted ones are muted."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LabelledHunk:
    """One hunk of a labelled change."""

    signs: Mapping[str, float]
    is_substantive: bool
    """The rules' judgement."""
    may_be_muted: bool
    """Whether nothing in it plainly forbids muting it."""


@dataclass(frozen=True, slots=True)
class LabelledChange:
    """A labelled change and its hunks."""

    service: str
    alert: bool
    hunks: tuple[LabelledHunk, ...]

    @property
    def rule_alerts(self) -> bool:
        """Return whether the rules alert."""
        return any(hunk.is_substantive for hunk in self.hunks)


@dataclass(frozen=True, slots=True)
class AlertScore:
    """How well alerts agree with labels."""

    precision: float
    recall: float


@dataclass(frozen=True, slots=True)
class TrainedCard:
    """A card, and the scores of the rules alone and of both together on services that it had not seen."""

    card: OpinionCard
    rules: AlertScore
    decided: AlertScore


@dataclass(frozen=True, slots=True)
class _Table:
    """The hunks of changes as numbers."""

    names: tuple[str, ...]
    means: Floats
    scales: Floats
    values: Floats
    """For each hunk and sign, the deviation from the mean in standard deviations."""
    change: NDArray[np.int64]
    """The change of each hunk."""
    alerts: NDArray[np.bool_]
    """The label of each change."""
    rule: NDArray[np.bool_]
    """Whether the rules alert for each change."""
    substantive: NDArray[np.bool_]
    plain: NDArray[np.bool_]
    """Whether a hunk may not be muted."""
    weight: Floats


def train_card(changes: Sequence[LabelledChange], recall: float = RECALL) -> TrainedCard:
    """Return a card learned from all changes, with limits chosen on held-out services."""
    table = _table_of(changes)
    held_out = [_held_out(table, _fold_of_each(changes, dealing)) for dealing in range(_DEALINGS)]
    limits = _limits(table, held_out, recall)
    weights, start = _fit(table, np.ones(len(table.change), dtype=bool))
    card = OpinionCard(
        round(start, 5),
        *limits,
        tuple(
            SignWeight(name, round(mean, 5), round(scale, 5), round(weight, 5))
            for name, mean, scale, weight in zip(
                table.names,
                table.means.tolist(),
                table.scales.tolist(),
                weights.tolist(),
                strict=True,
            )
        ),
    )
    return TrainedCard(card, _score(table.rule, table.alerts), _mean_score(table, held_out, limits))


def _fold_of_each(changes: Sequence[LabelledChange], dealing: int) -> NDArray[np.int64]:
    services = sorted({change.service for change in changes})
    order: list[int] = np.random.default_rng(dealing).permutation(len(services)).tolist()
    fold_of = {services[service]: place % _FOLDS for place, service in enumerate(order)}
    return np.array([fold_of[change.service] for change in changes])


def _held_out(table: _Table, folds: NDArray[np.int64]) -> Floats:
    """Return the probability of each hunk by a card that saw no change of its service."""
    chances = np.zeros(len(table.change))
    for fold in range(_FOLDS):
        seen = folds[table.change] != fold
        if seen.all():
            continue
        weights, start = _fit(table, seen)
        chances[~seen] = _chances(table.values[~seen] @ weights + start)
    return chances


def _table_of(changes: Sequence[LabelledChange]) -> _Table:
    hunks = [(place, hunk) for place, change in enumerate(changes) for hunk in change.hunks]
    names = tuple(sorted({name for _, hunk in hunks for name in hunk.signs}))
    raw = np.array([[hunk.signs.get(name, 0.0) for name in names] for _, hunk in hunks])
    tells = raw.std(axis=0) > _LEAST_SCALE
    names = tuple(
        name for name, is_telling in zip(names, tells.tolist(), strict=True) if is_telling
    )
    raw = raw[:, tells]
    means, scales = raw.mean(axis=0), raw.std(axis=0)
    change = np.array([place for place, _ in hunks])
    sizes = np.bincount(change, minlength=len(changes))
    return _Table(
        names,
        means,
        scales,
        np.clip((raw - means) / scales, -MOST_DEVIATIONS, MOST_DEVIATIONS),
        change,
        np.array([labelled.alert for labelled in changes]),
        np.array([labelled.rule_alerts for labelled in changes]),
        np.array([hunk.is_substantive for _, hunk in hunks]),
        np.array([not hunk.may_be_muted for _, hunk in hunks]),
        1 / np.sqrt(sizes[change]),
    )


def _fit(table: _Table, seen: NDArray[np.bool_]) -> tuple[Floats, float]:
    """Return the weights and the intercept learned from the given hunks."""
    of_alert = table.alerts[table.change]
    target = np.where(of_alert, np.where(table.substantive, _LIKELY, _UNLIKELY), 0.0)
    values, weight = table.values[seen], table.weight[seen]
    weights, start = np.zeros(len(table.names)), 0.0
    for _ in range(_PASSES):
        goal = target[seen]
        model = LogisticRegression(C=_RIDGE, max_iter=300).fit(
            np.concatenate([values, values]),
            np.concatenate([np.ones(len(goal)), np.zeros(len(goal))]),
            np.concatenate([weight * goal, weight * (1 - goal)]),
        )
        weights = model.coef_[0]
        start = float(model.intercept_[0])
        chances = _chances(table.values @ weights + start)
        surest = np.full(len(table.alerts), 1e-6)
        np.maximum.at(surest, table.change, chances)
        target = np.where(of_alert, chances / surest[table.change], 0.0)
    return weights, start


def _chances(scores: Floats) -> Floats:
    return 1 / (1 + np.exp(-scores))


def _limits(table: _Table, held_out: Sequence[Floats], recall: float) -> tuple[float, float]:
    """Return the probability below which a rule's alert is muted, and from which a change alerts without a rule.

    Of the pairs that keep the recall, the one with the highest precision is chosen.
    """
    best = (0.0, 0.0, 1.01)
    for low, high in ((low / 50, high / 50) for low in range(40) for high in range(25, 51)):
        score = _mean_score(table, held_out, (low, high))
        if score.recall >= recall and score.precision > best[0]:
            best = (score.precision, low, high)
    return best[1], best[2]


def _mean_score(
    table: _Table, held_out: Sequence[Floats], limits: tuple[float, float]
) -> AlertScore:
    scores = [_score(_decided(table, chances, limits), table.alerts) for chances in held_out]
    return AlertScore(
        sum(score.precision for score in scores) / len(scores),
        sum(score.recall for score in scores) / len(scores),
    )


def _decided(table: _Table, chances: Floats, limits: tuple[float, float]) -> NDArray[np.bool_]:
    of_rule, of_any = np.zeros(len(table.rule)), np.zeros(len(table.rule))
    firm = np.where(table.plain, 1.0, chances)
    np.maximum.at(of_rule, table.change[table.substantive], firm[table.substantive])
    np.maximum.at(of_any, table.change, chances)
    return np.where(table.rule, of_rule >= limits[0], of_any >= limits[1])


def _score(alerted: NDArray[np.bool_], alerts: NDArray[np.bool_]) -> AlertScore:
    right = float((alerted & alerts).sum())
    return AlertScore(right / max(1.0, float(alerted.sum())), right / max(1.0, float(alerts.sum())))
