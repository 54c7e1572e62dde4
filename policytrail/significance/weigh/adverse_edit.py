"""An edit to the disadvantage of the reader."""

from dataclasses import dataclass

from policytrail.model import Reason, Severity


@dataclass(frozen=True, slots=True)
class AdverseEdit:
    """One edit to the disadvantage of the reader, with the sentences that show it."""

    code: str
    severity: Severity
    old: str | None
    """The sentence of the old text, verbatim; None if nothing stood there."""
    new: str | None
    place: int
    """Index of the hunk in the diff."""
    about: str = ""
    """What is lost or new, in a word of the text or of the word lists."""
    affirmed: str | None = None
    """The new sentence, of this hunk or of another, that affirms what the old one denied."""

    @property
    def reason(self) -> Reason:
        """Return the edit as a reason, with both wordings."""
        sides = [f'"{side}"' for side in (self.old, self.new) if side]
        both_sides = " -> ".join(sides)
        return Reason(
            self.code, f"{self.about}: {both_sides}" if self.about else both_sides, self.place
        )
