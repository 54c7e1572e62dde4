"""The section address of each block, e.g. `4/2/b`."""

import re
from collections.abc import Sequence

from policytrail.model import Block, BlockKind

# "4.", "4.2.1", "Article IV", "Section 3", "§ 12", "(b)", "A." before a heading or an item.
_LABEL = re.compile(
    r"^(?:(?:article|section|clause|part|chapter|annex|appendix|schedule|exhibit|artikel|abschnitt"
    r"|teil|anlage|anhang|titre|chapitre|annexe|partie|art[ií]culo|secci[oó]n|cl[aá]usula|articolo"
    r"|sezione|parte|artigo|se[cç][aã]o|rozdzia[lł]|kapitel|§)\s*\.?\s*)?"
    r"(?P<label>\d{1,3}(?:\.\d{1,3}){0,11}|[ivxlcIVXLC]{1,6}(?=[.):\s–—-])|[A-Za-z](?=[.)]))"
    r"(?=$|[\s.):–—-])",
    re.IGNORECASE,
)
_DEEPEST = 12
_MARKS = 9
"""Up to this many siblings of one name are marked (4, 4', 4''); further ones get a number."""


def section_label(block: Block) -> str:
    """Return the label of a heading or item, in lower case; empty if it has none.

    >>> section_label(Block(BlockKind.HEADING, "4.2 Fees", 3)), section_label(Block(BlockKind.ITEM, "x", 1, "b."))
    ('4.2', 'b')
    """
    if block.number:
        return block.number.strip("().").lower()
    if block.text[:1] == "(":
        end = block.text.find(")", 1, 7)
        return block.text[1:end].strip().lower() if end > 1 and block.text[1:end].isalnum() else ""
    label = _LABEL.match(block.text)
    return label["label"].lower() if label else ""


class _Path:
    """The open sections, outermost first, and the names taken in each."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []
        self._counts: dict[tuple[str, ...], int] = {}
        self._repeats: dict[tuple[str, ...], int] = {}
        """How often each name was requested: where to look for a free one."""
        self._taken: set[tuple[str, ...]] = set()

    def open_section(self, depth: int, name: str) -> None:
        """Open a section; without a name it is numbered among its siblings."""
        self.close_sections(depth)
        above = tuple(name for _, name in self._open)
        self._counts[above] = self._counts.get(above, 0) + 1
        name = self._free_name(above, name or str(self._counts[above]))
        self._taken.add((*above, name))
        if len(self._open) < _DEEPEST:
            self._open.append((depth, name))

    def _free_name(self, above: tuple[str, ...], name: str) -> str:
        """Return the name, marked if siblings already have it."""
        asked = (*above, name)
        repeats = self._repeats.get(asked, 0)
        while (*above, _mark_repeat(name, repeats)) in self._taken:
            repeats += 1
        self._repeats[asked] = repeats + 1
        return _mark_repeat(name, repeats)

    def enter_numbered(self, depth: int, parts: Sequence[str]) -> None:
        """Open a section whose number is its whole address: 4.2.1."""
        self._open.clear()
        for part in parts[:-1]:
            self._open.append((depth, part))
        self.open_section(depth + 1, parts[-1])

    def close_sections(self, depth: int) -> None:
        """Close all sections of this depth and deeper."""
        while self._open and self._open[-1][0] >= depth:
            self._open.pop()

    def __str__(self) -> str:
        return "/".join(name for _, name in self._open)


def _mark_repeat(name: str, repeats: int) -> str:
    return name + "'" * repeats if repeats <= _MARKS else f"{name}'{repeats}"


_ITEM_DEPTH = 10
_WORDS_OF_NAME = 3
_UNNAMED = re.compile(r"[^\w]+")


def section_paths(blocks: Sequence[Block]) -> tuple[str, ...]:
    """Return the section address of each block; empty before the first section.

    Headings and items open sections. A section is named by its own number where it shows or writes
    one, else by its place among its neighbours, or by its first words where others have numbers.
    The document's own title opens none.

    >>> section_paths([Block(BlockKind.HEADING, "4. Fees", 2), Block(BlockKind.ITEM, "Tax", 1, "b.")])
    ('4', '4/b')
    """
    headings = [block for block in blocks if block.kind is BlockKind.HEADING]
    numbered = sum(1 for block in headings if section_label(block))
    title = _document_title(headings)
    path = _Path()
    addresses: list[str] = []
    in_bullets = False
    for block in blocks:
        if block.kind is BlockKind.PARAGRAPH and in_bullets:
            path.close_sections(_ITEM_DEPTH)
        if block.kind is BlockKind.HEADING and block is not title:
            _enter_heading(path, block, by_words=numbered > 1)
        elif block.kind is BlockKind.ITEM:
            label = section_label(block) if block.number else _own_label(block)
            path.open_section(_ITEM_DEPTH + block.level, label.replace(".", "/"))
            in_bullets = not label
        addresses.append(str(path))
    return tuple(addresses)


def _enter_heading(path: _Path, block: Block, *, by_words: bool) -> None:
    label = section_label(block)
    parts = label.split(".")
    if len(parts) > 1:
        path.enter_numbered(block.level, parts)
    elif label or not by_words:
        path.open_section(block.level, label)
    else:
        words = _UNNAMED.sub(" ", block.text.lower()).split()[:_WORDS_OF_NAME]
        path.open_section(block.level, "-".join(words))


def _own_label(block: Block) -> str:
    """Return the label that an item writes itself: `(b) ...`, `2.1 ...`; words do not count."""
    label = section_label(block)
    return label if block.text.startswith("(") or any(char.isdigit() for char in label) else ""


def _document_title(headings: Sequence[Block]) -> Block | None:
    """Return the heading that names the whole document: the first, if alone on the highest level."""
    if len(headings) < 2 or section_label(headings[0]):  # noqa: PLR2004 (a title names others)
        return None
    first, *others = headings
    return first if all(other.level > first.level for other in others) else None
