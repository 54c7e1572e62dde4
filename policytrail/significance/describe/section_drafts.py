"""Statements on whole sections and table rows that were added or removed."""

import math
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from policytrail.language import Standing, TextIndex, telling_words, words_of
from policytrail.model import Block, BlockKind, Side, Span, Statement
from policytrail.significance.classify import quote_beginning
from policytrail.significance.describe.draft import (
    HEADING_CHARS,
    PlacedSentence,
    StatementDraft,
    placed_sentences,
    sentence_under_heading,
    with_full_stop,
)
from policytrail.significance.describe.later_wording import may_still_speak, titles_on_subject
from policytrail.significance.describe.list_leads import find_lead, is_fragment, quote_behind_lead
from policytrail.significance.describe.placed_texts import PlacedTexts
from policytrail.significance.weigh import SubstantiveHunk
from policytrail.text import fold_for_comparison

_ABSENT_SHARE = 0.5
"""Share of a section's sentences that the other text must lack for the section to be new or removed."""
_SAMPLED = 40
_MOST_SECTIONS = 60
_SECTION = 2.8
_DEFINES = re.compile(r"\b(?:definitions?|interpretation|about this)\b", re.IGNORECASE)
"""The title of a section that says what words mean."""
_ROWS_NAMED = 3
_NAME_WORDS = 5
_HEAD = re.compile(
    r"\b(?:names?|purposes?|location|countr(?:y|ies)|description|categor(?:y|ies)|duration|provider)\b\s*(?:\||$)",
    re.IGNORECASE,
)
"""What a cell that names a column ends with."""


def section_drafts(told: SubstantiveHunk, texts: PlacedTexts) -> Iterator[StatementDraft]:
    """Yield statements on the sections that a hunk adds or removes, each with its most telling sentence."""
    for side, come in ((told.hunk.new, True), (told.hunk.old, False)):
        other = texts.old if come else texts.new
        for heading, sentences in islice(_headed_sections(side), _MOST_SECTIONS):
            if other.has_words(heading.text) or not sentences:
                continue
            absent = [
                sentence
                for sentence in sentences[:_SAMPLED]
                if other.judge_presence(sentence.text) is Standing.ABSENT
            ]
            if len(absent) < _ABSENT_SHARE * len(sentences[:_SAMPLED]):
                continue
            yield _section_told(told, heading, absent, texts, come=come)


def _headed_sections(side: Side | None) -> Iterator[tuple[Block, list[PlacedSentence]]]:
    """Yield the headings of a side with the sentences under each."""
    under: dict[str, list[PlacedSentence]] = {}
    for sentence in placed_sentences(side):
        under.setdefault(sentence.heading, []).append(sentence)
    for block in side.blocks if side else ():
        if block.kind is BlockKind.HEADING:
            yield block, under.get(block.text, [])


def _section_told(
    told: SubstantiveHunk,
    heading: Block,
    sentences: Sequence[PlacedSentence],
    texts: PlacedTexts,
    *,
    come: bool,
) -> StatementDraft:
    side, document = texts.side_of(told.hunk, come=come)
    readable = [one for one in sentences if not is_fragment(one, side, document)]
    best = max(readable or sentences, key=lambda one: texts.weigh(fold_for_comparison(one.text)))
    name = quote_beginning(heading.text, HEADING_CHARS)
    words = quote_behind_lead(best, side, document)
    if come:
        text, headline = f"A new section, {name}, says {words}", f"New section {name}"
    else:
        text, headline = _section_lost(heading.text, best, words, texts)
    spans = (None, best.span) if come else (best.span, None)
    kind = "section_added" if come else "section_removed"
    size = sum(len(words_of(one.text)) for one in sentences)
    gravest = sorted(
        (texts.weigh(fold_for_comparison(one.text)) for one in sentences), reverse=True
    )[:3]
    title = texts.weigh(fold_for_comparison(heading.text))
    if _DEFINES.search(heading.text):
        gravest = [weight / 2 for weight in gravest]
    weight = _SECTION + (title + sum(gravest)) / 2 + math.log2(1 + size) / 3
    return StatementDraft(
        Statement(
            with_full_stop(text),
            headline,
            kind,
            told.place,
            *spans,
            lead=find_lead(best, side, document),
        ),
        weight,
    )


