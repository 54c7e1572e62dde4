"""The language of a document and the dates that it claims."""

from dataclasses import replace

from policytrail.extract.dates import NOTHING_STATED, MarkupDates, find_claimed_dates
from policytrail.language import detect_language
from policytrail.model import Document


def annotate_document(
    document: Document, declared_language: str = "", stated: MarkupDates = NOTHING_STATED
) -> Document:
    """Return the document with its language and claimed dates; its blocks stay as they are."""
    language = detect_language(document.blocks, declared_language)
    dates = find_claimed_dates(document.blocks, language, stated)
    return replace(document, language=language, claimed_dates=dates)
