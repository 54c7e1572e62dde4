"""Changes in three groups: alerts, other edits, noise."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from policytrail.model import Kind
from policytrail.report.records import ChangeLine

OWN_TEXT = frozenset({Kind.SUBSTANTIVE, Kind.EDITORIAL})
"""The kinds of change that somebody wrote into the policy."""


@dataclass(frozen=True, slots=True)
class SortedOut:
    """Changes in three groups, each in the given order."""

    alerts: tuple[ChangeLine, ...]
    edits: tuple[ChangeLine, ...]
    noise: tuple[ChangeLine, ...]

    @property
    def noise_kinds(self) -> tuple[tuple[Kind, int], ...]:
        """Return the number of noise changes of each kind, most frequent first."""
        counts = Counter(change.kind for change in self.noise)
        return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def sort_out(changes: Iterable[ChangeLine]) -> SortedOut:
    """Return the changes in three groups: alerts, other edits of the text, noise."""
    alerts: list[ChangeLine] = []
    edits: list[ChangeLine] = []
    noise: list[ChangeLine] = []
    for change in changes:
        (alerts if change.alert else edits if change.kind in OWN_TEXT else noise).append(change)
    return SortedOut(tuple(alerts), tuple(edits), tuple(noise))
