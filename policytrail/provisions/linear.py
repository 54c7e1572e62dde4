"""A linear model over words and letters, kept as text and read with the standard library alone.

The file has a heading of `# name: value` lines, then one feature a line: the feature, then one
whole number for each label. A weight is that number divided by `scale`. Features begin with `=`
(a word), `~` (letters of a word), `#` (a type that the patterns see) or nothing (a run of words).

The score of a label is its bias plus the mean-like sum of its weights: divided by the root of the
features' own squares (their `norm` column), so that long sentences do not outweigh short ones. It
is a sum over words, so what a word adds is worked out once and kept: that makes it fast without a
numerical library.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile

from policytrail.errors import ConfigurationError
from policytrail.provisions.features import HINT, letters_of, runs_of, words_of

FORMAT = "policytrail-linear-1"
_MOST_WORDS_KEPT = 50_000


class LinearModel:
    """Labels, their biases, and the weights of features."""

    def __init__(
        self, head: Mapping[str, str], labels: Sequence[str], lines: Sequence[str]
    ) -> None:
        self.labels = tuple(labels)
        self.card = dict(head)
        self._scale = float(head["scale"])
        self._biases = [float(part) for part in head["biases"].split()]
        self._squares: dict[str, float] = {}
        self._weights: dict[str, list[int]] = {}
        self._words: dict[str, tuple[float, list[int]]] = {}
        for line in lines:
            name, square, *weights = line.split("\t")
            self._squares[name] = int(square) / 100
            self._weights[name] = list(map(int, weights))

    def scores(self, folded: str, hints: Iterable[str] = ()) -> list[float]:
        """Return the score of each label; the higher, the surer.

        `hints` are the types that the patterns see in the sentence, for models that know them.
        """
        words = words_of(folded)
        square, sums = 0.0, [0] * len(self.labels)
        for word in set(words):
            its_square, its_sums = self._words.get(word) or self._learn(word)
            square += its_square
            sums = [one + other for one, other in zip(sums, its_sums, strict=True)]
        weights, squares = self._weights, self._squares
        for run in set(runs_of(words)):
            if run in weights:
                square += squares[run]
                sums = [one + other for one, other in zip(sums, weights[run], strict=True)]
        for hint in hints:
            name = f"#{hint}"
            if name in weights:
                square += HINT * squares[name]
                sums = [one + HINT * other for one, other in zip(sums, weights[name], strict=True)]
        length = math.sqrt(square) * self._scale or 1.0
        return [bias + total / length for bias, total in zip(self._biases, sums, strict=True)]

    def _learn(self, word: str) -> tuple[float, list[int]]:
        square, sums = 0.0, [0] * len(self.labels)
        for name in (f"={word}", *(f"~{letters}" for letters in letters_of(word))):
            if name in self._weights:
                square += self._squares[name]
                sums = [one + other for one, other in zip(sums, self._weights[name], strict=True)]
        if len(self._words) < _MOST_WORDS_KEPT:
            self._words[word] = (square, sums)
        return square, sums


def read_model(text: str, name: str) -> LinearModel:
    """Return the model that a text describes.

    Raises:
        ConfigurationError: if the text is no model of this format.
    """
    lines = text.splitlines()
    headings = list(takewhile(lambda line: line.startswith("# "), lines))
    head = dict(line[2:].split(": ", 1) for line in headings if ": " in line)
    if head.get("format") != FORMAT or "labels" not in head:
        raise ConfigurationError(f"{name} is no model of the format {FORMAT}")
    try:
        return LinearModel(head, head["labels"].split(" | "), lines[len(headings) :])
    except (KeyError, ValueError) as error:
        raise ConfigurationError(f"{name} is damaged: {error}") from error
