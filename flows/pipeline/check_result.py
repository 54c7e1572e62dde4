"""The result of one check of this machine."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What one check of this machine found."""

    subject: str
    is_fine: bool
    detail: str
    advice: str = ""
    """How to mend it; empty where nothing has to be done."""
    is_optional: bool = False
    """Whether everything that this user has asked for works without it."""

    @property
    def is_problem(self) -> bool:
        """Return whether something that is needed is missing."""
        return not self.is_fine and not self.is_optional
