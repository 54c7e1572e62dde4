"""Word lists that people can read and correct, compiled to patterns."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import cast

import yaml

_Lists = Mapping[str, Sequence[str]]


@cache
def word_list(name: str, key: str) -> tuple[str, ...]:
    """Return one list of a file of word lists."""
    return tuple(str(word) for word in _read_lists(name)[key])


@cache
def list_names(name: str) -> tuple[str, ...]:
    """Return the names of the lists of a file, in order."""
    return tuple(_read_lists(name))


@cache
def list_pattern(name: str, key: str) -> re.Pattern[str]:
    """Return a pattern for any entry of a list, as whole words, in a folded text.

    An entry is a regular expression; a space in it stands for any white space.
    """
    entries = sorted(word_list(name, key), key=len, reverse=True)
    # One lookbehind for all entries: within a word the search moves on at once.
    return re.compile(rf"(?<!\w)(?:{'|'.join(f'(?:{entry})' for entry in entries)})(?!\w)")


@cache
def pattern_of_any(name: str) -> re.Pattern[str]:
    """Return a pattern for any entry of any list of a file."""
    entries = [word for key in list_names(name) for word in word_list(name, key)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(f'(?:{entry})' for entry in entries)})(?!\w)")


@cache
def _read_lists(name: str) -> _Lists:
    text = (files("policytrail.significance") / "lexicon" / f"{name}.yaml").read_text("utf-8")
    loaded: object = yaml.safe_load(text)
    if isinstance(loaded, list):
        return {"all": cast("list[str]", loaded)}
    return cast("_Lists", loaded)  # the files ship with the package and a test reads each
