"""The sentences of one edit, with both documents: what the rules of adverse edits read."""

from dataclasses import dataclass

from policytrail.significance.weigh.assertions import Assertions
from policytrail.significance.weigh.substantive_hunks import SubstantiveHunk


@dataclass(frozen=True, slots=True)
class ReadEdit:
    """The sentences that one hunk takes out and puts in, and both documents."""

    told: SubstantiveHunk
    come_anywhere: tuple[str, ...]
    """The sentences that any hunk puts in."""
    old: Assertions
    new: Assertions

    @property
    def gone(self) -> tuple[str, ...]:
        """Return the sentences that the hunk takes out."""
        return self.told.sentences[0]

    @property
    def come(self) -> tuple[str, ...]:
        """Return the sentences that the hunk puts in."""
        return self.told.sentences[1]
