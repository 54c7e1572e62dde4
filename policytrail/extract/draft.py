"""A block under way."""

from dataclasses import dataclass, field

from policytrail.extract.line import LinkSpan
from policytrail.extract.tree import Element
from policytrail.model import BlockKind


@dataclass(slots=True)
class BlockDraft:
    """A block under way: what `Block` holds, and what later steps want to know of its mark-up."""

    kind: BlockKind
    text: str
    element: Element
    level: int = 0
    number: str = ""
    links: list[LinkSpan] = field(default_factory=list[LinkSpan])
    times: list[LinkSpan] = field(default_factory=list[LinkSpan])
    """Places of the text whose date the mark-up states, and the date."""
    is_bold: bool = False
    is_title: bool = False
    """Whether the mark-up says that this names what follows: a summary, a trigger."""
