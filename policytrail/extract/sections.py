"""The address of each block: which section it stands in, as `4/2/b`."""

import re
from collections.abc import Sequence

from policytrail.model import Block, BlockKind

# "4.", "4.2.1", "Article IV", "Section 3", "§ 12", "(b)", "A." in front of a heading or an item.
_LABEL = re.compile(
    r"^(?:(?:article|section|clause|part|chapter|annex|appendix|schedule|exhibit|artikel|abschnitt"
    r"|teil|anlage|anhang|titre|chapitre|annexe|partie|art[ií]culo|secci[oó]n|cl[aá]usula|articolo"
    r"|sezione|parte|artigo|se[cç][aã]o|rozdzia[lł]|kapitel|§)\s*\.?\s*)?"
    r"(?P<label>\d{1,3}(?:\.\d{1,3})*|[ivxlcIVXLC]{1,6}(?=[.):\s–—-])|[A-Za-z](?=[.)]))"
    r"(?=$|[\s.):–—-])",
    re.IGNORECASE,
)
_DEEPEST = 12


def label_of(block: Block) -> str:
    """Return what a heading or item calls itself, in lower case; empty if it has no label.

    >>> label_of(Block(BlockKind.HEADING, "4.2 Fees", 3)), label_of(Block(BlockKind.ITEM, "x", 1, "b."))
    ('4.2', 'b')
    """
    if block.number:
        return block.number.strip("().").lower()
    if block.text[:1] == "(":
        end = block.text.find(")", 1, 7)
        return block.text[1:end].strip().lower() if end > 1 and block.text[1:end].isalnum() else ""
    found = _LABEL.match(block.text)
    return found["label"].lower() if found else ""


class _Path:
    """The open sections, outermost first, and the names taken in each."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []
        self._counts: dict[tuple[str, ...], int] = {}
        self._taken: set[tuple[str, ...]] = set()

    def enter(self, depth: int, label: str) -> None:
        while self._open and self._open[-1][0] >= depth:
            self._open.pop()
        above = tuple(name for _, name in self._open)
        self._counts[above] = self._counts.get(above, 0) + 1
        name = self._within(label, above) or str(self._counts[above])
        while (*above, name) in self._taken:
            name += "'"
        self._taken.add((*above, name))
        if len(self._open) < _DEEPEST:
            self._open.append((depth, name))

    @staticmethod
    def _within(label: str, above: tuple[str, ...]) -> str:
        """Return the label without what the sections around it say already: 4.2 in 4 is 2."""
        prefix = ".".join(above)
        while prefix:
            if label.startswith(f"{prefix}."):
                return label[len(prefix) + 1 :].replace(".", "/")
            prefix = prefix.partition(".")[2]
        return label.replace(".", "/")

    def __str__(self) -> str:
        return "/".join(name for _, name in self._open)


_ITEM_DEPTH = 10


def paths_of(blocks: Sequence[Block]) -> tuple[str, ...]:
    """Return the section address of each block; empty before the first section.

    Headings and numbered items open sections. A section is named by its own number where it shows
    or writes one, else by its place among its neighbours.

    >>> paths_of([Block(BlockKind.HEADING, "4. Fees", 2), Block(BlockKind.ITEM, "Tax", 1, "b.")])
    ('4', '4/b')
    """
    path = _Path()
    addresses: list[str] = []
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            path.enter(block.level, label_of(block))
        elif block.kind is BlockKind.ITEM:
            path.enter(_ITEM_DEPTH + block.level, label_of(block))
        addresses.append(str(path))
    return tuple(addresses)
