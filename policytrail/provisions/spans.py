"""Provisions with the same words: the main one, and the other types of the passage."""

from collections.abc import Mapping, Sequence

from policytrail.model import Provision

_SHARED = 0.6
"""The share of the shorter excerpt that two provisions must have in common to concern the same words."""
_SURE = 0.6
"""Least confidence with which a graver type comes before a surer one."""


def also_said(provisions: Sequence[Provision]) -> Mapping[str, tuple[Provision, ...]]:
    """Return, by the key of each provision, the other types of its words, the main one first."""
    by_block: dict[int, list[Provision]] = {}
    for named in provisions:
        by_block.setdefault(named.quote.position, []).append(named)
    return {
        provision.key: tuple(
            sorted(
                (other for other in own if other is not provision and _share(provision, other)),
                key=_rank,
            )
        )
        for own in by_block.values()
        for provision in own
    }


def is_main(provision: Provision, also: Sequence[Provision]) -> bool:
    """Return whether a provision is the main one of its words: the most severe, then the surest.

    The weight of a find that is not sure does not count.
    """
    return all(_rank(provision) <= _rank(other) for other in also)


def _rank(provision: Provision) -> tuple[int, float, str]:
    weight = provision.severity.weight if provision.confidence >= _SURE else 0
    return -weight, -provision.confidence, provision.type


def _share(provision: Provision, other: Provision) -> bool:
    first, second = provision.quote, other.quote
    shared = min(first.end, second.end) - max(first.start, second.start)
    return shared >= _SHARED * min(first.end - first.start, second.end - second.start)
