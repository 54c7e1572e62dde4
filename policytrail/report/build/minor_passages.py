"""Runs of passages that leave the meaning of a policy as it was, which a page folds between those that change it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from policytrail.model import Kind
from policytrail.report.build.redline import Gone, Shown

FOLD_AT_LEAST = 3
"""Fewer passages in a row are shown: a fold would cost the reader more than it saves."""

_MEANS_MORE = (None, Kind.SUBSTANTIVE, Kind.FAILURE)
"""The kinds of passages that are never folded; None is a comparison without a judgement."""


@dataclass(frozen=True, slots=True)
class MinorPassages:
    """Neighbouring passages, none of which changes the meaning."""

    shown: tuple[Shown | Gone, ...]
    kinds: tuple[tuple[Kind, int], ...]
    """How many of them are of each kind, the most frequent first."""

    @property
    def count(self) -> int:
        """Return the number of passages."""
        return sum(count for _, count in self.kinds)


def fold_minor_passages(
    redline: Sequence[Shown | Gone],
) -> tuple[Shown | Gone | MinorPassages, ...]:
    """Return a redline with long runs of minor passages folded, if other passages change the meaning."""
    changed = any(isinstance(hunk, Shown) and hunk.kind in _MEANS_MORE for hunk in redline)
    return tuple(_fold_runs(redline)) if changed else tuple(redline)


def _fold_runs(redline: Sequence[Shown | Gone]) -> Iterator[Shown | Gone | MinorPassages]:
    for is_minor, group in groupby(redline, key=_is_minor):
        run = tuple(group)
        kinds = Counter(hunk.kind for hunk in run if isinstance(hunk, Shown) and hunk.kind)
        if is_minor and kinds.total() >= FOLD_AT_LEAST:
            yield MinorPassages(run, tuple(kinds.most_common()))
        else:
            yield from run


def _is_minor(hunk: Shown | Gone) -> bool:
    return isinstance(hunk, Gone) or hunk.kind not in _MEANS_MORE
