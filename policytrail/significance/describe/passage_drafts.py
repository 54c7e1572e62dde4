"""Passages of several sentences or items that came or went as a whole, as one statement each."""

import math
from collections.abc import Iterator, Sequence

from policytrail.language.bare_words import words_of
from policytrail.language.presence import Standing
from policytrail.model import BlockKind, Statement
from policytrail.significance.classify.quoting import quote_beginning, quote_rule
from policytrail.significance.describe.draft import (
    PlacedSentence,
    StatementDraft,
    placed_sentences,
    sentence_under_heading,
)
from policytrail.significance.describe.sentence_edit import HALF_QUOTE, SHORT_QUOTE
from policytrail.significance.describe.wording_drafts import PlacedTexts
from policytrail.significance.weigh.substantive_hunks import SubstantiveHunk
from policytrail.text import fold_for_comparison

_FEWEST = 3
"""Sentences from which on a passage is told as one."""
_MOST = 40
"""Sentences of a passage that are looked at."""
_ABSENT_SHARE = 0.6
_TITLE_WORDS = 10


def passage_drafts(told: SubstantiveHunk, texts: PlacedTexts) -> Iterator[StatementDraft]:
    """Yield the passages that a hunk only brings or only takes, by their first and best sentence."""
    if (told.hunk.old is None) == (told.hunk.new is None):
        return
    come = told.hunk.new is not None
    side = told.hunk.new or told.hunk.old
    if side is None or any(block.kind is BlockKind.HEADING for block in side.blocks):
        return
    sentences = placed_sentences(side)[:_MOST]
    other = texts.old if come else texts.new
    absent = [one for one in sentences if other.judge_presence(one.text) is Standing.ABSENT]
    if len(absent) >= max(_FEWEST, _ABSENT_SHARE * len(sentences)) and absent[0] is sentences[0]:
        yield _passage_told(told, absent, texts, come=come)


def _passage_told(
    told: SubstantiveHunk, sentences: Sequence[PlacedSentence], texts: PlacedTexts, *, come: bool
) -> StatementDraft:
    first = sentences[0]
    weights = {id(one): texts.weigh(fold_for_comparison(one.text)) for one in sentences}
    best = max(sentences, key=lambda one: weights[id(one)])
    words = quote_beginning(first.text, HALF_QUOTE)
    if best is not first:
        words = f"{words} and {quote_beginning(best.text, HALF_QUOTE)}"
    verb = "a new passage says" if come else "a passage is gone, which said"
    named = first if _is_title(first) else best
    statement = Statement(
        sentence_under_heading(told.section, f"{verb} {words}"),
        f"{'New' if come else 'Removed'}: {quote_rule(named.text, SHORT_QUOTE)}",
        "added" if come else "removed",
        told.place,
        None if come else first.span,
        first.span if come else None,
    )
    size = sum(len(words_of(one.text)) for one in sentences)
    return StatementDraft(statement, weights[id(best)] + math.log2(1 + size) / 2)


def _is_title(sentence: PlacedSentence) -> bool:
    """Return whether a sentence names what those behind it are about."""
    is_short = len(words_of(sentence.text)) <= _TITLE_WORDS
    return (is_short and not sentence.text.endswith((".", ";"))) or sentence.text.endswith(":")