def _section_lost(
    heading: str, best: PlacedSentence, words: str, texts: PlacedTexts
) -> tuple[str, str]:
    """Return, in full and in short, what became of a section that is not in the new text under its name."""
    name = quote_beginning(heading, HEADING_CHARS)
    other = next(iter(titles_on_subject(heading, texts)), "")
    if other:
        there = quote_beginning(other, HEADING_CHARS)
        verb = "still has" if texts.old.has_words(other) else "now has"
        return (
            f"The section {name}, which said {words}, no longer stands under this title; the text {verb} {there}",
            f"Section {name} no longer under this title",
        )
    if may_still_speak(best.text, texts):
        return f"The section {name} was taken out, which said {words}", f"Section {name} taken out"
    return f"The section {name} is gone, which said {words}", f"Section {name} gone"


def row_drafts(
    told: SubstantiveHunk, texts: PlacedTexts, known: frozenset[int]
) -> Iterator[StatementDraft]:
    """Yield statements on table rows that were added or removed, by the name in their first cell.

    `known` are hunks whose rows are described elsewhere: those of declared trackers.
    """
    if told.place in known:
        return
    for side, come in ((told.hunk.new, True), (told.hunk.old, False)):
        other = texts.old if come else texts.new
        rows = {
            name: span
            for name, span in reversed(list(_table_rows(side)))
            if _is_name(name) and _is_absent(name, other) and not _is_head(span, side)
        }
        if rows:
            yield _rows_told(told, list(reversed(rows.items())), come=come)


def _is_head(span: Span, side: Side | None) -> bool:
    """Return whether a row is the first of several, which names the columns of a table."""
    rows = [block for block in side.blocks if block.kind is BlockKind.ROW] if side else []
    is_first = side is not None and side.blocks[0].kind is BlockKind.ROW and span.start == 0
    return is_first and len(rows) > 1 and _HEAD.search(rows[0].text) is not None


def _is_absent(name: str, other: TextIndex) -> bool:
    """Return whether a text lacks a name and, for a long one, anything similar."""
    is_long = len(words_of(name)) > _NAME_WORDS
    return not other.has_words(name) and (
        not is_long or other.judge_presence(name) is Standing.ABSENT
    )


def _is_name(words: str) -> bool:
    """Return whether the first cell of a row names what the row is about."""
    is_markup = "://" in words or words.startswith(("[", "|", "<"))
    return bool(telling_words(words)) and len(words) <= HEADING_CHARS and not is_markup


def _table_rows(side: Side | None) -> Iterator[tuple[str, Span]]:
    position = 0
    for block in side.blocks if side else ():
        if block.kind is BlockKind.ROW:
            yield block.text.split(" | ")[0].strip(), Span(position, position + len(block.text))
        position += len(block.text) + 1


def _rows_told(
    told: SubstantiveHunk, rows: Sequence[tuple[str, Span]], *, come: bool
) -> StatementDraft:
    names = [quote_beginning(name, HEADING_CHARS) for name, _ in rows[:_ROWS_NAMED]]
    more = len(rows) - len(names)
    listed = ", ".join(names) + (f" and {more} more" if more else "")
    text = sentence_under_heading(
        told.section, f"the table {'now lists' if come else 'no longer lists'} {listed}"
    )
    headline = f"{'New in' if come else 'Gone from'} the table: {listed}"
    spans = (None, rows[0][1]) if come else (rows[0][1], None)
    kind = "row_added" if come else "row_removed"
    return StatementDraft(
        Statement(text, headline, kind, told.place, *spans), 3.0 + math.log2(1 + len(rows))
    )
