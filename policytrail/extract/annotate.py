"""What a document says beside its blocks: its language and the dates that it claims."""

from collections.abc import Iterable
from dataclasses import replace

from policytrail.extract.dates import claimed_dates_of
from policytrail.extract.language import language_of
from policytrail.model import DateKind, Document


def annotated(
    document: Document, declared_language: str = "", hidden: Iterable[tuple[DateKind, str]] = ()
) -> Document:
    """Return the document with its language and claimed dates; its blocks stay as they are."""
    language = language_of(document.blocks, declared_language)
    dates = claimed_dates_of(document.blocks, language, hidden)
    return replace(document, language=language, claimed_dates=dates)
