"""The feature space of sentences: which features count, and with what weight.

Sentences are counted once; each fit cuts its space out of these counts, so five folds cost little
more than one.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags

from policytrail.language import fold_for_matching
from policytrail.provisions.features import letter_runs, split_words, word_runs
from policytrail.provisions.hints import Hints

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Places = NDArray[np.intp]

_LETTERS, _HINTS = "~", "#"
# The weight of a hint beside a sentence's words and letters, each of length one.
_HINT = 0.1


def count_features(text: str, hints: Hints) -> Counter[str]:
    """Return the features of a sentence with their counts."""
    folded = fold_for_matching(text)
    words = split_words(folded)
    counts: Counter[str] = Counter({f"{_HINTS}{name}": count for name, count in hints.items()})
    for word in set(words):
        counts[f"={word}"] += 1
        counts.update(f"{_LETTERS}{letters}" for letters in letter_runs(word))
    counts.update(word_runs(words))
    return counts


@dataclass(frozen=True, slots=True)
class FeatureCounts:
    """A row for each sentence, a column for each feature, and how often it occurs."""

    names: NDArray[np.str_]
    table: csr_matrix


def count_all_features(bags: Sequence[Counter[str]]) -> FeatureCounts:
    """Return the counts of all sentences; features are sorted."""
    names = sorted({name for bag in bags for name in bag})
    column_of = {name: column for column, name in enumerate(names)}
    rows = [row for row, bag in enumerate(bags) for _ in bag]
    columns = [column_of[name] for bag in bags for name in bag]
    values = [float(count) for bag in bags for count in bag.values()]
    shape = (len(bags), len(names))
    return FeatureCounts(np.array(names), csr_matrix((values, (rows, columns)), shape=shape))


class Space:
    """The features in use, with their inverse document frequencies."""

    def __init__(self, counts: FeatureCounts, rows: Places, columns: Places) -> None:
        self.columns = columns
        self.names = counts.names[columns]
        self._table = counts.table
        self.frequency = frequency = document_frequencies(counts, rows)[columns]
        marks = np.array([name[0] for name in self.names])
        self._is_hint, self._is_letters = marks == _HINTS, marks == _LETTERS
        idf = np.log((1 + len(rows)) / (1 + frequency)) + 1
        self.idf: Floats = np.where(self._is_hint, _HINT, idf)

    def feature_matrix(self, rows: Places) -> csr_matrix:
        """Return a row for each sentence; its words and its letters each have length one."""
        here = self._table[rows][:, self.columns]
        words = here @ diags(np.where(self._is_hint | self._is_letters, 0.0, self.idf))
        letters = here @ diags(np.where(self._is_letters, self.idf, 0.0))
        parts = (
            _scale_rows(self._row_lengths(here, ~self._is_letters), words),
            _scale_rows(self._row_lengths(here, self._is_letters), letters),
        )
        return (parts[0] + parts[1] + here @ diags(self._is_hint * _HINT)).tocsr()

    def _row_lengths(self, here: csr_matrix, which: Flags) -> Floats:
        """Return the root of the sum of squares of some features, one for a sentence without any."""
        squares = here @ np.where(which & ~self._is_hint, self.idf**2, 0.0)
        return np.where(squares > 0, np.sqrt(squares), 1.0)


def _scale_rows(lengths: Floats, matrix: csr_matrix) -> csr_matrix:
    return diags(1 / lengths) @ matrix


def document_frequencies(counts: FeatureCounts, rows: Places) -> Floats:
    """Return the number of sentences in which each feature occurs."""
    return np.bincount(counts.table[rows].indices, minlength=len(counts.names)).astype(float)
