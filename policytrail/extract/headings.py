"""Headings without heading mark-up: bold, numbered or capitalised lines above text."""

import re
from collections.abc import Sequence
from typing import Final

from policytrail.extract.draft import BlockDraft
from policytrail.language import days_in
from policytrail.model import BlockKind

_NUMBER: Final = re.compile(
    r"(?:(?:article|section|clause|part|chapter|artikel|abschnitt|titre|chapitre|art[ií]culo"
    r"|secci[oó]n|cl[aá]usula|articolo|sezione|artigo|se[çc][ãa]o|kapitel|§)\s*)?"
    r"(?P<label>\d{1,2}(?:\.\d{1,2}){0,4})\s?(?:[.):–—-]\s*|\s)(?=\S*[^\W\d_])",
    re.IGNORECASE,
)
_LONGEST = 110
_LONGEST_NUMBERED = 90
_LONGEST_CLOSED = 45
"""Up to this length a bold line may end with a full stop: `Restrictions.`"""
_LEAST_CAPITALS = 8
_DEEPEST = 6
_Label = tuple[int, ...]


def promote_headings(drafts: Sequence[BlockDraft]) -> None:
    """Make headings of the paragraphs that serve as headings of the text below them."""
    sequence = _numbers_in_sequence(drafts)
    levels = _Levels()
    for position, draft in enumerate(drafts):
        if draft.kind is BlockKind.HEADING:
            levels.note_heading(draft)
        elif draft.kind is BlockKind.PARAGRAPH and position + 1 < len(drafts):
            label = sequence.get(position)
            if label is not None or _stands_out(draft):
                draft.kind = BlockKind.HEADING
                draft.level = levels.level_for(label)


class _Levels:
    """The levels of promoted headings: below the last real one, equal for numbers of equal depth."""

    def __init__(self) -> None:
        self._above = 0
        self._by_depth: dict[int, int] = {}

    def note_heading(self, heading: BlockDraft) -> None:
        """Record a heading of the mark-up."""
        self._above = heading.level
        label = _heading_label(heading.text)
        if label:
            self._by_depth[len(label)] = heading.level

    def level_for(self, label: _Label | None) -> int:
        """Return the level of a promoted heading with this number, or without one."""
        if label is None:
            return min(_DEEPEST, max(1, self._above) + 1)
        depth = len(label)
        known = [shallower for shallower in self._by_depth if shallower <= depth]
        if known:
            nearest = max(known)
            level = self._by_depth[nearest] + depth - nearest
        else:
            level = max(1, self._above) + depth
        self._by_depth[depth] = min(_DEEPEST, level)
        return self._by_depth[depth]


def _heading_label(text: str) -> _Label | None:
    number_match = _NUMBER.match(text)
    return tuple(int(part) for part in number_match["label"].split(".")) if number_match else None


def _stands_out(draft: BlockDraft) -> bool:
    """Return whether a block is a short bold or capitalised line, and no date."""
    text = draft.text
    if len(text) > _LONGEST or not (draft.is_bold or draft.is_title or _is_capital(text)):
        return False
    if text.endswith((";", ",")) or (text.endswith(".") and len(text) > _LONGEST_CLOSED):
        return False
    return any(char.isalpha() for char in text) and not days_in(text)


def _is_capital(text: str) -> bool:
    letters = sum(char.isalpha() for char in text)
    return text.isupper() and letters >= _LEAST_CAPITALS and not text.endswith((".", ":"))


def _numbers_in_sequence(drafts: Sequence[BlockDraft]) -> dict[int, _Label]:
    """Return the positions of numbered lines that continue one another.

    A number alone proves nothing: addresses begin with one.
    """
    labels: dict[int, _Label] = {}
    for position, draft in enumerate(drafts):
        if draft.kind is BlockKind.PARAGRAPH and len(draft.text) <= _LONGEST_NUMBERED:
            label = _heading_label(draft.text)
            if label and not draft.text.endswith((".", ";", ",", ":")):
                labels[position] = label
    known = set(labels.values())
    return {place: label for place, label in labels.items() if _neighbouring_labels(label) & known}


def _neighbouring_labels(label: _Label) -> set[_Label]:
    """Return the labels directly before and after one, on its level."""
    *prefix, last = label
    return {(*prefix, last - 1), (*prefix, last + 1)}
