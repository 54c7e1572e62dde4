"""Translate pydantic's errors into messages that help to correct sources.yaml."""

from difflib import get_close_matches

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from policytrail.model import PolicyType
from policytrail.sources.nodes import Nodes, Problem
from policytrail.sources.schema import (
    RANGE,
    BasicEntry,
    Defaults,
    PolicyEntry,
    RangeEntry,
    RequestEntry,
    ServiceEntry,
    SourceEntry,
    SourcesFile,
)

_EXPECTED = {
    "model_type": "expected a mapping (`key: value`)",
    "model_attributes_type": "expected a mapping (`key: value`)",
    "dict_type": "expected a mapping (`key: value`)",
    "list_type": "expected a list",
    "string_type": "expected a text",
    "bool_parsing": "expected true or false",
    "bool_type": "expected true or false",
    "enum": "expected {expected}",
    "string_too_short": "empty, expected a text",
    "string_pattern_mismatch": "expected a word without blanks",
    "too_short": "empty, expected at least one entry",
}


def list_problems(error: ValidationError, nodes: Nodes) -> list[Problem]:
    """Return one problem for each thing that is wrong, in the order of the lines."""
    problems = {
        Problem(
            nodes.line_at(each["loc"]), f"{_locate_problem(each, nodes)}{_describe_problem(each)}"
        )
        for each in error.errors()
    }
    return sorted(problems)


def _locate_problem(each: ErrorDetails, nodes: Nodes) -> str:
    path = nodes.known_path(each["loc"])
    missing = each["loc"][-1:] if each["type"] == "missing" else ()
    names = ".".join(str(part) for part in (*path, *missing))
    return f"{names}: " if names else ""


def _describe_problem(each: ErrorDetails) -> str:
    kind = each["type"]
    if kind == "value_error":
        return str(each.get("ctx", {}).get("error", each["msg"]))
    if kind == "missing":
        return "is missing"
    if kind == "extra_forbidden":
        return _unknown_key(str(each["loc"][-1]), _keys_beside(each))
    if kind == "enum" and each["loc"][-1] == "[key]":
        known = [str(policy_type) for policy_type in PolicyType]
        return f"no policy type, expected {_nearest_word(str(each['input']), known)}"
    words = _EXPECTED.get(kind, each["msg"])
    given = each["input"]
    shown = f"{given!r}, " if isinstance(given, str) and given else ""
    return shown + words.format(**each.get("ctx", {}))


def _unknown_key(key: str, known: list[str]) -> str:
    return f"unknown key, expected {_nearest_word(key, known)}"


def _nearest_word(word: str, known: list[str]) -> str:
    close = get_close_matches(word, known, n=1)
    return close[0] if close else f"one of {', '.join(known)}"


def _keys_beside(each: ErrorDetails) -> list[str]:
    return list(_shape_at(each["loc"][:-1]).model_fields)


def _shape_at(loc: tuple[str | int, ...]) -> type[BaseModel]:
    if loc[-1:] == (RANGE,):
        return RangeEntry
    if loc == ("defaults",):
        return Defaults
    if len(loc) > len(("services", "kling")) and loc[-1:] in _ENTRIES:
        return _ENTRIES[loc[-1:]]
    return _BY_DEPTH[len(loc)]


_ENTRIES: dict[tuple[str | int, ...], type[BaseModel]] = {
    ("request",): RequestEntry,
    ("basic",): BasicEntry,
}
_BY_DEPTH: dict[int, type[BaseModel]] = {
    len(()): SourcesFile,
    len(("services", "kling")): ServiceEntry,
    len(("services", "kling", "policies", "privacy_policy")): PolicyEntry,
    len(("services", "kling", "policies", "privacy_policy", "sources", "0")): SourceEntry,
}
