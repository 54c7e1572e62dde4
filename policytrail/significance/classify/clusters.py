"""The places inside a hunk where words changed, each with the words around it."""

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
    """What stands before them and was kept, at most 60 characters."""
    after: str


def clusters_of(hunk: Hunk) -> Iterator[Cluster]:
    """Yield the places of a hunk where text changed, in order."""
    edits = hunk.edits
    at = 0
    while at < len(edits):
        end = at
        while end < len(edits) and edits[end].op != "=":
            end += 1
        if end > at:
            yield _cluster(edits, at, end)
        at = end + 1


def _cluster(edits: tuple[Edit, ...], at: int, end: int) -> Cluster:
    return Cluster(
        "".join(edit.text for edit in edits[at:end] if edit.op == "-"),
        "".join(edit.text for edit in edits[at:end] if edit.op == "+"),
        edits[at - 1].text[-_AROUND:] if at else "",
        edits[end].text[:_AROUND] if end < len(edits) else "",
    )
