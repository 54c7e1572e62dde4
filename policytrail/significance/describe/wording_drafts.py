"""Statements on edited sentences: words added, removed or replaced, and whole sentences."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from policytrail.language import Standing, TextIndex, words_of
from policytrail.model import BlockKind, Statement
from policytrail.significance.classify import MOST, is_stamp
from policytrail.significance.describe.amounts import amounts_in
from policytrail.significance.describe.draft import (
    PlacedSentence,
    StatementDraft,
    placed_sentences,
    sentence_under_heading,
)
from policytrail.significance.describe.edited_spots import Spot, edited_spots
from policytrail.significance.describe.matters import weight_of_matters
from policytrail.significance.describe.moved_words import (
    is_repeated,
    is_rewrapped,
    spots_without_moves,
    without_changed_places,
)
from policytrail.significance.describe.placed_texts import PlacedTexts
from policytrail.significance.describe.sentence_drafts import (
    added_draft,
    removed_draft,
    words_size,
)
from policytrail.significance.describe.sentence_edit import sentence_edit
from policytrail.significance.describe.sentence_pairs import (
    PairedSentences,
    pair_sentences,
    sentence_key,
)
from policytrail.significance.weigh import SubstantiveHunk
from policytrail.text import fold_for_comparison

_MOST_LOOKED_FOR = 40
"""Most sentences of one side of a hunk that are looked up in the other text."""
_LIMIT = 1.5
_LIMITS = re.compile(r"\b(?:not|never|no longer|unless|only|without|except|until|cannot)\b")
"""Words that reverse or limit what a sentence says."""
_WORD = re.compile(r"[^\W\d_]+(?:[-'’/][^\W\d_]+)*")
_NUMBER = re.compile(r"\A\(?\d{1,3}[.)]\s+(?=\D)")
"""The number of a clause before its first words."""
_CONTACT = 0.3
_OF_SENTENCE = 0.4
"""Share of a sentence's matter in the weight of an edit: a few words on training matter more than on fonts."""
_GREW = 30
"""Words by which a sentence may grow or shrink if the rest of it stands in the other text."""
_COMMON = 4
"""Up to so many words recur in any policy ("by default"): they are counted."""
_ELSEWHERE = 0.25
"""Share of the runs of such words that the other text may have."""


def wording_drafts(
    substantive: SubstantiveHunk, texts: PlacedTexts, known: frozenset[int]
) -> Iterator[StatementDraft]:
    """Yield statements on what one hunk does to sentences.

    `known` are hunks whose table rows are described elsewhere: those of declared trackers.
    """
    gone, come = _one_sided_sentences(substantive)
    if substantive.place in known:
        gone = [sentence for sentence in gone if sentence.kind is not BlockKind.ROW]
        come = [sentence for sentence in come if sentence.kind is not BlockKind.ROW]
    pairs = pair_sentences(gone, come, substantive, texts)
    paired = {id(paired_sentence) for pair in pairs for paired_sentence in (pair.old, pair.new)}
    for pair in pairs:
        yield from _of_pair(pair, substantive, texts)
    fresh = _heaviest([sentence for sentence in come if id(sentence) not in paired], texts)
    for sentence in _join_new_sentences(fresh, substantive, texts):
        yield from added_draft(sentence, substantive, texts)
    for sentence in _heaviest([unpaired for unpaired in gone if id(unpaired) not in paired], texts):
        yield from removed_draft(sentence, substantive, texts)


def _heaviest(sentences: Sequence[PlacedSentence], texts: PlacedTexts) -> Sequence[PlacedSentence]:
    """Return the sentences that weigh most, in order: only they are looked up in the other text."""
    if len(sentences) <= _MOST_LOOKED_FOR:
        return sentences
    ranked = sorted(
        sentences, key=lambda sentence: -texts.weigh(fold_for_comparison(sentence.text))
    )
    return sorted(ranked[:_MOST_LOOKED_FOR], key=lambda sentence: sentence.start)


def _join_new_sentences(
    sentences: Sequence[PlacedSentence], substantive: SubstantiveHunk, texts: PlacedTexts
) -> Iterator[PlacedSentence]:
    """Yield the sentences; consecutive new ones are joined if they fit into one quote."""
    side = substantive.hunk.new
    waiting: PlacedSentence | None = None
    for sentence in sentences:
        is_new = texts.old.judge_presence(sentence.text) is Standing.ABSENT
        follows = (
            waiting is not None
            and side is not None
            and side.text[waiting.end : sentence.start] == " "
        )
        if waiting and side and is_new and follows and sentence.end - waiting.start <= MOST:
            waiting = replace(
                waiting, text=side.text[waiting.start : sentence.end], end=sentence.end
            )
            continue
        if waiting:
            yield waiting
        waiting = sentence if is_new and sentence.kind is BlockKind.PARAGRAPH else None
        if waiting is None:
            yield sentence
    if waiting:
        yield waiting


