"""What a check of this machine found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check."""

    subject: str
    is_fine: bool
    detail: str
    advice: str = ""
    """How to mend it; empty where nothing has to be done."""
