"""Whether a word is a word: dictionaries of common languages, loaded when a correction is judged."""

import gzip
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import cast

_LANGUAGES = frozenset({"en", "de", "fr", "es", "pt", "it", "nl", "ru"})


def is_known_word(word: str, language: str | None) -> bool | None:
    """Return whether a folded word is in a language's dictionary; None if there is no dictionary.

    >>> is_known_word("retain", "en"), is_known_word("recieve", "en"), is_known_word("retain", "xx")
    (True, False, None)
    """
    name = (language or "en")[:2]
    return word in _load_dictionary(name) if name in _LANGUAGES else None


@cache
def _load_dictionary(language: str) -> Mapping[str, int]:
    """Return the words of a language that pyspellchecker knows, with their frequencies."""
    packed = (files("spellchecker") / "resources" / f"{language}.json.gz").read_bytes()
    # The library's own class copies the table on loading: three times as long.
    return cast("dict[str, int]", json.loads(gzip.decompress(packed)))  # its own, checked format
