"""What the reader of a source does not want to hear of, and how long to wait before telling."""

from dataclasses import dataclass

from policytrail.model.significance import Severity


@dataclass(frozen=True, slots=True)
class Muting:
    """Rules of a reader by which real edits of a source raise no alert."""

    ignore: tuple[str, ...] = ()
    """Texts, or regular expressions between slashes: an edit that lies wholly in them is no news."""
    only: tuple[str, ...] = ()
    """Words of headings, or expressions between slashes: edits under other headings are no news."""
    min_severity: Severity = Severity.NONE
    """The lowest severity that raises an alert."""

    @property
    def parts(self) -> tuple[str, ...]:
        """Return what names the rules; empty if there are none."""
        if self == Muting():
            return ()
        return ("ignore", *self.ignore, "only", *self.only, "severity", self.min_severity.value)


MOST_CONFIRMING = 3
"""An alert waits for so many further captures at most."""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """How much later evidence an alert waits for; none of it by default."""

    captures: int = 0
    """So many captures after the first one must not have taken the change back."""
    seconds: int = 0
    """The change must have held for so long."""

    def __bool__(self) -> bool:
        """Return whether anything is waited for."""
        return bool(self.captures or self.seconds)
