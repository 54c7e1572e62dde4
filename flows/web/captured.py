"""A captured page as it was received, shown in a sandbox."""

import re
from http import HTTPStatus
from pathlib import Path
from typing import Final

from flows.database import reading_database
from flows.web.answers import HTML, Answerer, Fields, PageAnswer
from flows.web.faults import database_fault
from policytrail.errors import StorageError
from policytrail.report.html import captured_html
from storage import read_bodies, type_of_body

_NAME: Final = re.compile(r"[0-9a-f]{64}")
_SANDBOX: Final = (
    # No script, no form, no frame, nothing from elsewhere, and an origin of its own.
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
_SHOWN: Final = ("text/html", "application/xhtml+xml")


def captured_answerer(db: Path) -> Answerer:
    """Return a function that sends the body of a capture by hash, from a read-only database."""

    def answer(fields: Fields) -> PageAnswer:
        name = fields.get("body", ("",))[0]
        if not _NAME.fullmatch(name):
            return PageAnswer(captured_html(), HTTPStatus.NOT_FOUND)
        try:
            with reading_database(db) as connection:
                media_type = type_of_body(connection, name)
                bodies = read_bodies(connection, [name]) if media_type is not None else {}
        except StorageError as error:
            return PageAnswer(captured_html(database_fault(error)), HTTPStatus.SERVICE_UNAVAILABLE)
        if name not in bodies:
            return PageAnswer(captured_html(), HTTPStatus.NOT_FOUND)
        return PageAnswer(bodies[name], media_type=_shown_type(media_type or ""), policy=_SANDBOX)

    return answer


def _shown_type(media_type: str) -> str:
    """Return the type to send: that of a page or a PDF, and of anything else plain text."""
    kind = media_type.partition(";")[0].strip().lower()
    if kind in _SHOWN:
        return media_type if media_type.isascii() and media_type.isprintable() else HTML
    return "application/pdf" if kind == "application/pdf" else "text/plain; charset=utf-8"
