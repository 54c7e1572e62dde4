"""What edits of the policy's sentences do: words added, dropped or replaced, whole sentences too."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from policytrail.language.bare_words import telling_words, words_of
from policytrail.language.presence import Standing, TextIndex
from policytrail.model import BlockKind, Statement
from policytrail.significance.classify.quoting import MOST, quote_beginning, quote_rule
from policytrail.significance.describe.draft import (
    PlacedSentence,
    StatementDraft,
    placed_sentences,
    sentence_under_heading,
)
from policytrail.significance.describe.sentence_edit import (
    SHORT_QUOTE,
    edited_spots,
    sentence_edit,
)
from policytrail.significance.weigh.substantive_hunks import SubstantiveHunk
from policytrail.text import fold_for_comparison

Weigh = Callable[[str], float]
"""How much some words weigh on the reader."""

_SAME_SENTENCE = 0.45
"""Share of their words that two sentences of a hunk have in common if one became the other."""
_MOST_LOOKED_FOR = 40
"""Sentences of one side of a hunk that are looked for in the other text."""
_LONG_RUN = 25
_MOSTLY = 0.6
_LABEL_WORDS = 8
_LABEL_FORCE = 0.3
_REWORDED = 0.6
_MOST_PAIRED = 60
"""Sentences of a side up to which each is held against each."""


@dataclass(frozen=True, slots=True)
class PlacedTexts:
    """Both whole texts, to ask what they say, and how words are weighed."""

    old: TextIndex
    new: TextIndex
    weigh: Weigh
    terms: frozenset[tuple[str, str]] = frozenset()
    """Old and new names, in small letters, that are replaced throughout and told once."""


@dataclass(frozen=True, slots=True)
class _Paired:
    old: PlacedSentence
    new: PlacedSentence


def wording_drafts(told: SubstantiveHunk, texts: PlacedTexts) -> Iterator[StatementDraft]:
    """Yield what one hunk does to sentences."""
    gone, come = _one_sided_sentences(told)
    pairs = list(_paired_sentences(gone, come)) if max(len(gone), len(come)) <= _MOST_PAIRED else []
    paired = {id(one) for pair in pairs for one in (pair.old, pair.new)}
    for pair in pairs:
        yield from _of_pair(pair, told, texts)
    fresh = _heaviest([one for one in come if id(one) not in paired], texts)
    for sentence in _join_new_sentences(fresh, told, texts):
        yield from _of_added(sentence, told, texts)
    for sentence in _heaviest([one for one in gone if id(one) not in paired], texts):
        yield from _of_removed(sentence, told, texts)


def _heaviest(sentences: Sequence[PlacedSentence], texts: PlacedTexts) -> Sequence[PlacedSentence]:
    """Return the sentences that weigh most, in order: only they are looked for in the other text."""
    if len(sentences) <= _MOST_LOOKED_FOR:
        return sentences
    ranked = sorted(sentences, key=lambda one: -texts.weigh(fold_for_comparison(one.text)))
    return sorted(ranked[:_MOST_LOOKED_FOR], key=lambda one: one.start)


def _join_new_sentences(
    sentences: Sequence[PlacedSentence], told: SubstantiveHunk, texts: PlacedTexts
) -> Iterator[PlacedSentence]:
    """Yield sentences, those that follow each other and are all new as one if they make one quote."""
    side = told.hunk.new
    held: PlacedSentence | None = None
    for one in sentences:
        is_new = texts.old.judge_presence(one.text) is Standing.ABSENT
        follows = held is not None and side is not None and side.text[held.end : one.start] == " "
        if held and side and is_new and follows and one.end - held.start <= MOST:
            held = replace(held, text=side.text[held.start : one.end], end=one.end)
            continue
        if held:
            yield held
        held = one if is_new and one.kind is BlockKind.PARAGRAPH else None
        if held is None:
            yield one
    if held:
        yield held


def _one_sided_sentences(
    told: SubstantiveHunk,
) -> tuple[list[PlacedSentence], list[PlacedSentence]]:
    """Return the sentences that only one side of a hunk has; numbers and labels tell none apart."""
    sides = [placed_sentences(told.hunk.old), placed_sentences(told.hunk.new)]
    keys = [{_sentence_key(one.text) for one in side} for side in sides]
    return (
        [
            one
            for one in sides[0]
            if _sentence_key(one.text) and _sentence_key(one.text) not in keys[1]
        ],
        [
            one
            for one in sides[1]
            if _sentence_key(one.text) and _sentence_key(one.text) not in keys[0]
        ],
    )


def _sentence_key(text: str) -> tuple[str, ...]:
    return tuple(telling_words(text))


def _paired_sentences(
    gone: Sequence[PlacedSentence], come: Sequence[PlacedSentence]
) -> Iterator[_Paired]:
    """Yield the sentences that became another, the most alike first, each once."""
    bags = {id(one): set(words_of(one.text)) for one in (*gone, *come)}
    scored = sorted(
        (
            (
                2 * len(bags[id(old)] & bags[id(new)]) / (len(bags[id(old)]) + len(bags[id(new)])),
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


def _of_pair(pair: _Paired, told: SubstantiveHunk, texts: PlacedTexts) -> Iterator[StatementDraft]:
    """Yield what became of one sentence."""
    spots = [
        spot
        for spot in edited_spots(pair.old.text, pair.new.text)
        if (_bare_words(spot.gone), _bare_words(spot.come)) not in texts.terms
    ]
    if not spots:
        return
    edited = " ¶ ".join(f"{spot.gone} ¶ {spot.come}" for spot in spots)
    words, headline = sentence_edit(pair.old, pair.new, spots, texts.weigh)
    statement = Statement(
        sentence_under_heading(pair.new.heading or told.section, words),
        headline,
        "reworded",
        told.place,
        pair.old.span,
        pair.new.span,
    )
    yield StatementDraft(statement, texts.weigh(fold_for_comparison(edited)) + _words_size(edited))


def _of_added(
    sentence: PlacedSentence, told: SubstantiveHunk, texts: PlacedTexts
) -> Iterator[StatementDraft]:
    standing = texts.old.judge_presence(sentence.text)
    if standing in (Standing.SAME, Standing.SAID) or not _says_something(sentence):
        return
    weight = (
        texts.weigh(fold_for_comparison(sentence.text)) + _words_size(sentence.text)
    ) * _sentence_force(sentence)
    heading = sentence.heading or told.section
    if standing is Standing.UNCERTAIN:
        statement = Statement(
            sentence_under_heading(
                heading, f"the text was reworded and now reads {quote_beginning(sentence.text)}"
            ),
            f"Reworded: {_short_quote(sentence.text)}",
            "reworded",
            told.place,
            None,
            sentence.span,
        )
        yield StatementDraft(statement, weight * _REWORDED)
        return
    verb = "the list now has" if sentence.kind is BlockKind.ITEM else "it now says"
    statement = Statement(
        sentence_under_heading(heading, f"{verb} {quote_beginning(sentence.text)}"),
        f"New: {_short_quote(sentence.text)}",
        "added",
        told.place,
        None,
        sentence.span,
    )
    yield StatementDraft(statement, weight)


def _of_removed(
    sentence: PlacedSentence, told: SubstantiveHunk, texts: PlacedTexts
) -> Iterator[StatementDraft]:
    if texts.new.judge_presence(sentence.text) is not Standing.ABSENT or not _says_something(
        sentence
    ):
        return
    verb = "the list no longer has" if sentence.kind is BlockKind.ITEM else "it no longer says"
    statement = Statement(
        sentence_under_heading(
            sentence.heading or told.section, f"{verb} {quote_beginning(sentence.text)}"
        ),
        f"Removed: {_short_quote(sentence.text)}",
        "removed",
        told.place,
        sentence.span,
        None,
    )
    weight = texts.weigh(fold_for_comparison(sentence.text)) + _words_size(sentence.text)
    yield StatementDraft(statement, weight * _sentence_force(sentence))


def _bare_words(words: str) -> str:
    return words.strip(" .,;:()").removesuffix("'s").removesuffix("’s").casefold()


def _says_something(sentence: PlacedSentence) -> bool:
    """Return whether a sentence is more than a label, and no list of labels run together."""
    words = sentence.text.split()
    capitals = sum(word[:1].isupper() for word in words)
    is_run_together = (
        len(words) > _LONG_RUN and capitals > _MOSTLY * len(words) and "," not in sentence.text
    )
    return len(telling_words(sentence.text)) > 1 and not is_run_together


def _sentence_force(sentence: PlacedSentence) -> float:
    """Return less than 1 for a label, which states nothing by itself."""
    is_label = (
        sentence.kind is not BlockKind.ROW
        and len(words_of(sentence.text)) < _LABEL_WORDS
        and not sentence.text.rstrip().endswith((".", "!", ";"))
    )
    return _LABEL_FORCE if is_label and sentence.kind is not BlockKind.ITEM else 1.0


def _words_size(*texts: str) -> float:
    return math.log2(1 + sum(len(words_of(text)) for text in texts)) / 3


def _short_quote(text: str) -> str:
    """Return a short quote for a headline."""
    return quote_rule(text, SHORT_QUOTE)
