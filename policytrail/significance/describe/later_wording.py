"""Finds what the new text says on the subject of words that are gone: a removal is told with what replaced it."""

from functools import cache

from policytrail.language import FUNCTION_WORDS, Standing, stem_of, telling_words
from policytrail.model import Block, BlockKind
from policytrail.significance.describe.draft import PlacedSentence, placed_sentences
from policytrail.significance.describe.placed_texts import PlacedTexts
from policytrail.significance.weigh import SubstantiveHunk

_SHARED = 3
"""Words of a subject that a sentence of the same paragraph must share to be quoted in place of another."""
_ON_SUBJECT = 0.38
"""Likeness from which a new sentence elsewhere is quoted; read from the lost sentences of five rewritten policies."""
_NEAR_SUBJECT = 0.28
"""Likeness from which the new text may still speak of a subject: what went is not said to be missing from it."""
_LETTERS = 3
_TITLE_WORDS = 6
"""Most words of a title that is not marked up as a heading."""
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
        "policy",
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
    sides = told.hunk.old, told.hunk.new
    if any(side is None or len(side.blocks) != 1 for side in sides):
        return None
    subject = subject_words(sentence.text)
    fresh = [
        new
        for new in placed_sentences(told.hunk.new)
        if len(subject & subject_words(new.text)) >= _SHARED
        and texts.old.judge_presence(new.text) in (Standing.ABSENT, Standing.UNCERTAIN)
    ]
    return max(fresh, key=lambda new: len(subject & subject_words(new.text)), default=None)


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
    return nearest is not None and nearest.likeness >= _NEAR_SUBJECT


def titles_on_subject(heading: str, texts: PlacedTexts) -> list[str]:
    """Return the titles of the new text that name the subject of a heading, the new ones first."""
    subject = subject_words(heading)
    others = [
        block.text
        for block in texts.pair.new.blocks
        if _is_title(block) and _names_subject(block.text, subject)
    ]
    return sorted(others, key=texts.old.has_words)


def _is_title(block: Block) -> bool:
    """Return whether a block is a heading, or a line that a page marks up as an item and that reads like one."""
    if block.kind is BlockKind.HEADING:
        return True
    is_line = block.kind in (BlockKind.ITEM, BlockKind.PARAGRAPH) and block.text[:1].isupper()
    return is_line and block.text[-1:].isalpha() and block.text.count(" ") < _TITLE_WORDS


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
