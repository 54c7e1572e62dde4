"""The types of a document's sentences, by patterns and typing model together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from policytrail.provisions import typing_judge, typing_model
from policytrail.provisions.matcher import Match, Strength
from policytrail.provisions.moods import Mood
from policytrail.provisions.observe import Observed
from policytrail.provisions.taxonomy import Taxonomy, shipped_taxonomy
from policytrail.provisions.typing_features import POINTS
from policytrail.provisions.typing_judge import Heard, Judge, finds_in, read_judge
from policytrail.provisions.typing_model import TypingModel, read_typing_model, shipped_text

_LEAST_BORNE_OUT = 0.25
"""The share below which a find is dropped although a pattern and the unfair-terms model agree."""
_SHORTEST = 45
"""A sentence with fewer characters is short."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A type of a sentence, and the share of correct ones among such finds."""

    match: Match
    share: float


class Typing:
    """The typing model with its judge."""

    def __init__(self, model: TypingModel, judge: Judge, taxonomy: Taxonomy) -> None:
        self._model = model
        self._judge = judge
        self._taxonomy = taxonomy
        self.numbers: Mapping[str, int] = {label: n for n, label in enumerate(model.labels)}

    def type_sentences(self, observed: Sequence[Observed]) -> list[list[Typed]]:
        """Return the types of each sentence that the model knows; others are not judged."""
        heard = [
            judge_input(sentence, self._model.score_labels(sentence.seen), self.numbers)
            for sentence in observed
        ]
        typed: list[list[Typed]] = [[] for _ in observed]
        for find in finds_in(heard):
            share = self._judge.share_right(find)
            sentence = observed[find.sentence]
            label = self._model.labels[find.label]
            match = next((each for each in sentence.matches if each.type.id == label), None)
            is_borne_out = (
                share >= _LEAST_BORNE_OUT
                and match is not None
                and match.type.unfair_tos in sentence.verdicts
            )
            if self._judge.is_said(find, share) or is_borne_out:
                kind = self._taxonomy.by_id[label]
                match = match or Match(kind, Strength.MODEL, "typing model")
                typed[find.sentence].append(Typed(match, round(share, 3)))
        return typed


def judge_input(sentence: Observed, scores: Sequence[float], numbers: Mapping[str, int]) -> Heard:
    """Return a sentence as input of the judge."""
    patterns = {
        numbers[match.type.id]: match.strength
        for match in sentence.matches
        if match.type.id in numbers
    }
    return Heard(scores, patterns, _sentence_traits(sentence), sentence.statement.place.title)


def _sentence_traits(sentence: Observed) -> list[float]:
    """Return the traits of a sentence, in the order of `typing_judge.TRAITS`."""
    statement, mood = sentence.statement, sentence.statement.reading.mood
    return [
        float(statement.is_item),
        float(statement.is_row),
        float(len(statement.folded) < _SHORTEST),
        float(mood in (Mood.NAMES, Mood.ASKS)),
        float(mood is Mood.FORBIDS),
        float(mood is Mood.DEFINES),
        float(POINTS in sentence.seen.hints),
    ]


def build_typing(model_text: str, judge_text: str, taxonomy: Taxonomy) -> Typing:
    """Return the typing built from the texts of a model and its judge.

    Raises:
        ConfigurationError: if one of them is damaged, or made for another taxonomy.
    """
    known = [kind.id for kind in taxonomy.types]
    model = read_typing_model(model_text, typing_model.MODEL, known)
    return Typing(model, read_judge(judge_text, typing_judge.MODEL, model.labels), taxonomy)


@cache
def shipped_typing() -> Typing:
    """Return the typing that comes with the project, read once."""
    texts = (shipped_text(typing_model.MODEL), shipped_text(typing_judge.MODEL))
    return build_typing(*texts, shipped_taxonomy())
