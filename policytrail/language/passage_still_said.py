"""Whether a document says what a passage says, in the same or other words.

That a reader of clauses does not find a clause proves nothing; a clause has come or gone only if
no sentence of the other text says the same. Two measures answer that, and both look at the whole
text, so that moved, split and joined sentences count: runs of four words, and the words that carry
meaning, each weighed by how rare it is in the text.
"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache

from policytrail.language.bare_words import stem_of, telling_words, words_of
from policytrail.language.propositions import read_sentence
from policytrail.language.sentences import sentence_spans
from policytrail.model import Block, Document

# Shares of a passage in the other text from which it is the same, is said there, or may be. Read
# from the moves of 41 sources whose old and new texts were compared sentence by sentence.
_SAME_RUNS = 0.9
_SAID_RUNS = 0.4
_RUN = 4
_NEAR_RUNS = 0.25
_OPPOSED_RUNS = 0.5
_SAID_LIKE = 0.62
_NEAR_LIKE = 0.45
_WIDER = 4
"""A sentence with this many times the words of a passage says more than the passage."""
_RAREST = 8
"""Words by which sentences are looked up; each is then scored by all of its words."""
_MOST_CANDIDATES = 120
_GATHERED = 0.7
"""Share of a passage's words that must stand together for a long sentence to take it up."""
_FEWEST_GATHERED, _MOST_GATHERED = 4, 20
_IDLE = frozenset(
    word
    for words in (
        "a an and any are as at be been by can could do does for from had has have if in into is it its may might",
        "must no not of on or our shall should such that the their them then there these they this those to under up",
        "us was we were when which who will with would you your",
    )
    for word in words.split()
)


class Standing(StrEnum):
    """How certainly a text says what a passage says."""

    SAME = "same"
    """In the same words."""
    SAID = "said"
    """In other words."""
    UNCERTAIN = "uncertain"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Nearest:
    """The sentence of a document that is most similar to a passage."""

    likeness: float
    """0-1."""
    position: int
    """Of its block."""
    start: int
    end: int


def _count_stems(text: str) -> Counter[str]:
    return Counter(stem_of(word) for word in telling_words(text) if word not in _IDLE)


def are_opposed(passage: str, other: str) -> bool:
    """Return whether two sentences concern the same act of the same actor, and only one denies it.

    >>> are_opposed("We may sell your data.", "We do not sell your data.")
    True
    """
    acts = [
        {
            (proposition.actor, stem_of(proposition.act)): proposition.denied
            for proposition in read_sentence(text)
        }
        for text in (passage, other)
    ]
    shared = acts[0].keys() & acts[1].keys()
    return bool(shared) and all(acts[0][key] != acts[1][key] for key in shared)


