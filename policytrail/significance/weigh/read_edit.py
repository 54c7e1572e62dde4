"""The sentences of one edit, with both documents: the input of the rules for adverse edits."""

from dataclasses import dataclass

from policytrail.significance.weigh.assertions import Assertions
from policytrail.significance.weigh.substantive_hunks import SubstantiveHunk


@dataclass(frozen=True, slots=True)
class ReadEdit:
    """The sentences that one hunk removes and inserts, and both documents."""

    told: SubstantiveHunk
    come_anywhere: tuple[str, ...]
    """The sentences that any hunk inserts."""
    old: Assertions
    new: Assertions

    @property
    def gone(self) -> tuple[str, ...]:
        """Return the sentences that the hunk removes."""
        return self.told.sentences[0]

    @property
    def come(self) -> tuple[str, ...]:
        """Return the sentences that the hunk inserts."""
        return self.told.sentences[1]
