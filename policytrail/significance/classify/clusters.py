"""Groups the edits of a hunk into clusters of changed words, each with its surroundings."""

from collections.abc import Iterator
from dataclasses import dataclass

from policytrail.model import Edit, Hunk

_AROUND = 60


@dataclass(frozen=True, slots=True)
class Cluster:
    """Words deleted and words inserted in their place."""

    gone: str
    come: str
    before: str
    """The unchanged text before them, at most 60 characters."""
    after: str
    at_old: int = 0
    """Offset of the deleted words in the hunk's old text."""
    at_new: int = 0
    """Offset of the inserted words in the hunk's new text."""


def edit_clusters(hunk: Hunk) -> Iterator[Cluster]:
    """Yield the clusters of a hunk's edits, in order."""
    edits = hunk.edits
    place = at_old = at_new = 0
    while place < len(edits):
        end = place
        while end < len(edits) and edits[end].op != "=":
            end += 1
        if end > place:
            cluster = _build_cluster(edits, place, end, (at_old, at_new))
            yield cluster
            at_old += len(cluster.gone)
            at_new += len(cluster.come)
        if end < len(edits):
            at_old += len(edits[end].text)
            at_new += len(edits[end].text)
        place = end + 1


def _build_cluster(
    edits: tuple[Edit, ...], place: int, end: int, places: tuple[int, int]
) -> Cluster:
    return Cluster(
        "".join(edit.text for edit in edits[place:end] if edit.op == "-"),
        "".join(edit.text for edit in edits[place:end] if edit.op == "+"),
        edits[place - 1].text[-_AROUND:] if place else "",
        edits[end].text[:_AROUND] if end < len(edits) else "",
        *places,
    )
