"""A linear model over words and letters, stored as text and read with the standard library alone.

The file has a heading of `# name: value` lines, then one feature a line: the feature, the square
that it adds to the norm (in hundredths), and one whole number for each label. A weight is that
number divided by `scale`. Features begin with `=` (a word), `~` (letters of a word), `#` (a type
that the patterns see, and the like) or nothing (a run of words).

The score of a label is its bias, plus the weights of words and runs divided by the root of their
squares, plus the weights of letters divided by the root of theirs, plus the weights of hints. So
long sentences do not outweigh short ones, the many letters do not drown the few words, and a hint
counts the same in any sentence.

It is a sum over words, so what a word adds is worked out once and kept; and the squares and the
weights of all labels stand in one whole number, side by side, so that one addition adds them all.
That makes it fast without a numerical library.
"""

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import takewhile
from struct import Struct
from types import MappingProxyType

from policytrail.errors import ConfigurationError
from policytrail.provisions.features import SENTENCES_KEPT, Tokens, letter_runs

FORMAT = "policytrail-linear-2"
NO_HINTS: Mapping[str, int] = MappingProxyType({})
_MOST_WORDS_KEPT = 50_000
_HUNDREDTHS = 100


class Lanes:
    """Signed integers packed into one, 64 bits each: far more than any sum needs."""

    def __init__(self, count: int) -> None:
        self._struct = Struct(f"<{count}q")
        self._signs = sum(1 << (64 * lane + 63) for lane in range(count))

    def pack(self, numbers: Sequence[int]) -> int:
        """Return one integer that holds all numbers: adding such integers adds each number by itself."""
        return (int.from_bytes(self._struct.pack(*numbers), "little") ^ self._signs) - self._signs

    def unpack(self, total: int) -> tuple[int, ...]:
        """Return the numbers in a sum of packed ones."""
        return self._struct.unpack(
            ((total + self._signs) ^ self._signs).to_bytes(self._struct.size, "little")
        )


class _WordTable(dict[str, int]):
    """The contribution of each word, computed when it first occurs."""

    def __init__(self, features: Mapping[str, int], shift: int) -> None:
        super().__init__()
        self._features = features
        self._shift = shift

    def __missing__(self, word: str) -> int:
        get = self._features.get
        letters = sum(get(f"~{run}", 0) for run in letter_runs(word))
        learnt = get(f"={word}", 0) + (letters << self._shift)
        if len(self) < _MOST_WORDS_KEPT:
            self[word] = learnt
        return learnt


class LinearModel:
    """Labels, their biases, and the weights of features."""

    def __init__(
        self, head: Mapping[str, str], labels: Sequence[str], lines: Sequence[str]
    ) -> None:
        self.labels = tuple(labels)
        self.card = dict(head)
        self._scale = float(head["scale"])
        self._biases = [float(part) for part in head["biases"].split()]
        width = 1 + len(labels)  # a square, then a weight a label
        lane = Lanes(width)
        self._both = Lanes(2 * width)  # those of words, then those of letters
        self._features: dict[str, int] = {}
        self._hints: dict[str, list[float]] = {}
        for line in lines:
            name, *numbers = line.split("\t")
            if len(numbers) != width:
                raise ValueError(f"{name!r} has {len(numbers) - 1} weights, not {len(labels)}")
            if name.startswith("#"):
                self._hints[name[1:]] = [int(number) / self._scale for number in numbers[1:]]
            else:
                self._features[name] = lane.pack([int(number) for number in numbers])
        self._words = _WordTable(self._features, 64 * width)
        self._kept = lru_cache(SENTENCES_KEPT)(self._score_tokens)

    def score_labels(self, tokens: Tokens, hints: Mapping[str, int] = NO_HINTS) -> Sequence[float]:
        """Return the score of each label; higher is more certain.

        `hints` are known facts about the sentence, with their counts.
        """
        scores = self._kept(tokens)
        for hint in hints.keys() & self._hints.keys():
            weights, count = self._hints[hint], hints[hint]
            scores = [score + count * weight for score, weight in zip(scores, weights, strict=True)]
        return scores

    def _score_tokens(self, tokens: Tokens) -> Sequence[float]:
        total = sum(map(self._words.__getitem__, tokens.distinct))
        total += sum(filter(None, map(self._features.get, tokens.runs)))
        sums = self._both.unpack(total)
        width = 1 + len(self.labels)
        word, letter = self._inverse_root(sums[0]), self._inverse_root(sums[width])
        return [
            bias + bias_sum * word + other * letter
            for bias, bias_sum, other in zip(
                self._biases, sums[1:width], sums[width + 1 :], strict=True
            )
        ]

    def _inverse_root(self, square: int) -> float:
        """Return the factor for weights: one divided by the root of their squares."""
        return 1 / (math.sqrt(square / _HUNDREDTHS) * self._scale) if square else 0.0


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
