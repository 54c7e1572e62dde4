"""Versions and transitions are queries: whatever the order of insertion, the history is one."""

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policytrail.model import Recipe, Timeline, Version
from storage.captures import Found, put_captures
from storage.database import Connection, open_database
from storage.documents import put_extractions, read_documents, readings_due
from storage.sources import declare_sources, tracked_sources
from storage.timelines import read_observations, read_timelines
from tests.values import SOURCE, capture_at, document_of, extraction_of, hour


@pytest.fixture(autouse=True)
def _source(connection: Connection) -> None:
    declare_sources(connection, [SOURCE], hour(0))


def keep(connection: Connection, found: Sequence[Found]) -> None:
    """Put captures in and read every body."""
    put_captures(connection, found)
    put_extractions(connection, [extraction_of(body) for _, body in found if body is not None])


def told(versions: Sequence[Version]) -> list[tuple[str, float, float, int, bool]]:
    """Return each version as text, first and last hour, captures, and whether it came back."""
    return [
        (
            version.document_sha256[:4],
            (version.first.captured_at - hour(0)).total_seconds() / 3600,
            (version.last.captured_at - hour(0)).total_seconds() / 3600,
            version.captures,
            version.is_reversion,
        )
        for version in versions
    ]


def name(body: bytes) -> str:
    return document_of(body.decode()).sha256[:4]


def test_consecutive_captures_of_one_text_are_one_version(connection: Connection) -> None:
    keep(connection, [capture_at(1, b"a"), capture_at(2, b"a"), capture_at(3, b"b")])

    versions = read_timelines(connection)[SOURCE.source_id].versions

    assert told(versions) == [(name(b"a"), 1, 2, 2, False), (name(b"b"), 3, 3, 1, False)]


def test_a_backfilled_capture_splits_the_version_around_it(connection: Connection) -> None:
    keep(connection, [capture_at(1, b"a"), capture_at(9, b"a")])
    keep(connection, [capture_at(5, b"b")])

    versions = read_timelines(connection)[SOURCE.source_id].versions

    assert told(versions) == [
        (name(b"a"), 1, 1, 1, False),
        (name(b"b"), 5, 5, 1, False),
        (name(b"a"), 9, 9, 1, True),
    ]


def test_a_failure_is_no_version_and_splits_none(connection: Connection) -> None:
    keep(connection, [capture_at(1, b"a"), capture_at(2, b"challenge"), capture_at(3, b"a")])

    versions = read_timelines(connection)[SOURCE.source_id].versions
    failures = [seen.failure for seen in read_observations(connection)[SOURCE.source_id]]

    assert told(versions) == [(name(b"a"), 1, 3, 2, False)]
    assert failures == [None, "bot_challenge: asks for a click", None]


def test_a_change_lies_between_the_last_old_and_the_first_new_capture(
    connection: Connection,
) -> None:
    keep(connection, [capture_at(1, b"a"), capture_at(3, b"a"), capture_at(8, b"b")])

    (transition,) = read_timelines(connection)[SOURCE.source_id].transitions

    assert (transition.not_before, transition.not_after) == (hour(3), hour(8))


def test_the_same_step_taken_again_is_counted(connection: Connection) -> None:
    keep(
        connection, [capture_at(number, b"ab"[number % 2 : number % 2 + 1]) for number in range(4)]
    )

    steps = read_timelines(connection)[SOURCE.source_id].transitions

    assert [step.occurrence for step in steps] == [1, 1, 2]


def test_a_document_comes_back_equal(connection: Connection) -> None:
    keep(connection, [capture_at(1, b"We may share your data")])

    documents = read_documents(connection, SOURCE.source_id)

    wanted = document_of("We may share your data")
    assert documents == {wanted.sha256: wanted}


def test_a_new_recipe_makes_every_body_due_again_and_no_change(connection: Connection) -> None:
    found = [capture_at(1, b"a"), capture_at(2, b"a b")]
    keep(connection, found)
    recipe = Recipe(select=("main",))

    declare_sources(connection, [replace(SOURCE, recipe=recipe)], hour(10))
    due = readings_due(connection)
    put_extractions(connection, [extraction_of(b"a", recipe)])
    half_way = read_timelines(connection)[SOURCE.source_id].transitions

    assert {reading.body_sha256 for reading in due} == {capture.body_sha256 for capture, _ in found}
    assert half_way == ()


def test_an_unchanged_declaration_is_not_kept_again(connection: Connection) -> None:
    declare_sources(connection, [SOURCE], hour(5))

    rows = connection.execute("SELECT count(*) FROM source").fetchone()
    assert (rows, tracked_sources(connection)) == ((1,), (SOURCE,))


LONG = b" ".join(b"word%d" % number for number in range(200))
SHORT = b"we are loading the rest"


@pytest.mark.parametrize(
    ("hours", "kept"),
    [
        pytest.param([30], 1, id="alone"),
        pytest.param([30, 33], 1, id="twice within six hours"),
        pytest.param([30, 36], 2, id="twice, six hours apart"),
    ],
)
def test_a_loss_of_most_of_the_text_is_held_until_it_is_confirmed(
    hours: list[float], kept: int, connection: Connection
) -> None:
    keep(connection, [capture_at(0, LONG), capture_at(24, LONG)])
    keep(connection, [capture_at(hour_, SHORT) for hour_ in hours])

    versions = read_timelines(connection)[SOURCE.source_id].versions

    assert len(versions) == kept


def test_a_held_capture_between_equal_ones_splits_no_version(connection: Connection) -> None:
    keep(connection, [capture_at(0, LONG), capture_at(24, SHORT), capture_at(48, LONG)])

    versions = read_timelines(connection)[SOURCE.source_id].versions
    held = [seen.is_held for seen in read_observations(connection)[SOURCE.source_id]]

    assert (len(versions), held) == (1, [False, True, False])


def test_the_time_a_loss_must_last_is_a_setting(connection: Connection) -> None:
    connection.execute("SET VARIABLE hold_hours = 1")
    keep(connection, [capture_at(0, LONG), capture_at(30, SHORT), capture_at(32, SHORT)])

    assert len(read_timelines(connection)[SOURCE.source_id].versions) == 2


@settings(max_examples=10)
@given(
    texts=st.lists(
        st.sampled_from([b"a", b"b", LONG, SHORT, b"challenge"]), min_size=1, max_size=12
    ),
    seed=st.integers(0, 10_000),
)
def test_the_order_of_insertion_does_not_matter(
    texts: list[bytes], seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    found: list[Found] = [capture_at(number // 2, text) for number, text in enumerate(texts)]
    shuffled = random.Random(seed).sample(found, len(found))  # noqa: S311 (an order, no secret)

    histories: list[dict[str, Timeline]] = []
    for order in (found, shuffled):
        path = tmp_path_factory.mktemp("order") / "x.duckdb"
        with open_database(path) as connection:
            declare_sources(connection, [SOURCE], hour(0))
            for one in order:
                keep(connection, [one])
            histories.append(read_timelines(connection))

    assert histories[0] == histories[1]
