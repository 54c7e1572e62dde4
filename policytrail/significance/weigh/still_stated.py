"""Whether a text still names what one of its passages no longer names, in whatever words."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

from policytrail.language import words_of
from policytrail.model import Document

_JOINING: Final = frozenset(
    [
        "the",
        "of",
        "and",
        "or",
        "in",
        "at",
        "by",
        "for",
        "to",
        "a",
        "an",
        "de",
        "du",
        "des",
        "et",
        "und",
        "der",
        "die",
        "das",
        "la",
        "le",
        "located",
        "competent",
        "compétents",
    ]
)
_LAW: Final = "governing_law"
_LAWS: Final = frozenset(
    [
        "law",
        "laws",
        "legislation",
        "court",
        "courts",
        "recht",
        "gericht",
        "gerichte",
        "droit",
        "loi",
        "lois",
        "tribunal",
        "tribunaux",
    ]
)
_STATES: Final = frozenset(["state", "commonwealth", "republic", "federal", "province"])
_SAME: Final[Mapping[str, str]] = {
    "limited": "ltd",
    "incorporated": "inc",
    "corporation": "corp",
    "company": "co",
}
_PLACE_LETTERS: Final = 4
"""Letters by which a place and its people are recognised: England, English; Germany, German."""


class StatedNames:
    """The names and numbers of a document, to be looked up by their words."""

    def __init__(self, document: Document) -> None:
        """Keep the document; it is read when the first name is looked up."""
        self._document = document

    @cached_property
    def _blocks(self) -> Sequence[frozenset[str]]:
        return [
            frozenset(map(_plain_word, words_of(block.text))) for block in self._document.blocks
        ]

    @cached_property
    def _laws(self) -> Sequence[frozenset[str]]:
        """The beginnings of the words of each block that speaks of a law or a court."""
        return [
            frozenset(word[:_PLACE_LETTERS] for word in words)
            for words in self._blocks
            if words & _LAWS
        ]

    def has(self, what: str, name: str) -> bool:
        """Return whether one block of the document states a name, whatever stands between its words."""
        words = frozenset(map(_plain_word, words_of(name))) - _JOINING
        if what != _LAW:
            return bool(words) and any(words <= block for block in self._blocks)
        places = frozenset(word[:_PLACE_LETTERS] for word in words - _LAWS - _STATES)
        return bool(places) and any(places <= block for block in self._laws)


def _plain_word(word: str) -> str:
    return _SAME.get(word, word)
