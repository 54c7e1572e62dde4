"""Finds what the new text says on the subject of words that are gone: a removal is told with what replaced it."""

import re
from functools import cache, lru_cache

from policytrail.language import (
    FUNCTION_WORDS,
    Standing,
    TextIndex,
    sentence_spans,
    stem_of,
    telling_words,
)
from policytrail.model import Block, BlockKind, Document, Side
from policytrail.significance.describe.draft import PlacedSentence, placed_sentences
from policytrail.significance.describe.matters import Matter, clauses_spoken_of
from policytrail.significance.describe.placed_texts import PlacedTexts
from policytrail.significance.weigh import SubstantiveHunk
from policytrail.text import fold_for_comparison

_SHARED = 3
"""Words of a subject that a sentence of the same paragraph must share to be quoted in place of another."""
_ON_SUBJECT = 0.5
"""Likeness from which a new sentence elsewhere is quoted; below it, clauses on other subjects were quoted."""
_NEAR_SUBJECT = 0.28
"""Likeness from which the new text may still speak of a subject: what went is not said to be missing from it."""
_LETTERS = 3
_TITLE_WORDS = 6
"""Most words of a title that is not marked up as a heading."""
_NUMBER = re.compile(r"\(?(?:\d+(?:\.\d+)*|[a-z])[.)]?\s+")
"""The number of a clause before its title."""
_GENERAL = frozenset(
    stem_of(word)
    for word in [
        "additional",
        "agreement",
        "applicable",
        "content",
        "data",
        "general",
        "information",
        "legal",
        "may",
        "must",
        "other",
        "our",
        "personal",
        "notice",
        "policy",
        "privacy",
        "processing",
        "statement",
        "right",
        "rights",
        "section",
        "service",
        "services",
        "shall",
        "terms",
        "use",
        "used",
        "user",
        "users",
        "using",
        "your",
        "and",
        "for",
        "the",
        "with",
        "how",
        "what",
    ]
)
"""Stems that say nothing of a subject in a policy."""


def find_replacement(
    sentence: PlacedSentence, told: SubstantiveHunk, texts: PlacedTexts
) -> PlacedSentence | None:
    """Return the new sentence of the same paragraph that speaks of the subject of one that is gone."""
    return _counterpart(sentence, (told.hunk.old, told.hunk.new), texts.old)


def find_replaced(
    sentence: PlacedSentence, told: SubstantiveHunk, texts: PlacedTexts
) -> PlacedSentence | None:
    """Return the old sentence of the same paragraph, now gone, that spoke of the subject of a new one."""
    return _counterpart(sentence, (told.hunk.new, told.hunk.old), texts.new)


def _counterpart(
    sentence: PlacedSentence, sides: tuple[Side | None, Side | None], text: TextIndex
) -> PlacedSentence | None:
    """Return the sentence of the second side on the subject of one of the first, if `text` does not say it."""
    if any(side is None or len(side.blocks) != 1 for side in sides):
        return None
    subject = subject_words(sentence.text)
    others = [
        other
        for other in placed_sentences(sides[1])
        if len(subject & subject_words(other.text)) >= _SHARED
        and text.judge_presence(other.text) in (Standing.ABSENT, Standing.UNCERTAIN)
    ]
    return max(others, key=lambda other: len(subject & subject_words(other.text)), default=None)


def find_words_elsewhere(sentence: str, texts: PlacedTexts) -> str:
    """Return the new sentence anywhere that speaks of the subject of one that is gone; empty if none surely does."""
    nearest = texts.new.nearest_sentence(sentence)
    if nearest is None or nearest.likeness < _ON_SUBJECT:
        return ""
    block = texts.pair.new.blocks[nearest.position]
    words = block.text[nearest.start : nearest.end]
    is_fresh = texts.old.judge_presence(words) in (Standing.ABSENT, Standing.UNCERTAIN)
    return words if is_fresh and block.kind is not BlockKind.HEADING else ""


def may_still_speak(sentence: str, texts: PlacedTexts) -> bool:
    """Return whether the new text may still speak of the subject of a sentence that is gone."""
    nearest = texts.new.nearest_sentence(sentence)
    if nearest is not None and nearest.likeness >= _NEAR_SUBJECT:
        return True
    spoken_of = clauses_spoken_of(fold_for_comparison(sentence))
    return bool(spoken_of & _clauses_of(texts.pair.new))


@lru_cache(maxsize=4)
def _clauses_of(document: Document) -> frozenset[Matter]:
    return clauses_spoken_of(fold_for_comparison(" ".join(block.text for block in document.blocks)))


def titles_on_subject(heading: str, texts: PlacedTexts) -> list[str]:
    """Return the titles of the new text that name the subject of a heading, the new ones first."""
    subject = subject_words(heading)
    titles = filter(None, map(_title_of, texts.pair.new.blocks))
    others = [title for title in titles if _names_subject(title, subject)]
    return sorted(others, key=texts.old.has_words)


def _title_of(block: Block) -> str:
    """Return a block that is a heading or reads like one, or the title that a paragraph begins with; else nothing.

    A paragraph may begin "2.11 Return of Data. When the term ends, ...".
    """
    if block.kind is BlockKind.HEADING:
        return block.text
    if block.kind not in (BlockKind.ITEM, BlockKind.PARAGRAPH):
        return ""
    if block.text[:1].isupper() and block.text[-1:].isalpha() and _is_short(block.text):
        return block.text
    numbered = _NUMBER.match(block.text)
    spans = [(start, end) for start, end in sentence_spans(block.text)][:2]
    first = block.text[numbered.end() : spans[0][1]] if numbered and len(spans) > 1 else ""
    return first.rstrip(".") if first[:1].isupper() and _is_short(first) else ""


def _is_short(words: str) -> bool:
    return words.count(" ") < _TITLE_WORDS


def _names_subject(title: str, subject: frozenset[str]) -> bool:
    words = subject_words(title)
    return 2 * len(words & subject) >= max(1, min(len(words), len(subject)))


@cache
def subject_words(text: str) -> frozenset[str]:
    """Return the stems of the words that say what a text is about."""
    idle = FUNCTION_WORDS["en"].split()
    return (
        frozenset(
            stem_of(word)
            for word in telling_words(text)
            if word not in idle and len(word) >= _LETTERS
        )
        - _GENERAL
    )
