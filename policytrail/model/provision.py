"""A typed clause found in a document, bound to the words that state it."""

from dataclasses import dataclass
from enum import StrEnum

from policytrail.model.document import Block, Document
from policytrail.model.significance import Severity
from policytrail.text import hash_parts


class StatedHow(StrEnum):
    """Whether the quoted words say it, or a reader has to conclude it."""

    EXPRESS = "express"
    INFERRED = "inferred"


AttributeValue = bool | int | float | str


class Anchor(StrEnum):
    """Where quoted words stand in a text that need not be the one they were quoted from."""

    FOUND = "found"
    AMBIGUOUS = "ambiguous"
    """They stand there more than once."""
    ORPHANED = "orphaned"
    """They are gone."""


@dataclass(frozen=True, slots=True)
class Anchored:
    """Quoted words, looked for in a text."""

    anchor: Anchor
    times: int = 0
    """How often the words stand in the text."""
    position: int | None = None
    """Position of the block that is meant: the recorded one if it is there, else the nearest."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document. They are cut from the block itself, so they cannot be misquoted."""

    position: int
    """Position of the block in the document, from 0."""
    block: Block
    start: int
    end: int
    """`block.text[start:end]` is the quoted text; never empty."""
    following: tuple[Block, ...] = ()
    """The blocks right behind that are quoted whole: items of the list that the words lead into."""

    def __post_init__(self) -> None:
        """Refuse a span that is not in the block.

        Raises:
            ValueError: if the span is empty or reaches out of the block.
        """
        if not 0 <= self.start < self.end <= len(self.block.text):
            span = f"{self.start}:{self.end}"
            raise ValueError(f"{span} is no span of a block of {len(self.block.text)} characters")

    @property
    def excerpt(self) -> str:
        """Return the quoted words, verbatim, each further block on a line of its own."""
        if not self.following:
            return self.own_words
        return "\n".join((self.own_words, *(block.text for block in self.following)))

    @property
    def own_words(self) -> str:
        """Return the quoted words of the block alone."""
        return self.block.text[self.start : self.end]

    def anchor_in(self, document: Document) -> Anchored:
        """Return where the quoted words stand in a document, be it the quoted one or another."""
        counts = [block.text.count(self.own_words) for block in document.blocks]
        places = [position for position, count in enumerate(counts) if count]
        if not places:
            return Anchored(Anchor.ORPHANED)
        nearest = min(places, key=lambda position: abs(position - self.position))
        times = sum(counts)
        anchor = Anchor.FOUND if times == 1 else Anchor.AMBIGUOUS
        return Anchored(anchor, times, nearest)


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of a provision, e.g. that a licence is perpetual."""

    name: str
    value: AttributeValue
    quote: Quote | None = None
    """The words that say it; None if it follows from what is not said."""
    reason: str = ""
    """Why the value is what it is, where the words alone do not show it."""


@dataclass(frozen=True, slots=True)
class Provision:
    """One typed clause of a document."""

    type: str
    """An id of the taxonomy."""
    document_sha256: str
    """The document it was found in; it says nothing about any other."""
    quote: Quote
    path: str
    """Section path of the block, e.g. `4/2`; empty before the first heading."""
    severity: Severity
    severity_rule: str
    """The name of the rule of the taxonomy that set the severity."""
    confidence: float
    """0-1, calibrated: of those said with 0.9, nine in ten are right."""
    stated: StatedHow = StatedHow.EXPRESS
    note: str = ""
    """What a reader must know before relying on it: an inference, a cut text."""
    attributes: tuple[Attribute, ...] = ()
    taxonomy_version: str = ""
    lead: str = ""
    """The words that lead into the list of which the excerpt is an item; they stand further up."""

    @property
    def led_excerpt(self) -> str:
        """Return the excerpt after the words that lead into it: what a reader needs to understand it."""
        return f"{self.lead} {self.excerpt}" if self.lead else self.excerpt

    @property
    def excerpt(self) -> str:
        """Return the words that state the provision, verbatim."""
        return self.quote.excerpt

    @property
    def values(self) -> dict[str, AttributeValue]:
        """Return what the attributes say, by name."""
        return {attribute.name: attribute.value for attribute in self.attributes}

    @property
    def key(self) -> str:
        """Return the name of this find: the same words in the same place give the same."""
        place = (str(self.quote.position), str(self.quote.start), str(self.quote.end))
        return hash_parts("provision", self.document_sha256, self.type, *place)


@dataclass(frozen=True, slots=True)
class NamedProvision:
    """A provision under the id that it keeps through the versions of its source."""

    provision_id: str
    """E.g. `PT-P-3f2a9c01d4e5`."""
    provision: Provision
    aliases: tuple[str, ...] = ()
    """Ids that it had while its earliest wordings were not known."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What reading a document for provisions gave, or why it was not read."""

    provisions: tuple[Provision, ...]
    not_analysed: str = ""
    """E.g. `language de`; empty if the document was read."""
    unread: tuple[int, ...] = ()
    """Positions of blocks in another language, which were passed over."""
    taxonomy_version: str = ""


class ProvisionMove(StrEnum):
    """What happened to a provision between two versions.

    Strengthened and weakened speak of the protection of the people whom the policy binds.
    """

    ADDED = "added"
    REMOVED = "removed"
    STRENGTHENED = "strengthened"
    """It protects them better now: a promise more, a burden less."""
    WEAKENED = "weakened"
    """It protects them less now: a promise withdrawn, a burden made heavier."""
    REWORDED = "reworded"
    """Other words that change no fact that orders."""
    MOVED = "moved"
    """The same words in a block that stands elsewhere now."""
    KEPT = "kept"
    """The same words; what changed beside them in their block does not count."""
    EDITED_NEAR = "edited_near"
    """The text around it was edited, and whether it came, went or stayed cannot be told."""


@dataclass(frozen=True, slots=True)
class AttributeChange:
    """An attribute whose value differs between two versions."""

    name: str
    old: AttributeValue | None
    new: AttributeValue | None


@dataclass(frozen=True, slots=True)
class ProvisionChange:
    """One provision followed from one version to the next."""

    move: ProvisionMove
    type: str
    old: Provision | None
    new: Provision | None
    hunk: int | None = None
    """Index of the hunk that it went through; None if its block was not touched."""
    attributes: tuple[AttributeChange, ...] = ()
    reason: str = ""
    """Which attribute or severity decided, in words."""
    is_first_of_kind: bool = False
    """Of what came: whether the old text has no clause of its type; of what went: the new text."""
    counterpart: Quote | None = None
    """Where the finder sees the clause in one text only: the words of the other that say the same."""
    quotes: tuple[Quote, Quote] | None = None
    """The words of both texts, cut at the same sentences; None where only one text has the clause."""
