"""Scores of found types against policies annotated sentence by sentence.

A find is correct if one of the sentences that it covers has the type. Expected are the types of
sentences that an analyst would record by themselves: no minor ones, parts or introductions.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from policytrail.provisions.gold import LIGHT, GoldSentence


@dataclass(slots=True)
class Tally:
    """Counts by type."""

    shown: Counter[str] = field(default_factory=Counter[str])
    right: Counter[str] = field(default_factory=Counter[str])
    gold: Counter[str] = field(default_factory=Counter[str])
    found: Counter[str] = field(default_factory=Counter[str])

    def count_policy(
        self,
        said: Sequence[Collection[str]],
        covered: Sequence[Sequence[GoldSentence]],
        sentences: Iterable[GoldSentence],
    ) -> None:
        """Count the finds and expected types of one policy."""
        of_sentence: dict[int, set[str]] = {}
        for types, golden in zip(said, covered, strict=True):
            true = {name for sentence in golden for name in sentence.label.types}
            self.shown.update(types)
            self.right.update(name for name in types if name in true)
            for sentence in golden:
                of_sentence.setdefault(sentence.number, set()).update(types)
        for sentence in sentences:
            if not sentence.label.flags & LIGHT:
                self.gold.update(sentence.label.types)
                there = of_sentence.get(sentence.number, set())
                self.found.update(name for name in sentence.label.types if name in there)

    def precision(self, name: str = "") -> float:
        """Return the share of correct finds, of one type or of all."""
        return _share_of_whole(self.right, self.shown, name)

    def recall(self, name: str = "") -> float:
        """Return the share of expected types that were found, of one type or of all."""
        return _share_of_whole(self.found, self.gold, name)


def _share_of_whole(part: Mapping[str, int], total: Mapping[str, int], name: str) -> float:
    if name:
        return part.get(name, 0) / max(1, total.get(name, 0))
    return sum(part.values()) / max(1, sum(total.values()))


def calibration_error(shares: Sequence[float], right: Sequence[bool], groups: int = 10) -> float:
    """Return the mean difference between stated and true shares over the finds."""
    stated, true = [0.0] * groups, [0] * groups
    for share, is_right in zip(shares, right, strict=True):
        group = min(groups - 1, int(share * groups))
        stated[group] += share
        true[group] += is_right
    gaps = (abs(share - other) for share, other in zip(stated, true, strict=True))
    return sum(gaps) / max(1, len(shares))
