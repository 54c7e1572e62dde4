"""A linear model over words and letters, kept as text and read with the standard library alone.

The file has a heading of `# name: value` lines, then one feature a line: the feature, the square
that it adds to the norm (in hundredths), and one whole number for each label. A weight is that
number divided by `scale`. Features begin with `=` (a word), `~` (letters of a word), `#` (a type
that the patterns see, and the like) or nothing (a run of words).

The score of a label is its bias plus the sum of the weights of the features, divided by the root
of their squares, so that long sentences do not outweigh short ones. It is a sum over words, so what
a word adds is worked out once and kept; and the weights of all labels stand in one whole number,
side by side, so that one addition adds them all. That makes it fast without a numerical library.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from types import MappingProxyType

from policytrail.errors import ConfigurationError
from policytrail.provisions.features import Tokens, letters_of

FORMAT = "policytrail-linear-1"
NO_HINTS: Mapping[str, int] = MappingProxyType({})
_MOST_WORDS_KEPT = 50_000
# A weight is below 2**17 and a sentence has below 2**20 features: a sum fits into 40 bits, and one
# of either sign is told apart by which half of them it is in.
_LANE = 40
_HALF = 1 << (_LANE - 1)
_MASK = (1 << _LANE) - 1
_HUNDREDTHS = 100


class LinearModel:
    """Labels, their biases, and the weights of features."""

    def __init__(
        self, head: Mapping[str, str], labels: Sequence[str], lines: Sequence[str]
    ) -> None:
        self.labels = tuple(labels)
        self.card = dict(head)
        self._scale = float(head["scale"])
        self._biases = [float(part) for part in head["biases"].split()]
        self._features: dict[str, tuple[int, int]] = {}
        self._words: dict[str, tuple[int, int]] = {}
        for line in lines:
            name, square, *weights = line.split("\t")
            if len(weights) != len(labels):
                raise ValueError(f"{name!r} has {len(weights)} weights, not {len(labels)}")
            self._features[name] = (int(square), _packed(map(int, weights)))

    def scores(self, tokens: Tokens, hints: Mapping[str, int] = NO_HINTS) -> list[float]:
        """Return the score of each label; the higher, the surer.

        `hints` are what is known of the sentence besides, with how often each counts.
        """
        square = total = 0
        known = self._words
        for word in tokens.distinct:
            its_square, its_total = known.get(word) or self._learn(word)
            square += its_square
            total += its_total
        features = self._features
        for run in features.keys() & tokens.runs:
            its_square, its_total = features[run]
            square += its_square
            total += its_total
        for hint, count in hints.items():
            its_square, its_total = features.get(f"#{hint}", (0, 0))
            square += count * its_square
            total += count * its_total
        length = math.sqrt(square / _HUNDREDTHS) * self._scale or 1.0
        sums = _unpacked(total, len(self.labels))
        return [bias + one / length for bias, one in zip(self._biases, sums, strict=True)]

    def _learn(self, word: str) -> tuple[int, int]:
        names = (f"={word}", *(f"~{letters}" for letters in letters_of(word)))
        found = [self._features[name] for name in names if name in self._features]
        both = (sum(square for square, _ in found), sum(total for _, total in found))
        if len(self._words) < _MOST_WORDS_KEPT:
            self._words[word] = both
        return both


def _packed(weights: Iterable[int]) -> int:
    """Return whole numbers of either sign as one, 40 bits each."""
    return sum(weight << (_LANE * place) for place, weight in enumerate(weights))


def _unpacked(total: int, count: int) -> Iterator[int]:
    """Yield the numbers that a sum of packed ones stands for."""
    for _ in range(count):
        low = ((total + _HALF) & _MASK) - _HALF
        yield low
        total = (total - low) >> _LANE


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
