"""Which provisions are said of the same words: the main one, and what else the words say."""

from collections.abc import Mapping, Sequence

from policytrail.model import Provision

_SHARED = 0.6
"""The part of the shorter excerpt that two provisions must share to be said of the same words."""


def also_said(provisions: Sequence[Provision]) -> Mapping[str, tuple[Provision, ...]]:
    """Return for the key of each provision what else its words say, the main one first."""
    by_block: dict[int, list[Provision]] = {}
    for one in provisions:
        by_block.setdefault(one.quote.position, []).append(one)
    return {
        one.key: tuple(
            sorted((other for other in own if other is not one and _share(one, other)), key=_rank)
        )
        for own in by_block.values()
        for one in own
    }


def is_main(one: Provision, also: Sequence[Provision]) -> bool:
    """Return whether a provision is the main one of its words: the gravest, then the surest."""
    return all(_rank(one) <= _rank(other) for other in also)


def _rank(one: Provision) -> tuple[int, float, str]:
    return -one.severity.weight, -one.confidence, one.type


def _share(one: Provision, other: Provision) -> bool:
    first, second = one.quote, other.quote
    shared = min(first.end, second.end) - max(first.start, second.start)
    return shared >= _SHARED * min(first.end - first.start, second.end - second.start)
