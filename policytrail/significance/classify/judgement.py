"""What a hunk or a whole change is found to be."""

from dataclasses import dataclass

from policytrail.model import Kind


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a hunk is, and why."""

    kind: Kind
    code: str
    """A reason of docs/reasons.md."""
    detail: str = ""
