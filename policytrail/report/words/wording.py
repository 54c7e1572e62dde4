"""The words of the reports, from a file for each language: `words/en.toml` and its translations."""

import tomllib
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final, TypeAlias

Words: TypeAlias = str | list[str]
"""A text, in which `{name}` is filled in, or one and many of a thing."""

LANGUAGES: Final = ("en", "de", "fr")
ENGLISH: Final = "en"
UNTRANSLATED: Final = frozenset(("clause",))
"""Parts whose sentences quote English clauses, and are English in every language."""

_chosen: ContextVar[str] = ContextVar("language", default=ENGLISH)


@contextmanager
def in_language(language: str) -> Generator[None]:
    """Write everything in a language within the block; it is one of `LANGUAGES`."""
    token = _chosen.set(language)
    try:
        yield
    finally:
        _chosen.reset(token)


def chosen_language() -> str:
    """Return the language in which reports are written now."""
    return _chosen.get()


def all_wording() -> Mapping[str, Mapping[str, Words]]:
    """Return the words of the interface by the part of the site and their name."""
    return wording_of(_chosen.get())


@cache
def wording_of(language: str) -> Mapping[str, Mapping[str, Words]]:
    """Return the words of a language; what is not translated is English."""
    place = files("policytrail.report") / "words" / f"{language}.toml"
    parts: dict[str, dict[str, Words]] = tomllib.loads(place.read_text("utf-8"))
    own = {name: MappingProxyType(part) for name, part in parts.items()}
    if language == ENGLISH:
        return MappingProxyType(own)
    return MappingProxyType({name: wording_of(ENGLISH)[name] for name in UNTRANSLATED} | own)


def say_text(part: str, name: str, /, **values: object) -> str:
    """Return a text of the interface with its values, as plain text.

    >>> say_text("phrases", "since", day="9 July 2026")
    'since 9 July 2026'
    """
    text = all_wording()[part][name]
    return text.format(**values) if isinstance(text, str) else text[0]


def format_count(count: int) -> str:
    """Return a number with its thousands set apart.

    >>> format_count(1200)
    '1,200'
    """
    return f"{count:,}".replace(",", str(all_wording()["phrases"]["thousands"]))


def count_with_noun(name: str, count: int) -> str:
    """Return a number with its noun.

    >>> count_with_noun("policy", 1), count_with_noun("policy", 1200)
    ('1 policy', '1,200 policies')
    """
    words = all_wording()
    singular, many = words["nouns"][name]
    is_one = str(count) in words["phrases"]["singular_counts"]
    return f"{format_count(count)} {singular if is_one else many}"
