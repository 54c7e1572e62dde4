from collections.abc import Sequence
from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from policytrail.fetch.wayback.choice import positions_wanted


def looked_at(documents: Sequence[str | None], least_run: int) -> dict[int, str | None]:
    """Play the choice against what the positions hold."""
    known: dict[int, str | None] = {}
    while positions := positions_wanted((1,) * len(documents), known, least_run):
        known |= {at: documents[at] for at in positions}
    return known


def monotone(runs: Sequence[int]) -> list[str | None]:
    return [f"version {number}" for number, length in enumerate(runs) for _ in range(length)]


RUNS = st.lists(st.integers(1, 12), min_size=1, max_size=8)


def test_a_span_whose_ends_agree_costs_two_requests() -> None:
    assert len(looked_at(["a"] * 500, 2)) == 2


def test_one_change_among_many_captures_costs_a_logarithm() -> None:
    assert len(looked_at(["a"] * 400 + ["b"] * 600, 2)) <= 12


@given(RUNS, st.integers(1, 4))
def test_every_version_that_lasted_long_enough_is_found(runs: list[int], least_run: int) -> None:
    documents = monotone(runs)

    found = set(looked_at(documents, least_run).values())

    lasted = {name for name, of in groupby(documents) if len(list(of)) >= least_run}
    assert lasted <= found


@given(RUNS)
def test_with_a_least_run_of_one_every_change_is_placed_between_neighbours(runs: list[int]) -> None:
    documents = monotone(runs)

    known = looked_at(documents, 1)

    changes = [at for at in range(1, len(documents)) if documents[at] != documents[at - 1]]
    assert all(at in known and at - 1 in known for at in changes)


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=20))
def test_with_a_least_run_of_none_everything_is_looked_at(documents: list[str]) -> None:
    assert len(looked_at(documents, 0)) == len(documents)


@given(st.lists(st.sampled_from(["a", "b", None]), max_size=20), st.integers(0, 3))
def test_what_cannot_be_read_never_stops_the_search(
    documents: list[str | None], least_run: int
) -> None:
    known = looked_at(documents, least_run)

    readable = [at for at, document in enumerate(documents) if document is not None]
    assert set(readable[:1] + readable[-1:]) <= set(known)


def test_a_position_weighs_as_much_as_its_captures() -> None:
    known = {0: "a", 2: "b"}

    assert positions_wanted((1, 1, 1), known, 2) == ()
    assert positions_wanted((1, 5, 1), known, 2) == (1,)
