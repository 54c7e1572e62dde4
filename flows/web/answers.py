"""Pages that the report server makes on request, by path."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Final, TypeAlias
from urllib.parse import parse_qs, urlsplit

from policytrail.report import CAPTURED_PATH, PAPER_PATH, QUERY_PATH, SERVICES_PATH

HTML: Final = "text/html; charset=utf-8"
_LONGEST: Final = 4_000
"""Letters of one value; a question in SQL is the longest."""
_MOST_FIELDS: Final = 16


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """A page that was made for one request."""

    content: str | bytes
    status: HTTPStatus = HTTPStatus.OK
    media_type: str = HTML
    policy: str = ""
    """A Content-Security-Policy of its own; empty for that of all pages."""


Fields: TypeAlias = Mapping[str, tuple[str, ...]]
Answerer: TypeAlias = Callable[[Fields], PageAnswer]


def answerers_for(db: Path, out: Path) -> dict[str, Answerer]:
    """Return what answers at which path, from a database and a folder of reports, which are only read."""
    from flows.web.captured import captured_answerer  # noqa: PLC0415 (each loads what it needs)
    from flows.web.pdf_pages import paper_answerer  # noqa: PLC0415
    from flows.web.query import query_answerer  # noqa: PLC0415
    from flows.web.services import services_answerer  # noqa: PLC0415

    return {
        QUERY_PATH: query_answerer(out),
        CAPTURED_PATH: captured_answerer(db),
        PAPER_PATH: paper_answerer(out),
        SERVICES_PATH: services_answerer(db, out),
    }


def fields_in(target: str) -> tuple[str, Fields]:
    """Return the path that a request names, without its slash, and the values that it gives.

    Too many or too long values count as none: the plain page is sent then.

    >>> fields_in("/query.html?sql=SELECT+1")
    ('query.html', {'sql': ('SELECT 1',)})
    """
    parts = urlsplit(target)
    try:
        given = parse_qs(parts.query, max_num_fields=_MOST_FIELDS)
    except ValueError:
        given = {}
    if any(len(value) > _LONGEST for values in given.values() for value in values):
        given = {}
    return parts.path.removeprefix("/"), {name: tuple(values) for name, values in given.items()}
