"""Statements on edited sentences: words added, removed or replaced, and whole sentences."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from policytrail.language import Standing, TextIndex, telling_words, words_of
from policytrail.model import BlockKind, Statement
from policytrail.significance.classify import MOST, is_stamp
from policytrail.significance.describe.draft import (
    PlacedSentence,
    StatementDraft,
    placed_sentences,
    sentence_under_heading,
)
from policytrail.significance.describe.edited_spots import Spot, edited_spots
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
from policytrail.significance.weigh import SubstantiveHunk
from policytrail.text import fold_for_comparison

_SAME_SENTENCE = 0.45
"""Share of words that two sentences of a hunk must have in common for one to have become the other."""
_MOST_LOOKED_FOR = 40
"""Most sentences of one side of a hunk that are looked up in the other text."""
_NAME_WORDS = 8
_SHORTENED = 4
_BEGINNING = 5
_LIMIT = 1.5
_LIMITS = re.compile(r"\b(?:not|never|no longer|unless|only|without|except|until|cannot)\b")
"""Words that reverse or limit what a sentence says."""
_WORD = re.compile(r"[^\W\d_]+(?:[-'’/][^\W\d_]+)*")
_NUMBER = re.compile(r"\A\(?\d{1,3}[.)]\s+(?=\D)")
"""The number of a clause before its first words."""
_INSIDE = 0.8
_CONTACT = 0.3
_GREW = 30
"""Words by which a sentence may grow or shrink if the rest of it stands in the other text."""
_ELSEWHERE = 0.25
"""Share of the runs of such words that the other text may have."""
_MOST_PAIRED = 60
"""Most sentences of a side that are compared pair by pair."""


@dataclass(frozen=True, slots=True)
class _Paired:
    old: PlacedSentence
    new: PlacedSentence


def wording_drafts(substantive: SubstantiveHunk, texts: PlacedTexts) -> Iterator[StatementDraft]:
    """Yield statements on what one hunk does to sentences."""
    gone, come = _one_sided_sentences(substantive)
    pairs = list(_paired_sentences(gone, come)) if max(len(gone), len(come)) <= _MOST_PAIRED else []
    if (
        not pairs
        and len(gone) == len(come) == 1
        and _took_place(gone[0], come[0], substantive, texts)
    ):
        pairs = [_Paired(gone[0], come[0])]
    paired = {id(paired_sentence) for pair in pairs for paired_sentence in (pair.old, pair.new)}
    for pair in pairs:
        yield from _of_pair(pair, substantive, texts)
    fresh = _heaviest([sentence for sentence in come if id(sentence) not in paired], texts)
    for sentence in _join_new_sentences(fresh, substantive, texts):
        yield from added_draft(sentence, substantive, texts)
    for sentence in _heaviest([unpaired for unpaired in gone if id(unpaired) not in paired], texts):
        yield from removed_draft(sentence, substantive, texts)


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
    keys = [{_sentence_key(sentence.text) for sentence in side} for side in sides]
    return (
        [
            sentence
            for sentence in sides[0]
            if _sentence_key(sentence.text) and _sentence_key(sentence.text) not in keys[1]
        ],
        [
            sentence
            for sentence in sides[1]
            if _sentence_key(sentence.text) and _sentence_key(sentence.text) not in keys[0]
        ],
    )


def _sentence_key(text: str) -> tuple[str, ...]:
    return tuple(telling_words(text))


def _paired_sentences(
    gone: Sequence[PlacedSentence], come: Sequence[PlacedSentence]
) -> Iterator[_Paired]:
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
            yield _Paired(gone[a], come[b])


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


def _of_pair(
    pair: _Paired, substantive: SubstantiveHunk, texts: PlacedTexts
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
    weight += _LIMIT if _LIMITS.search(edited.casefold()) else 0.0
    yield StatementDraft(statement, weight * (_CONTACT if _is_contact(edited) else 1.0))


def _without_rewrapped(spots: Sequence[Spot], pair: _Paired, texts: PlacedTexts) -> Iterator[Spot]:
    """Yield edited places without the words of a sentence that the other text has whole."""
    keeps_old = is_rewrapped(pair.old.text, texts.new)
    keeps_new = is_rewrapped(pair.new.text, texts.old)
    for spot in spots:
        if keeps_old and keeps_new:
            continue
        if keeps_old:
            if _is_short_news(spot.come, texts.old):
                yield replace(spot, gone="")
        elif keeps_new:
            if _is_short_news(spot.gone, texts.new):
                yield replace(spot, come="")
        else:
            yield spot


def _is_short_news(words: str, other: TextIndex) -> bool:
    """Return whether few words are more than other lines of what the other text has."""
    return 0 < len(words_of(words)) <= _GREW and other.run_share(words) < _ELSEWHERE


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
