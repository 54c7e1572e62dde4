"""The words of one block under construction: normalised text, its links, how much is bold."""

import unicodedata
from dataclasses import dataclass, field
from typing import Final

from policytrail.text import normalise_text

LinkSpan = tuple[int, int, str]
"""Start and end in the block's text, and the target.

Words that are struck out have a place without length there, and `STRUCK` with the words as target:
they move with the links when texts are joined.
"""
STRUCK: Final = "struck-out:"


_LONGEST_ORNAMENT = 80
_MANY_LINKS = 100
"""With more links than this, in a text whose letters must be composed, moving them takes too long."""


@dataclass(slots=True)
class TextLine:
    """Text under construction: white space is collapsed on arrival, so that links know their offsets."""

    _parts: list[str] = field(default_factory=list[str])
    _length: int = 0
    _blank_due: bool = False
    _letters: int = 0
    _bold_letters: int = 0
    links: list[LinkSpan] = field(default_factory=list[LinkSpan])
    times: list[LinkSpan] = field(default_factory=list[LinkSpan])

    def append_text(self, text: str, *, bold: bool = False) -> None:
        """Append text; white space at its ends separates it from its neighbours."""
        words = normalise_text(text)
        if not words:
            self._blank_due = self._blank_due or any(map(str.isspace, text))
            return
        if self._length and (self._blank_due or text[0].isspace()):
            self._parts.append(" ")
            self._length += 1
        self._parts.append(words)
        self._length += len(words)
        self._letters += len(words)
        self._bold_letters += len(words) if bold else 0
        self._blank_due = text[-1].isspace()

    def add_blank(self) -> None:
        """Separate what follows from what is there by a space."""
        self._blank_due = True

    @property
    def position(self) -> int:
        """Return where the next word would start."""
        return self._length + (1 if self._blank_due and self._length else 0)

    @property
    def tail(self) -> str:
        """Return the last words of the line."""
        return "".join(self._parts[-4:])[-40:] if self._parts else ""

    def append_line(self, other: "TextLine") -> None:
        """Append another line after a space, with its links and dates."""
        self.add_blank()
        offset, text = self.position, other.text()
        self.append_text(text, bold=other.is_bold)
        self.links += [(start + offset, end + offset, target) for start, end, target in other.links]
        self.times += [(start + offset, end + offset, date) for start, end, date in other.times]
        self.add_blank()

    def part_links(self, target: str) -> None:
        """Separate a link from another one that ends here: they are apart on the page."""
        start, end, before = self.links[-1] if self.links else (0, 0, target)
        if start < end == self._length and before != target:
            self._blank_due = True

    def mark_link(self, start: int, target: str) -> None:
        """Record that the text since `start` is a link."""
        if self._length > start and target:
            self.links.append((start, self._length, target))

    def mark_struck(self, words: str) -> None:
        """Record struck-out words at this place."""
        if words:
            self.links.append((self.position, self.position, STRUCK + words))

    def mark_date(self, start: int, date: str) -> None:
        """Record that mark-up states a date for the text since `start`."""
        if self._length > start and date:
            self.times.append((start, self._length, date))

    @property
    def is_bold(self) -> bool:
        """Return whether all of the text is bold."""
        return self._letters > 0 and self._bold_letters >= self._letters - 2

    @property
    def is_ornament(self) -> bool:
        """Return whether there is no letter, digit or currency sign: a rule, a bullet, a space."""
        return self._length <= _LONGEST_ORNAMENT and not any(
            char.isalnum() or unicodedata.category(char) == "Sc"
            for part in self._parts
            for char in part
        )

    @property
    def is_open(self) -> bool:
        """Return whether the next word would be joined to the last one."""
        return self._length > 0 and not self._blank_due

    @property
    def is_empty(self) -> bool:
        """Return whether there is no text."""
        return not self._length

    def text(self) -> str:
        """Return the text; equal to its own normalisation."""
        text = "".join(self._parts)
        return text if text.isascii() else self._compose_letters(text)

    def _compose_letters(self, text: str) -> str:
        """Compose letters and accents from different elements, and move the links along."""
        composed = normalise_text(text)
        if composed != text:
            self.times = []
        if composed != text and len(self.links) > _MANY_LINKS:
            self.links = []
        elif composed != text:
            self.links = [
                (
                    len(normalise_text(text[:start] + "x")) - 1,
                    len(normalise_text(text[:end])),
                    target,
                )
                for start, end, target in self.links
            ]
        return composed
