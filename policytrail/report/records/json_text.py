"""Records as JSON text, and their JSON Schemas."""

import json
import re
from datetime import datetime
from functools import cache
from typing import TypeVar

from pydantic import TypeAdapter

Record = TypeVar("Record")

# Directional controls can make JSON in an editor read as what it is not; lone surrogates cannot be
# written as UTF-8. JSON allows both as escapes, and they occur inside texts only.
_ESCAPED = re.compile("[\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
DRAFT = "https://json-schema.org/draft/2020-12/schema"


def as_json(record: object) -> str:
    """Return a record as JSON text: fields in the order of the schema, the same bytes each time."""
    plain: object = _adapter(type(record)).dump_python(record, mode="json")
    text = json.dumps(plain, ensure_ascii=False, indent=1)
    return escape_json(text) + "\n"


def escape_json(text: str) -> str:
    """Return JSON text with the characters escaped that would act on who reads or writes it."""
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def schema_of(kind: type[object], title: str) -> str:
    """Return the JSON Schema of a record as text."""
    schema: dict[str, object] = _adapter(kind).json_schema(mode="serialization")
    return json.dumps({"$schema": DRAFT, **schema, "title": title}, indent=1) + "\n"


@cache
def _adapter(kind: type[Record]) -> TypeAdapter[Record]:
    return TypeAdapter(kind)


def iso(at: datetime) -> str:
    """Return a time as JSON writes it.

    >>> from datetime import UTC
    >>> iso(datetime(2026, 7, 9, 6, 12, tzinfo=UTC))
    '2026-07-09T06:12:00Z'
    """
    return at.isoformat().replace("+00:00", "Z")