def _one_sided_sentences(
    substantive: SubstantiveHunk,
) -> tuple[list[PlacedSentence], list[PlacedSentence]]:
    """Return the sentences that only one side of a hunk has, ignoring numbers and labels."""
    sides = [placed_sentences(substantive.hunk.old), placed_sentences(substantive.hunk.new)]
    said = [{_said(sentence) for sentence in side} for side in sides]
    only_old, only_new = (
        [
            sentence
            for sentence in side
            if sentence_key(sentence.text) and _said(sentence) not in other
        ]
        for side, other in zip(sides, reversed(said), strict=True)
    )
    return only_old, only_new


def _said(sentence: PlacedSentence) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what a sentence says in words and in figures, however it is numbered."""
    return sentence_key(sentence.text), amounts_in(sentence.text)


def _of_pair(
    pair: PairedSentences, substantive: SubstantiveHunk, texts: PlacedTexts
) -> Iterator[StatementDraft]:
    """Yield statements on what became of one sentence."""
    spots = [
        spot
        for spot in _without_rewrapped(edited_spots(pair.old.text, pair.new.text), pair, texts)
        if not _is_told_as_name(spot.gone, spot.come, texts.terms)
        and not all(not words or is_stamp(words) for words in (spot.gone, spot.come))
    ]
    spots = [
        spot
        for spot in spots_without_moves(without_changed_places(spots), substantive, texts)
        if not is_repeated(spot, pair.old.text, pair.new.text)
    ]
    if not spots:
        return
    edited = " ¶ ".join(f"{spot.gone} ¶ {spot.come}" for spot in spots)
    words, headline = sentence_edit(pair.old, pair.new, spots, texts.weigh)
    statement = Statement(
        sentence_under_heading(pair.new.heading or substantive.section, words),
        headline,
        "reworded",
        substantive.place,
        pair.old.span,
        pair.new.span,
    )
    weight = texts.weigh(fold_for_comparison(edited)) + words_size(edited)
    weight += _OF_SENTENCE * weight_of_matters(fold_for_comparison(pair.new.text))
    weight += _LIMIT if _LIMITS.search(edited.casefold()) else 0.0
    yield StatementDraft(statement, weight * (_CONTACT if _is_contact(edited) else 1.0))


def _without_rewrapped(
    spots: Sequence[Spot], pair: PairedSentences, texts: PlacedTexts
) -> Iterator[Spot]:
    """Yield edited places without the words of a sentence that the other text has whole."""
    keeps_old = _is_kept_whole(pair.old.text, texts.old, texts.new)
    keeps_new = _is_kept_whole(pair.new.text, texts.new, texts.old)
    for spot in spots:
        if keeps_old and keeps_new:
            if spot.changes_sign:
                yield spot
            continue
        if keeps_old:
            if _is_short_news(spot.come, texts.new, texts.old):
                yield replace(spot, gone="")
        elif keeps_new:
            if _is_short_news(spot.gone, texts.old, texts.new):
                yield replace(spot, come="")
        else:
            yield spot


def _is_kept_whole(sentence: str, text: TextIndex, other: TextIndex) -> bool:
    """Return whether the other text has a sentence whole, and as often: none of its copies was edited."""
    return is_rewrapped(sentence, other) and text.count_letters(sentence) <= other.count_letters(
        sentence
    )


def _is_short_news(words: str, text: TextIndex, other: TextIndex) -> bool:
    """Return whether few words are more than other lines of what the other text has."""
    count = len(words_of(words))
    if count <= _COMMON:
        return count > 0 and text.count_words(words) > other.count_words(words)
    return count <= _GREW and other.run_share(words) < _ELSEWHERE


def _is_told_as_name(gone: str, come: str, terms: frozenset[tuple[str, str]]) -> bool:
    """Return whether an edit replaces a name reported elsewhere, or repeats or contains parts of it."""
    bare = _bare_words(gone), _bare_words(come)
    if bare in terms:
        return True
    words = [set(words_of(side)) for side in bare]
    return all(words) and any(
        words[0] <= set(words_of(old)) and words[1] <= set(words_of(new)) for old, new in terms
    )


def _is_contact(edited: str) -> bool:
    """Return whether an edit only changes e-mail or page addresses, or the numbers of a street address."""
    return all(
        "@" in word
        or "://" in word
        or word.startswith("www.")
        or not _WORD.fullmatch(word.strip("¶.,;:()"))
        for word in edited.split()
    )


def _bare_words(words: str) -> str:
    bare = _NUMBER.sub("", words).strip(" .,;:()")
    return bare.removesuffix("'s").removesuffix("’s").casefold()
