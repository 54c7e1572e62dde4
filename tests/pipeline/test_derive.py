"""Deriving what is missing, and only that."""

from dataclasses import replace
from pathlib import Path

import pytest

from flows.pipeline.derive import Derived, derive
from flows.pipeline.publish import site_told
from policytrail.alerts.plan import fresh_changes
from policytrail.model import Recipe
from policytrail.report.records import ChangeLine
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


def changes_told(connection: Connection, out: Path) -> list[ChangeLine]:
    """Return the changes that the site, and so the alerts, tell."""
    return [change for entry in site_told(connection, out) for change in entry.changes]


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


def test_documents_made_anew_by_another_recipe_are_no_news(
    connection: Connection, tmp_path: Path
) -> None:
    declare_sources(connection, [replace(SOURCE, recipe=Recipe(remove=("h2",)))], hour(8))
    derive(connection, hour(9))
    before = changes_told(connection, tmp_path)

    declare_sources(connection, [SOURCE], hour(10))
    derive(connection, hour(10))
    after = changes_told(connection, tmp_path)

    assert len(before) == len(after) == 2
    assert {change.change_id for change in before}.isdisjoint(each.change_id for each in after)
    assert fresh_changes(before, after, hour(11)) == ()


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
