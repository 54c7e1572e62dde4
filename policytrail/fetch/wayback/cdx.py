"""Reads one answer of a CDX server: the Wayback Machine's seven columns, CDXJ, CDX 11 or JSON.

JSON comes as one list of rows from the Wayback Machine, as one object a line from others.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, cast

from policytrail.fetch.wayback.memento import Memento, archive_key, memento_from_row
from policytrail.fetch.wayback.query import COLUMNS

# The letters of a CDX file's first line, e.g. " CDX N b a m s k r M S V g".
_LETTERS: Final = {
    "N": "urlkey",
    "b": "timestamp",
    "a": "original",
    "m": "mimetype",
    "s": "statuscode",
    "k": "digest",
    "S": "length",
}
# pywb's names for the Wayback Machine's columns.
_ALIASES: Final = {"original": "url", "mimetype": "mime", "statuscode": "status"}
_LEGEND: Final = "CDX "


class NotAListing(ValueError):
    """The text is something else, e.g. an HTML page."""


@dataclass(frozen=True, slots=True)
class ListingPart:
    """One answer to one question: some rows of a listing, and where the next ones start."""

    mementos: tuple[Memento, ...]
    rows: int
    """All of them, also those that name no web address."""
    damaged: int
    """Rows that could not be read."""
    resume_key: str | None
    """None at the end of the listing, or from an archive that has no such keys."""


def read_part(text: str) -> ListingPart:
    """Return the rows of a listing.

    Raises:
        NotAListing: not a row of it can be read, and it is not empty.
    """
    start = text.lstrip()[:1]
    if start == "<":
        raise NotAListing("the archive sent HTML instead of a listing")
    rows, resume_key = _json_rows(text) if start == "[" else _text_rows(text)
    mementos: list[Memento] = []
    count = damaged = 0
    for fields in rows:
        count += 1
        memento = None if fields is None else _memento_from_fields(fields)
        if memento is None:
            damaged += 1
        elif archive_key(memento.url) is not None:
            mementos.append(memento)
    if count and damaged == count:
        raise NotAListing(f"not one of {count} rows of the listing can be read")
    return ListingPart(tuple(mementos), count, damaged, resume_key)


def _memento_from_fields(fields: dict[str, str]) -> Memento | None:
    try:
        return memento_from_row(fields)
    except (ValueError, KeyError):
        return None


_Rows = tuple[Iterable[dict[str, str] | None], str | None]


def _text_rows(text: str) -> _Rows:
    """Return a row for each line; after an empty line comes the resume key."""
    body, blank, key = text.rpartition("\n\n")
    if not blank or "\n" in key.strip() or " " in key.strip():
        body, key = text, ""
    return _parse_lines(body), key.strip() or None


def _parse_lines(body: str) -> Iterator[dict[str, str] | None]:
    columns = COLUMNS
    for line in body.splitlines():
        if line.lstrip().startswith(_LEGEND):
            columns = tuple(_LETTERS.get(letter, letter) for letter in line.split()[1:])
        elif line.strip():
            yield _parse_fields(line, columns)


def _parse_fields(line: str, columns: tuple[str, ...]) -> dict[str, str] | None:
    if line.startswith("{"):
        return _named_fields(line)
    words = line.split(" ", 2)
    if words[-1].startswith("{") and len(words) == 3:  # noqa: PLR2004 (key, time, the rest as JSON)
        named = _named_fields(words[2])
        return named and named | {"urlkey": words[0], "timestamp": words[1]}
    values = line.split(" ")
    return dict(zip(columns, values, strict=True)) if len(values) == len(columns) else None


def _named_fields(text: str) -> dict[str, str] | None:
    """Return the fields that a JSON object names, whatever it calls them."""
    try:
        named: object = json.loads(text)
    except ValueError:
        return None
    if not isinstance(named, dict):
        return None
    known = cast("dict[str, object]", named)  # the keys of a JSON object are texts
    return {
        name: str(known.get(name, known.get(_ALIASES.get(name, name), "-"))) for name in COLUMNS
    }


def _json_rows(text: str) -> _Rows:
    """Return the rows of a JSON listing: the first names the columns, a lone text is the key."""
    try:
        content: object = json.loads(text)
    except ValueError as error:
        raise NotAListing(f"the listing is cut off: {error}") from error
    rows = [row for row in cast("list[object]", content) if row]
    if not all(isinstance(row, list) for row in rows):
        raise NotAListing("the listing is JSON of another form")
    texts = [[str(value) for value in cast("list[object]", row)] for row in rows]
    key = texts.pop()[0] if len(texts) > 1 and len(texts[-1]) == 1 else None
    columns = [sys.intern(name) for name in texts[0]] if texts else []
    return (
        dict(zip(columns, row, strict=True)) if len(row) == len(columns) else None
        for row in texts[1:]
    ), key
