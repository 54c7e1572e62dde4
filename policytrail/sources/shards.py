"""Divide sources among runs that work at the same time, so that none waits for another."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from policytrail.model import Source


def divide_sources(sources: Sequence[Source], shards: int) -> tuple[tuple[str, ...], ...]:
    """Return the ids of the sources in at most so many shards of similar size, none empty.

    Sources of one host stay together, since one process keeps the pace of a host; so do those of one
    service, whose policies are derived together. The same sources give the same shards.
    """
    groups = sorted(_connected_groups(sources), key=lambda group: (-len(group), group))
    divided: list[list[str]] = [[] for _ in range(max(shards, 1))]
    for group in groups:
        min(divided, key=len).extend(group)
    return tuple(tuple(sorted(shard)) for shard in divided if shard)


def _connected_groups(sources: Iterable[Source]) -> list[list[str]]:
    """Return the ids of sources in groups that share no host and no service."""
    leader: dict[str, str] = {}

    def first_of(name: str) -> str:
        """Return the name that stands for all that a name was joined with."""
        while leader.setdefault(name, name) != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    ordered = sorted(sources, key=lambda source: source.source_id)
    for source in ordered:
        leader[first_of(f"host {urlsplit(source.url).hostname}")] = first_of(
            f"service {source.service_id}"
        )
    groups: dict[str, list[str]] = {}
    for source in ordered:
        groups.setdefault(first_of(f"service {source.service_id}"), []).append(source.source_id)
    return list(groups.values())