class TextIndex:
    """What a document says, indexed on demand."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._standings: dict[str, Standing] = {}
        self._weights: dict[str, float] = {}
        self._sentence_weights: dict[int, float] = {}

    @classmethod
    def of_document(cls, document: Document) -> "TextIndex":
        """Return the index of a whole document, cached for rules that share it."""
        return _index_of(document)

    def judge_presence(self, passage: str) -> Standing:
        """Return whether the document says what a passage says."""
        if passage not in self._standings:
            self._standings[passage] = self._standing(passage)
        return self._standings[passage]

    def _standing(self, passage: str) -> Standing:
        runs = self.run_share(passage)
        if runs >= _SAME_RUNS:
            return Standing.SAME
        nearest = self.nearest_sentence(passage)
        likeness = nearest.likeness if nearest else 0.0
        if runs >= _SAID_RUNS or likeness >= _SAID_LIKE:
            # "We may use it to train" says the opposite of "We do not use it to train".
            is_opposed = (
                runs < _OPPOSED_RUNS
                and nearest is not None
                and are_opposed(passage, self._sentence_text(nearest))
            )
            return Standing.ABSENT if is_opposed else Standing.SAID
        unsure = runs >= _NEAR_RUNS or likeness >= _NEAR_LIKE
        return Standing.UNCERTAIN if unsure else Standing.ABSENT

    def _sentence_text(self, nearest: Nearest) -> str:
        return self._blocks[nearest.position].text[nearest.start : nearest.end]

    def run_share(self, passage: str) -> float:
        """Return the share of a passage's runs of four words that the document contains, 0-1."""
        words = words_of(passage)
        if len(words) <= _RUN:
            return float(bool(words) and f" {' '.join(words)} " in self._plain)
        runs = set(_word_runs(words))
        return len(runs & self._runs) / len(runs)

    def has_words(self, words: str) -> bool:
        """Return whether the document contains the words in sequence."""
        plain = " ".join(words_of(words))
        return bool(plain) and f" {plain} " in self._plain

    def count_words(self, words: str) -> int:
        """Return how often the document contains the words in sequence."""
        spaced = "  ".join(words_of(words))
        return self._spaced.count(f" {spaced} ") if spaced else 0

    def count_letters(self, words: str) -> int:
        """Return how often the document contains the words, ignoring spaces and punctuation."""
        letters = "".join(words_of(words))
        return self._letters.count(letters) if letters else 0

    def gathers(self, passage: str) -> bool:
        """Return whether most words of a short passage stand close together in one, perhaps long, sentence."""
        stems = _count_stems(passage)
        if not _FEWEST_GATHERED <= len(stems) <= _MOST_GATHERED:
            return False
        size = 2 * len(words_of(passage))
        for number in self._candidate_sentences(stems):
            position, start, end = self._sentences[number]
            words = [stem_of(word) for word in words_of(self._blocks[position].text[start:end])]
            if any(
                len(stems.keys() & set(words[first : first + size])) >= _GATHERED * len(stems)
                for first in range(max(1, len(words) - size + 1))
            ):
                return True
        return False

    def nearest_sentence(self, passage: str) -> Nearest | None:
        """Return the sentence that says most of what a passage says; None if none says any of it."""
        stems = _count_stems(passage)
        best: Nearest | None = None
        mine = self._total_weight(stems)
        for number in self._candidate_sentences(stems):
            likeness = self._stem_similarity(stems, mine, number)
            if best is None or likeness > best.likeness:
                best = Nearest(likeness, *self._sentences[number])
        return best

    def _candidate_sentences(self, stems: Counter[str]) -> list[int]:
        known = sorted((stem for stem in stems if stem in self._places), key=self._stem_weight)[
            ::-1
        ]
        shared: Counter[int] = Counter()
        for stem in known[:_RAREST]:
            shared.update(self._places[stem][:_MOST_CANDIDATES])
        return [number for number, _ in shared.most_common(_MOST_CANDIDATES)]

    def _stem_similarity(self, stems: Counter[str], mine: float, number: int) -> float:
        others = self._sentence_stems[number]
        shared = sum(
            min(count, others[stem]) * self._stem_weight(stem)
            for stem, count in stems.items()
            if stem in others
        )
        sentence_total = self._sentence_weight(number)
        alike = 2 * shared / (mine + sentence_total) if mine + sentence_total else 0.0
        if sentence_total <= _WIDER * mine:
            alike = max(alike, shared / mine if mine else 0.0)
        return alike

    def _total_weight(self, stems: Counter[str]) -> float:
        return sum(self._stem_weight(stem) * count for stem, count in stems.items())

    def _sentence_weight(self, number: int) -> float:
        if number not in self._sentence_weights:
            self._sentence_weights[number] = self._total_weight(self._sentence_stems[number])
        return self._sentence_weights[number]

    def _stem_weight(self, stem: str) -> float:
        if stem not in self._weights:
            known = len(self._places.get(stem, ()))
            self._weights[stem] = math.log(1 + len(self._sentences) / (1 + known))
        return self._weights[stem]

    @cached_property
    def _plain(self) -> str:
        """Return all words of the document, separated by spaces."""
        return f" {' '.join(word for block in self._blocks for word in words_of(block.text))} "

    @cached_property
    def _spaced(self) -> str:
        """Return all words with two spaces between them: neighbours of the same words share none."""
        return self._plain.replace(" ", "  ")

    @cached_property
    def _letters(self) -> str:
        return self._plain.replace(" ", "")

    @cached_property
    def _runs(self) -> frozenset[tuple[str, ...]]:
        return frozenset(_word_runs(self._plain.split()))

    @cached_property
    def _sentences(self) -> list[tuple[int, int, int]]:
        return [
            (position, start, end)
            for position, block in enumerate(self._blocks)
            for start, end in sentence_spans(block.text)
        ]

    @cached_property
    def _sentence_stems(self) -> list[Counter[str]]:
        return [
            _count_stems(self._blocks[block].text[start:end])
            for block, start, end in self._sentences
        ]

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Return the numbers of the sentences that contain each stem."""
        places: dict[str, list[int]] = {}
        for number, stems in enumerate(self._sentence_stems):
            for stem in stems:
                places.setdefault(stem, []).append(number)
        return places


@lru_cache(maxsize=4)
def _index_of(document: Document) -> TextIndex:
    return TextIndex(document.blocks)


def _word_runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[shift:] for shift in range(_RUN)), strict=False)
