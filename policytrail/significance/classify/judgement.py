"""The classification of a hunk or of a whole change."""

from dataclasses import dataclass

from policytrail.model import Kind


@dataclass(frozen=True, slots=True)
class Judgement:
    """The kind of a hunk, and the reason."""

    kind: Kind
    code: str
    """A reason of docs/reasons.md."""
    detail: str = ""
