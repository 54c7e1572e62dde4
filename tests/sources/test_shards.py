"""Sources divided among runs: whole hosts, whole services, about equal, always the same."""

from dataclasses import replace
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from policytrail.model import Source
from policytrail.sources.shards import divide_sources
from tests.values import SOURCE


def source_of(number: int, service: str, host: str) -> Source:
    return replace(
        SOURCE,
        source_id=f"source-{number}",
        service_id=service,
        url=f"https://{host}.example/{number}",
    )


def test_sources_of_different_hosts_and_services_are_divided_evenly() -> None:
    sources = [source_of(number, f"s{number}", f"h{number}") for number in range(10)]

    assert sorted(map(len, divide_sources(sources, 4))) == [2, 2, 3, 3]


def test_what_shares_a_host_or_a_service_by_a_third_one_stays_together() -> None:
    sources = [
        source_of(1, "a", "x"),
        source_of(2, "b", "y"),
        source_of(3, "a", "y"),
        source_of(4, "c", "z"),
    ]

    assert divide_sources(sources, 4) == (("source-1", "source-2", "source-3"), ("source-4",))


@given(
    st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("uvwxyz")), max_size=30),
    st.integers(1, 6),
)
def test_each_source_is_in_one_shard_and_no_host_or_service_in_two(
    places: list[tuple[str, str]], shards: int
) -> None:
    sources = {
        f"source-{number}": source_of(number, service, host)
        for number, (service, host) in enumerate(places)
    }

    divided = divide_sources(list(sources.values()), shards)

    assert sorted(name for shard in divided for name in shard) == sorted(sources)
    homes = [{sources[name].service_id for name in shard} for shard in divided]
    hosts = [{sources[name].url.rpartition("/")[0] for name in shard} for shard in divided]
    for sets in (homes, hosts):
        assert all(one.isdisjoint(other) for one, other in combinations(sets, 2))
    assert len(divided) <= shards
    assert divided == divide_sources(list(reversed(sources.values())), shards)
