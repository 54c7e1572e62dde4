"""The typing model's feature space: features by group, each group of length one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags, hstack

from policytrail.provisions.feature_space import Floats, Places
from policytrail.provisions.typing_features import ModelInput, sentence_features

GROUP_WEIGHTS: Mapping[str, float] = {
    "=": 1.0,
    "~": 0.9,
    "<": 0.6,
    "^": 0.5,
    "-": 0.3,
    "+": 0.25,
    "#": 0.12,
}
"""The weight of each group of features beside the words; a hint counts as it is."""
_FEWEST = 2
"""Fewest sentences in which a feature must occur."""


@dataclass(frozen=True, slots=True)
class Bags:
    """The features of all sentences by group, counted once."""

    groups: Mapping[str, tuple[Sequence[str], csr_matrix]]


def feature_bags(sentences: Sequence[ModelInput]) -> Bags:
    """Return the features of all sentences, in order."""
    seen = [sentence_features(sentence) for sentence in sentences]
    groups: dict[str, tuple[Sequence[str], csr_matrix]] = {}
    for group in GROUP_WEIGHTS:
        names = sorted({name for bag in seen for name in bag[group]})
        column_of = {name: column for column, name in enumerate(names)}
        rows = [row for row, bag in enumerate(seen) for _ in bag[group]]
        columns = [column_of[name] for bag in seen for name in bag[group]]
        shape = (len(seen), len(names))
        groups[group] = names, csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)
    return Bags(groups)


@dataclass(frozen=True, slots=True)
class FeatureSpace:
    """Some features with their weights."""

    names: Sequence[str]
    marks: NDArray[np.str_]
    """The group of each feature."""
    table: csr_matrix
    """A row for each sentence of all policies, a column for each feature."""
    frequency: Floats
    idf: Floats

    @property
    def factors(self) -> Floats:
        """Return the weight of each feature before its group is normalised."""
        return self.idf * np.array([GROUP_WEIGHTS[mark] for mark in self.marks])

    def prune_to(self, kept: Places) -> "FeatureSpace":
        """Return the space restricted to some of the features."""
        return FeatureSpace(
            [self.names[int(column)] for column in kept],
            self.marks[kept],
            self.table[:, kept],
            self.frequency[kept],
            self.idf[kept],
        )

    def feature_matrix(self, rows: Places) -> csr_matrix:
        """Return a row for each sentence."""
        here = self.table[rows]
        factors = self.factors
        total = here @ diags(np.where(self.marks == "#", factors, 0.0))
        for group in GROUP_WEIGHTS:
            if group != "#":
                own = self.marks == group
                squares = here @ np.where(own, self.idf**2, 0.0)
                lengths = np.where(squares > 0, np.sqrt(squares), 1.0)
                total = total + diags(1 / lengths) @ here @ diags(np.where(own, factors, 0.0))
        return total.tocsr()


def build_space(bags: Bags, rows: Places) -> FeatureSpace:
    """Return the features that occur often enough in some rows."""
    names: list[str] = []
    tables: list[csr_matrix] = []
    marks: list[str] = []
    for group, (own, table) in bags.groups.items():
        often = np.flatnonzero(np.asarray(table[rows].sum(axis=0)).ravel() >= _FEWEST)
        # No array of strings: it gives every name the room of the longest, an embedded picture.
        names += [own[int(column)] for column in often]
        tables.append(table[:, often])
        marks += [group] * len(often)
    table = hstack(tables).tocsr()
    kinds = np.array(marks)
    frequency: Floats = np.asarray(table[rows].sum(axis=0)).ravel()
    idf = np.log((1 + len(rows)) / (1 + frequency)) + 1
    return FeatureSpace(names, kinds, table, frequency, np.where(kinds == "#", 1.0, idf))
