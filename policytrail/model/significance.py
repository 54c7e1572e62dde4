"""What kind of change a diff is, and why."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What a change, or one hunk of it, is."""

    NONE = "none"
    SUBSTANTIVE = "substantive"
    """The meaning of the normative content changed."""
    EDITORIAL = "editorial"
    """The policy's own text was edited without change of meaning."""
    LINK = "link"
    """Only link targets changed."""
    CHROME = "chrome"
    """Page furniture."""
    FAILURE = "failure"
    """One of the texts is not the document."""
    VARIANT = "variant"
    """Another language, region or test variant was served."""
    TECHNICAL = "technical"
    """An artefact of conversion or extraction."""


class Severity(StrEnum):
    """How much a change or a clause affects the people it binds."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NONE = "none"

    @property
    def weight(self) -> int:
        """Return 3 for high down to 0 for none, to sort and compare by."""
        return ("none", "low", "medium", "high").index(self)


@dataclass(frozen=True, slots=True)
class Reason:
    """One checkable reason for a verdict."""

    code: str
    """A fixed word, e.g. `modality_strengthened`; the list is in docs/reasons.md."""
    detail: str
    """What was seen, in words of the texts where possible."""
    hunk: int | None = None
    """Index of the hunk in the diff; None if it is about the whole."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that the texts state and that changed."""

    what: str
    """E.g. `retention_period`, `notice_days`, `price`, `governing_law`."""
    old: str | None
    """Words of the old text, verbatim; None if it is new."""
    new: str | None
    """Words of the new text, verbatim; None if it is gone."""
    hunk: int | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A run of letters of one side of a hunk: `side.text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Lead:
    """The sentence that leads into the list of which a statement quotes an item.

    It stands in the new text if the statement has a new side, else in the old one, and mostly
    outside of the hunk.
    """

    text: str
    """Its words, verbatim."""
    block: int
    """Position of its block in the document, from 0."""
    start: int
    end: int
    """`text` is `[start:end]` of the block."""


class Certainty(StrEnum):
    """How certainly the two texts support a statement."""

    CERTAIN = "certain"
    """Each word of it can be checked in the spans that it names."""
    LIKELY = "likely"
    """A reader of sentences concluded it from the words that it quotes."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One effect of a change, with the words of both texts that support it."""

    text: str
    """A plain sentence that states, then quotes."""
    headline: str
    """The same in few words, without a full stop."""
    kind: str
    """A fixed word, e.g. `figure`, `contact`, `added`; the list is in docs/statements.md."""
    hunk: int
    """Index of the hunk in the diff."""
    old: Span | None = None
    """The words of the hunk's old side; None if they stand in the new text only."""
    new: Span | None = None
    certainty: Certainty = Certainty.CERTAIN
    lead: Lead | None = None
    """What leads into the list of the item that it quotes; None if it quotes none behind a lead."""


@dataclass(frozen=True, slots=True)
class Significance:
    """The verdict on a diff, with its reasons."""

    kind: Kind
    alert: bool
    """Whether it raises an alert."""
    severity: Severity
    topics: tuple[str, ...]
    summary: str
    """One to three plain sentences; every figure in them stands in a hunk."""
    reasons: tuple[Reason, ...]
    facts: tuple[Fact, ...] = ()
    hunk_kinds: tuple[Kind, ...] = ()
    """The kind of each hunk of the diff, in order."""
    silent: bool = False
    """The wording changed in substance and the claimed date did not."""
    is_reversion: bool = False
    """The new text is equal to an earlier, non-adjacent version."""
    confidence: float = 0.0
    """How sure the second opinion is that the policy's meaning changed, 0 to 1."""
    headline: str = ""
    """What the change does in few words; the same wherever the change is named."""
    statements: tuple[Statement, ...] = ()
    """What the change does, the weightiest first; headline and summary are made of them."""


@dataclass(frozen=True, slots=True)
class VariantShare:
    """One of several texts that a source serves alternately."""

    document_sha256: str
    captures: int
    share: float
    """Of the captures of all variants, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """A change that a policy announces."""

    due: str
    """ISO date on which it is to take effect, as precise as stated."""
    text: str
    """The block that announces it, verbatim."""
    block: int
    preview: str | None = None
    """Where the announced text can be read already."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """What came of an announcement."""

    announcement: Announcement
    date_kept: bool
    """Whether the change may have come on the day announced."""
    notice_days: int | None
    """Days between the first sight of the announcement and its due date."""
    promised_days: int | None
    """Days of notice that the policy's own change clause promises; None if it does not."""
    as_announced: bool | None
    """Whether the text is the one announced; None if no preview was captured."""
    preview_sha256: str | None = None
    """The document of the preview that it was compared with."""


@dataclass(frozen=True, slots=True)
class Notices:
    """What a document says about changes of its policy."""

    announced: tuple[Announcement, ...] = ()
    """One for each date of a block that announces something, past ones too."""
    promised_days: int | None = None
    """Days of notice that the policy's own change clause promises; None if it does not."""


class AnnouncedState(StrEnum):
    """What came of an announcement."""

    OPEN = "open"
    """The day has not come, and the text still announces it."""
    ARRIVED = "arrived"
    """A real change of the text came with it."""
    PASSED = "passed"
    """The day came; the text had the change already, or did not change."""
    WITHDRAWN = "withdrawn"
    """The notice went before its day, and the text did not change."""


@dataclass(frozen=True, slots=True)
class Announced:
    """An announcement followed through the versions of a source."""

    announcement: Announcement
    first_seen: datetime
    """When the first capture with the notice was made: the notice is not younger."""
    document_sha256: str
    """The document that it was first seen in."""
    state: AnnouncedState
    change_id: str | None = None
    """The change that came with it."""
    arrival: Arrival | None = None
