"""A block under construction."""

from dataclasses import dataclass, field

from policytrail.extract.line import LinkSpan
from policytrail.extract.tree import Element
from policytrail.model import BlockKind


@dataclass(slots=True)
class BlockDraft:
    """A block under construction: the content of `Block`, and facts about its mark-up for later steps."""

    kind: BlockKind
    text: str
    element: Element
    level: int = 0
    number: str = ""
    links: list[LinkSpan] = field(default_factory=list[LinkSpan])
    times: list[LinkSpan] = field(default_factory=list[LinkSpan])
    """Spans of the text whose date the mark-up states, with the date."""
    is_bold: bool = False
    is_title: bool = False
    """Whether the mark-up makes it the title of what follows: a summary, a trigger."""


@dataclass(slots=True)
class OpenItem:
    """A list item whose first words have not come yet."""

    level: int
    number: str
