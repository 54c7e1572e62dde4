"""Records as JSON text, and their JSON Schemas."""

import json
import re
from datetime import datetime
from functools import cache
from typing import TypeVar, cast

from pydantic import TypeAdapter

from policytrail.text import hash_parts

Record = TypeVar("Record")

# Directional controls can make JSON in an editor read as what it is not; lone surrogates cannot be
# written as UTF-8. JSON allows both as escapes, and they occur inside texts only.
_ESCAPED = re.compile("[\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
# Made once: `json.dumps` with these makes one for each value.
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
DRAFT = "https://json-schema.org/draft/2020-12/schema"


def as_json(record: object, *, lean: bool = False) -> str:
    """Return a record as JSON text: fields in the order of the schema, the same bytes each time.

    Each field has a line, and so has each thing in a list: two states of a page compare well, and
    the text is not half as long as one that is indented throughout. A lean one leaves out what has
    the value that the schema names as the default.
    """
    plain: dict[str, object] = _record_adapter(type(record)).dump_python(
        record, mode="json", exclude_defaults=lean
    )
    fields = ",\n".join(
        f"{_compact_json(name)}: {_json_lines(value)}" for name, value in plain.items()
    )
    return escape_json(f"{{\n{fields}\n}}\n")


def _json_lines(value: object) -> str:
    if not isinstance(value, list) or not value:
        return _compact_json(cast("object", value))
    return "[\n" + ",\n".join(map(_compact_json, cast("list[object]", value))) + "\n]"


def _compact_json(value: object) -> str:
    return _ENCODER.encode(value)


def record_key(record: object) -> str:
    """Return a hash of the whole record."""
    plain: object = _record_adapter(type(record)).dump_python(record, mode="json")
    return hash_parts(json.dumps(plain))


def escape_json(text: str) -> str:
    """Return JSON text with unsafe characters escaped."""
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def record_schema(kind: type[object], title: str) -> str:
    """Return the JSON Schema of a record as text."""
    schema: dict[str, object] = _record_adapter(kind).json_schema(mode="serialization")
    return json.dumps({"$schema": DRAFT, **schema, "title": title}, indent=1) + "\n"


@cache
def _record_adapter(kind: type[Record]) -> TypeAdapter[Record]:
    return TypeAdapter(kind)


def iso_time(moment: datetime) -> str:
    """Return a time as JSON writes it.

    >>> from datetime import UTC
    >>> iso_time(datetime(2026, 7, 9, 6, 12, tzinfo=UTC))
    '2026-07-09T06:12:00Z'
    """
    return moment.isoformat().replace("+00:00", "Z")
