"""Which sentences of the two sides of a hunk are the same sentence, edited."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from policytrail.language import Standing, stem_of, telling_words, words_of
from policytrail.model import BlockKind
from policytrail.significance.describe.draft import PlacedSentence, placed_sentences
from policytrail.significance.describe.placed_texts import PlacedTexts
from policytrail.significance.weigh import SubstantiveHunk

_SAME_SENTENCE = 0.45
"""Share of words that two sentences of a hunk must have in common for one to have become the other."""
_NAME_WORDS = 8
_SHORTENED = 4
_BEGINNING = 5
_INSIDE = 0.8
_MOST_PAIRED = 60
"""Most sentences of a side that are compared pair by pair."""
_SAME_PLACE = 0.25
"""The same for two sentences between the same neighbours."""
_Place: TypeAlias = tuple[object, object]
"""The sentences before and after one."""


@dataclass(frozen=True, slots=True)
class PairedSentences:
    """A sentence of the old text, and what became of it."""

    old: PlacedSentence
    new: PlacedSentence


def pair_sentences(
    gone: Sequence[PlacedSentence],
    come: Sequence[PlacedSentence],
    substantive: SubstantiveHunk,
    texts: PlacedTexts,
) -> list[PairedSentences]:
    """Return the sentences of a hunk that became others, by their words or by their place."""
    if max(len(gone), len(come)) > _MOST_PAIRED:
        return []
    pairs = list(_paired_sentences(gone, come))
    pairs += _replaced_in_place(pairs, substantive, texts)
    if (
        not pairs
        and len(gone) == len(come) == 1
        and _took_place(gone[0], come[0], substantive, texts)
    ):
        return [PairedSentences(gone[0], come[0])]
    return pairs


def sentence_key(text: str) -> tuple[str, ...]:
    """Return the words of a sentence without numbers and labels."""
    return tuple(telling_words(text))


def _replaced_in_place(
    pairs: Sequence[PairedSentences], substantive: SubstantiveHunk, texts: PlacedTexts
) -> list[PairedSentences]:
    """Return the sentences of one paragraph that took the place of others between the same neighbours."""
    sides = substantive.hunk.old, substantive.hunk.new
    if any(side is None or len(side.blocks) != 1 for side in sides):
        return []
    olds, news = (placed_sentences(side) for side in sides)
    renamed = {sentence_key(pair.new.text): sentence_key(pair.old.text) for pair in pairs}
    keys = (
        [sentence_key(sentence.text) for sentence in olds],
        [renamed.get(key, key) for key in (sentence_key(sentence.text) for sentence in news)],
    )
    come: dict[_Place, list[PlacedSentence]] = {}
    for place, new in _only_here(news, keys[1], keys[0]):
        come.setdefault(place, []).append(new)
    return [
        PairedSentences(old, new)
        for place, old in _only_here(olds, keys[0], keys[1])
        for new in come.get(place, ())
        if _has_same_subject(old.text, new.text)
        and texts.new.judge_presence(old.text) is not Standing.SAME
        and texts.old.judge_presence(new.text) is not Standing.SAME
    ]


def _only_here(
    sentences: Sequence[PlacedSentence],
    keys: Sequence[tuple[str, ...]],
    others: Sequence[tuple[str, ...]],
) -> Iterator[tuple[_Place, PlacedSentence]]:
    """Yield the sentences that the other paragraph lacks, each with those before and after it."""
    known = set(others)
    for at, sentence in enumerate(sentences):
        if keys[at] not in known and (place := _neighbours(keys, at)) != (None, None):
            yield place, sentence


def _neighbours(keys: Sequence[tuple[str, ...]], place: int) -> _Place:
    """Return the sentences before and after a place; None at either end of a paragraph."""
    before = keys[place - 1] if place else None
    return before, keys[place + 1] if place + 1 < len(keys) else None


def _has_same_subject(old: str, new: str) -> bool:
    """Return whether two sentences at the same place have enough words in common to be read together."""
    stems = [{stem_of(word) for word in words_of(text)} for text in (old, new)]
    return 2 * len(stems[0] & stems[1]) >= _SAME_PLACE * (len(stems[0]) + len(stems[1]))


def _took_place(
    old: PlacedSentence, new: PlacedSentence, substantive: SubstantiveHunk, texts: PlacedTexts
) -> bool:
    """Return whether a short item replaced another in a list that otherwise stayed."""
    sides = substantive.hunk.old, substantive.hunk.new
    if (
        sides[0] is None
        or sides[1] is None
        or not len(sides[0].blocks) == len(sides[1].blocks) == 1
    ):
        return False
    are_short = all(
        sentence.kind is BlockKind.ITEM
        and len(words_of(sentence.text)) <= _NAME_WORDS
        and not sentence.text.rstrip().endswith(":")
        for sentence in (old, new)
    )
    around = [
        tuple(block.text for block in document.blocks[max(0, position - 1) : position])
        + tuple(block.text for block in document.blocks[position + 1 : position + 2])
        for document, position in (
            (texts.pair.old, sides[0].first),
            (texts.pair.new, sides[1].first),
        )
    ]
    return are_short and around[0] == around[1]


def _paired_sentences(
    gone: Sequence[PlacedSentence], come: Sequence[PlacedSentence]
) -> Iterator[PairedSentences]:
    """Yield the pairs of sentences of which one became the other, the most similar first, each once."""
    bags = {id(sentence): set(words_of(sentence.text)) for sentence in (*gone, *come)}
    scored = sorted(
        (
            (
                max(
                    _likeness(bags[id(old)], bags[id(new)]),
                    _SAME_SENTENCE if _begin_alike(old, new) else 0.0,
                ),
                a,
                b,
            )
            for a, old in enumerate(gone)
            for b, new in enumerate(come)
        ),
        reverse=True,
    )
    used: set[int] = set()
    for alike, a, b in scored:
        if alike < _SAME_SENTENCE:
            return
        if id(gone[a]) not in used and id(come[b]) not in used:
            used |= {id(gone[a]), id(come[b])}
            yield PairedSentences(gone[a], come[b])


def _begin_alike(old: PlacedSentence, new: PlacedSentence) -> bool:
    """Return whether two sentences begin with the same words: one was extended or rewritten."""
    words = words_of(old.text)[:_BEGINNING]
    return len(words) == _BEGINNING and words == words_of(new.text)[:_BEGINNING]


def _likeness(old: set[str], new: set[str]) -> float:
    """Return the share of words that two sentences have in common, 0-1.

    A sentence that was shortened or extended shares nearly all words of its shorter form.
    """
    shared = len(old & new)
    fewest = min(len(old), len(new))
    alike = 2 * shared / (len(old) + len(new))
    is_inside = fewest >= _SHORTENED and shared >= _INSIDE * fewest
    return max(alike, _SAME_SENTENCE) if is_inside else alike
