"""The language of a document and the dates that it claims."""

from dataclasses import replace
from functools import lru_cache

from policytrail.extract.dates import NOTHING_STATED, MarkupDates, find_claimed_dates
from policytrail.language import detect_language
from policytrail.model import Block, Document

_TEXTS_KEPT = 64
"""Texts whose language is cached: most captures of a policy have the text of the one before."""


@lru_cache(_TEXTS_KEPT)
def _detect_language(blocks: tuple[Block, ...], declared: str) -> str | None:
    return detect_language(blocks, declared)


def annotate_document(
    document: Document, declared_language: str = "", stated: MarkupDates = NOTHING_STATED
) -> Document:
    """Return the document with its language and claimed dates; its blocks stay as they are."""
    language = _detect_language(document.blocks, declared_language)
    dates = find_claimed_dates(document.blocks, language, stated)
    return replace(document, language=language, claimed_dates=dates)
