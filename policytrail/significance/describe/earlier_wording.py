"""Finds the sentence of the other text that a sentence was made of: an edited item is neither new nor gone."""

from collections.abc import Iterator, Sequence

from policytrail.language import TextIndex, stem_of, telling_words, words_of
from policytrail.model import BlockKind, Side, Statement
from policytrail.significance.describe.draft import (
    PlacedSentence,
    placed_sentences,
    sentence_under_heading,
)
from policytrail.significance.describe.edited_spots import Spot, edited_spots
from policytrail.significance.describe.list_leads import quote_lead
from policytrail.significance.describe.moved_words import is_repeated, spots_without_moves
from policytrail.significance.describe.placed_texts import PlacedTexts
from policytrail.significance.describe.sentence_edit import sentence_edit
from policytrail.significance.weigh import SubstantiveHunk

_CONTAINED = 0.6
"""Share of the words of the old sentence that the new one must have."""
_FEWEST = 6
"""Fewest words that both must have: a few words recur in any policy."""
_RUN = 4
"""Both must have so many words in the same order."""
_LONGER = 4
"""A sentence with this many times the words of another says something else besides."""


def find_earlier_sentence(
    sentence: PlacedSentence, told: SubstantiveHunk, texts: PlacedTexts
) -> PlacedSentence | None:
    """Return the sentence of the old text that a new one was made of, if it no longer stands by itself.

    One that stands outside the hunk has an empty span. None if the old text has no such sentence.
    """
    outside = list(_nearest_outside(sentence, texts))
    candidates = [
        old
        for old in (*placed_sentences(told.hunk.old), *outside)
        if _is_made_of(sentence.text, old.text) and not _stands_elsewhere(old, sentence, texts.new)
    ]
    return max(candidates, key=lambda old: _containment(old.text, sentence.text), default=None)


def edit_told(
    old: PlacedSentence,
    new: PlacedSentence,
    told: SubstantiveHunk,
    texts: PlacedTexts,
    lead: str = "",
) -> Statement | None:
    """Return the statement on how an old sentence became a new one; None if no words can be quoted."""
    spots = _quotable_spots(old, new, told, texts)
    if not spots:
        return None
    words, headline = sentence_edit(old, new, spots, texts.weigh)
    if lead:
        words = f"in the list {quote_lead(lead)}, {words}"
    return Statement(
        sentence_under_heading(new.heading or told.section, words),
        headline,
        "reworded",
        told.place,
        old.span if old.end else None,
        new.span,
    )


def _quotable_spots(
    old: PlacedSentence, new: PlacedSentence, told: SubstantiveHunk, texts: PlacedTexts
) -> Sequence[Spot]:
    spots = [
        spot
        for spot in edited_spots(old.text, new.text)
        if not is_repeated(spot, old.text, new.text)
    ]
    return list(spots_without_moves(spots, told, texts)) or spots


def _nearest_outside(sentence: PlacedSentence, texts: PlacedTexts) -> Iterator[PlacedSentence]:
    nearest = texts.old.nearest_sentence(sentence.text)
    if nearest is None:
        return
    block = texts.pair.old.blocks[nearest.position]
    if block.kind not in (BlockKind.HEADING, BlockKind.ROW):
        side = Side(nearest.position, nearest.position, (block,))
        for old in placed_sentences(side):
            if old.start <= nearest.start < old.end and not _has_successor(
                old, nearest.position, texts
            ):
                yield PlacedSentence(old.text, 0, 0, old.kind, "", 0)


def _has_successor(old: PlacedSentence, position: int, texts: PlacedTexts) -> bool:
    """Return whether an old sentence became another in its own place."""
    return any(
        _is_made_of(new.text, old.text)
        for hunk in texts.pair.diff.hunks
        if hunk.old is not None and hunk.old.first <= position <= hunk.old.last
        for new in placed_sentences(hunk.new)
    )


def _is_made_of(new: str, old: str) -> bool:
    """Return whether a sentence has most words of another, and some of them in the same order."""
    if _count_shared(old, new) < _FEWEST or len(words_of(new)) > _LONGER * len(words_of(old)):
        return False
    return _containment(old, new) >= _CONTAINED and bool(_word_runs(old) & _word_runs(new))


def _containment(old: str, new: str) -> float:
    """Return the share of the words of one sentence that another has, 0-1."""
    return _count_shared(old, new) / max(1, len(_stems_of(old)))


def _count_shared(old: str, new: str) -> int:
    return len(_stems_of(old) & _stems_of(new))


def _stems_of(text: str) -> set[str]:
    return {stem_of(word) for word in telling_words(text)}


def _word_runs(text: str) -> set[tuple[str, ...]]:
    words = words_of(text)
    return set(zip(*(words[shift:] for shift in range(_RUN)), strict=False))


def _stands_elsewhere(old: PlacedSentence, new: PlacedSentence, text: TextIndex) -> bool:
    """Return whether the new text still has the old sentence, apart from the new sentence."""
    letters = "".join(words_of(old.text))
    inside = "".join(words_of(new.text)).count(letters)
    return text.count_letters(old.text) > inside
