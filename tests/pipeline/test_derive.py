"""Deriving what is missing, and only that."""

from dataclasses import replace

import pytest

from flows.pipeline.derive import Derived, derive
from policytrail.model import Recipe
from storage.captures import put_captures
from storage.database import Connection
from storage.documents import read_documents
from storage.sources import declare_sources, tracked_sources
from storage.timelines import read_observations, read_timelines
from tests.policies import policy
from tests.values import SOURCE, capture_at, hour


@pytest.fixture(autouse=True)
def _captures(connection: Connection) -> None:
    declare_sources(connection, [SOURCE], hour(0))
    captures = [capture_at(number, policy(f"Version {number // 2}.")) for number in range(6)]
    html = (("Content-Type", "text/html; charset=utf-8"),)
    put_captures(connection, [(replace(each, headers=html), body) for each, body in captures])


def test_what_is_missing_is_made_once(connection: Connection) -> None:
    first = derive(connection, hour(9))
    again = derive(connection, hour(10))

    assert (first, again) == (Derived(3, 0, 2), Derived(0, 0, 0))


def test_a_changed_recipe_derives_all_again_and_makes_no_change(connection: Connection) -> None:
    derive(connection, hour(9))
    before = read_timelines(connection)[SOURCE.source_id]

    declare_sources(
        connection, [replace(SOURCE, recipe=Recipe(select=("main",), remove=("h1",)))], hour(10)
    )
    derived = derive(connection, hour(10))
    after = read_timelines(connection)[SOURCE.source_id]

    assert (derived.documents, len(after.versions)) == (3, len(before.versions))
    assert [step.not_after for step in after.transitions] == [
        step.not_after for step in before.transitions
    ]


def test_what_a_page_strikes_out_is_stored_beside_the_text(connection: Connection) -> None:
    captured, body = capture_at(7, policy("We <s>never</s> sell your data."))
    html = replace(captured, headers=(("Content-Type", "text/html; charset=utf-8"),))
    put_captures(connection, [(html, body)])

    derive(connection, hour(9))

    (struck,) = {
        words
        for each in read_documents(connection, SOURCE.source_id).values()
        for words in each.struck
    }
    assert (struck.block, struck.text) == (1, "never")


def test_a_source_read_by_an_older_extractor_is_read_again(connection: Connection) -> None:
    old = replace(SOURCE, recipe=replace(SOURCE.recipe, extractor="0"))
    declare_sources(connection, [old], hour(8))

    derive(connection, hour(9))

    assert tracked_sources(connection) == (SOURCE,)


def test_a_selector_that_is_no_css_is_a_recorded_failure_that_names_it(
    connection: Connection,
) -> None:
    declare_sources(connection, [replace(SOURCE, recipe=Recipe(select=("main[",)))], hour(9))

    derived = derive(connection, hour(9))

    failures = [seen.failure for seen in read_observations(connection)[SOURCE.source_id]]
    assert derived == Derived(0, 3, 0)
    assert all("main[" in str(failure) for failure in failures)


def test_a_late_capture_changes_what_is_said_of_its_neighbours(connection: Connection) -> None:
    derive(connection, hour(9))
    late, body = capture_at(2.5, policy("A version that nobody saw."))
    html = (("Content-Type", "text/html; charset=utf-8"),)

    put_captures(connection, [(replace(late, headers=html), body)])
    derived = derive(connection, hour(10))

    assert (derived.documents, len(read_timelines(connection)[SOURCE.source_id].transitions)) == (
        1,
        4,
    )
