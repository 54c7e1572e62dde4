"""What a document says beside its blocks: its language and the dates that it claims."""

from dataclasses import replace

from policytrail.extract.dates import NOTHING_STATED, Stated, claimed_dates_of
from policytrail.language.detect import language_of
from policytrail.model import Document


def annotated(
    document: Document, declared_language: str = "", stated: Stated = NOTHING_STATED
) -> Document:
    """Return the document with its language and claimed dates; its blocks stay as they are."""
    language = language_of(document.blocks, declared_language)
    dates = claimed_dates_of(document.blocks, language, stated)
    return replace(document, language=language, claimed_dates=dates)
