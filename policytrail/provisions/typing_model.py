"""A linear model of the types of a sentence, stored as readable text.

The file has `# name: value` lines (its card), then one feature a line: the feature, the square that
it adds to the length of its group (in hundredths), and a sign with a weight for each label that it
speaks for or against: `A5b-6`. The card names the sign of each label. A weight divided by `scale` and by the length of its group is what the feature adds to
the score of the label; hints add a sixteenth of theirs. Which group a feature is of, its first sign
says (`policytrail.provisions.typing_features`).

The sums of all labels stand side by side in one whole number, so one addition adds them all: that is
fast without a numerical library. What a word or a heading adds is worked out once and kept.
"""

import math
import re
import string
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources
from itertools import takewhile

from policytrail.errors import ConfigurationError
from policytrail.provisions.features import SENTENCES_KEPT, letter_runs
from policytrail.provisions.linear import Lanes
from policytrail.provisions.typing_features import ModelInput, heading_words, lead_words, runs_in

FORMAT = "policytrail-types-2"
MODEL = "provision_types.tsv"
SIGNS = (
    string.ascii_uppercase
    + string.ascii_lowercase
    + "".join(chr(code) for code in range(0xC0, 0x100) if chr(code).isalpha())
)
"""What labels are written as, the most frequent first: one letter each."""
_WEIGHT = re.compile(r"(.)(-?\d+)")
_HUNDREDTHS = 100
_FINE = 1 << 12
"""Resolution of inverse lengths, so that sums stay integers."""
HINT_SCALE = 16
"""How much finer the weights of hints are written than those of words."""
_MOST_KEPT = 50_000


class _KnownWeights(dict[str, int]):
    """The contribution of each word, computed when it first occurs."""

    def __init__(self, work_out: Callable[[str], int]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, word: str) -> int:
        added = self._work_out(word)
        if len(self) < _MOST_KEPT:
            self[word] = added
        return added


class TypingModel:
    """Labels, their biases, and the weights of features."""

    def __init__(self, card: Mapping[str, str], lines: Iterable[str]) -> None:
        self.card = dict(card)
        self.labels = tuple(card["labels"].split(" | "))
        self._scale = float(card["scale"]) * _FINE
        self._biases = [float(part) for part in card["biases"].split()]
        if len(self._biases) != len(self.labels):
            raise ValueError(f"{len(self._biases)} biases for {len(self.labels)} labels")
        signs = card["signs"]
        if len(set(signs)) != len(self.labels):
            raise ValueError(f"{len(set(signs))} signs for {len(self.labels)} labels")
        self._lane_of = {sign: number for number, sign in enumerate(signs, start=1)}
        self._lanes = Lanes(1 + len(self.labels))
        self._lines = dict(line.split("\t", 1) for line in lines)
        self._packed = _KnownWeights(lambda feature: self._read_weights(self._lines[feature]))
        self._words = _KnownWeights(lambda word: self._sum_features((f"={word}",)))
        self._letters = _KnownWeights(
            lambda word: self._sum_features(f"~{run}" for run in letter_runs(word))
        )
        self._before = _KnownWeights(lambda word: self._sum_features((f"-{word}",)))
        self._behind = _KnownWeights(lambda word: self._sum_features((f"+{word}",)))
        self._headings: dict[tuple[str, str], int] = {}
        self._leads: dict[str, int] = {}
        self._kept = lru_cache(SENTENCES_KEPT)(self._score_anew)

    def score_labels(self, seen: ModelInput) -> Sequence[float]:
        """Return the score of each label; higher is more certain."""
        return self._kept(seen)

    def _score_anew(self, seen: ModelInput) -> Sequence[float]:
        own = seen.tokens.distinct
        words = sum(map(self._words.__getitem__, own)) + self._sum_features(runs_in(seen))
        words += self._sum_features(seen.tokens.runs)
        groups = (
            words,
            sum(map(self._letters.__getitem__, own)),
            self._lead_weight(seen.lead) if seen.lead else 0,
            self._heading_weight(seen.headings),
            sum(map(self._before.__getitem__, seen.before.distinct)),
            sum(map(self._behind.__getitem__, seen.after.distinct)),
        )
        total = sum(self._weigh_group(group) for group in groups)
        total += self._sum_features(f"#{hint}" for hint in seen.hints) * (_FINE // HINT_SCALE)
        sums = self._lanes.unpack(total)
        scale = self._scale
        return [bias + total / scale for bias, total in zip(self._biases, sums[1:], strict=True)]

    def _weigh_group(self, group: int) -> int:
        """Return the sums of a group divided by its length; the square is in the first lane."""
        square = group & 0xFFFFFFFFFFFFFFFF
        return group * round(_FINE / math.sqrt(square / _HUNDREDTHS)) if square else 0

    def _sum_features(self, features: Iterable[str]) -> int:
        return sum(map(self._packed.__getitem__, filter(self._lines.__contains__, features)))

    def _read_weights(self, line: str) -> int:
        square, _, weights = line.partition(" ")
        numbers = [int(square), *([0] * len(self.labels))]
        for sign, number in _WEIGHT.findall(weights):
            numbers[self._lane_of[sign]] = int(number)
        return self._lanes.pack(numbers)

    def _lead_weight(self, lead: str) -> int:
        known = self._leads.get(lead)
        if known is None:
            known = self._sum_features(lead_words(lead))
            if len(self._leads) < _MOST_KEPT:
                self._leads[lead] = known
        return known

    def _heading_weight(self, headings: tuple[str, str]) -> int:
        known = self._headings.get(headings)
        if known is None:
            known = self._sum_features(heading_words(headings))
            if len(self._headings) < _MOST_KEPT:
                self._headings[headings] = known
        return known


def read_typing_model(text: str, name: str, known: Sequence[str]) -> TypingModel:
    """Return the model in a text; `known` are the types of the taxonomy.

    Raises:
        ConfigurationError: if the text is no such model, is damaged, or names types that the
            taxonomy lacks: such a model was trained for another one.
    """
    lines = text.splitlines()
    headings = list(takewhile(lambda line: line.startswith("# "), lines))
    card = dict(line[2:].split(": ", 1) for line in headings if ": " in line)
    if card.get("format") != FORMAT:
        raise ConfigurationError(f"{name} is no model of the format {FORMAT}: train it anew")
    try:
        model = TypingModel(card, lines[len(headings) :])
    except (KeyError, ValueError) as error:
        raise ConfigurationError(f"{name} is damaged ({error}): train it anew") from error
    foreign = sorted(set(model.labels) - set(known))
    if foreign:
        raise ConfigurationError(
            f"{name} names types that the taxonomy lacks: {', '.join(foreign)}; train it anew"
        )
    return model


@cache
def shipped_text(name: str) -> str:
    """Return the text of a shipped model file."""
    place = resources.files("policytrail.provisions").joinpath(f"models/{name}")
    return place.read_text(encoding="utf-8")
