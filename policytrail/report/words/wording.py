"""The interface texts of the pages, all from `words/en.toml`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TypeAlias

Words: TypeAlias = str | list[str]
"""A text, in which `{name}` is filled in, or one and many of a thing."""


@cache
def all_wording() -> Mapping[str, Mapping[str, Words]]:
    """Return the words of the interface by the part of the site and their name."""
    place = files("policytrail.report") / "words" / "en.toml"
    parts: dict[str, dict[str, Words]] = tomllib.loads(place.read_text("utf-8"))
    return MappingProxyType({name: MappingProxyType(part) for name, part in parts.items()})


def say_text(part: str, name: str, **values: object) -> str:
    """Return a text of the interface with its values, as plain text.

    >>> say_text("phrases", "since", day="9 July 2026")
    'since 9 July 2026'
    """
    text = all_wording()[part][name]
    return text.format(**values) if isinstance(text, str) else text[0]


def count_with_noun(name: str, count: int) -> str:
    """Return a number with its noun.

    >>> count_with_noun("policy", 1), count_with_noun("policy", 1200)
    ('1 policy', '1,200 policies')
    """
    singular, many = all_wording()["nouns"][name]
    return f"{count:,} {singular if count == 1 else many}"
