"""Invented pages for the tests of reading bodies."""

from policytrail.extract import extract
from policytrail.model import Document, Failure, Recipe

CLAUSES = (
    "<p>These terms bind you and Quillmark Ltd, and they say what you may do with the service.</p>"
    "<p>We keep personal data for as long as your account exists, and then we delete it.</p>"
    "<p>You may not resell the service, and we are not liable for what others write in it.</p>"
)


def found(markup: str, *, url: str = "https://quillmark.example/legal/terms") -> Document | Failure:
    """Return what a page gives."""
    return extract(markup.encode(), "text/html; charset=utf-8", Recipe(), url)


def read(markup: str) -> Document:
    """Return the document that a page gives."""
    document = found(markup)
    assert isinstance(document, Document), document
    return document


def texts(markup: str) -> list[str]:
    """Return the texts of a page's blocks."""
    return [block.text for block in read(markup).blocks]
