"""Deriving what is missing, and only that."""

from dataclasses import replace
from pathlib import Path

import pytest

from flows.pipeline.derive import Derived, derive
from flows.pipeline.publish import publish_reports, read_site_entries
from policytrail.alerts.plan import fresh_changes
from policytrail.model import Recipe, Source
from policytrail.report.records import ChangeLine
from storage.captures import put_captures
from storage.database import Connection
from storage.documents import read_documents
from storage.sources import (
    declare_sources,
    declare_upgraded,
    tracked_sources,
    with_extractor,
)
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
    return [change for entry in read_site_entries(connection, out) for change in entry.changes]


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
    declare_upgraded(connection, [old], hour(8))

    derive(connection, hour(9))

    assert tracked_sources(connection) == (SOURCE,)


def derived_by_an_older_extractor(connection: Connection) -> Source:
    """Derive everything, and let it be the work of an older extractor; return the source."""
    derive(connection, hour(8))
    old = with_extractor(SOURCE, "0")
    connection.execute("UPDATE extraction SET recipe_sha256 = ?", [old.recipe.sha256])
    connection.execute("DELETE FROM derived")
    connection.execute("DELETE FROM change")  # by older rules, they have other names
    declare_upgraded(connection, [old], hour(8))
    return old


def test_what_an_older_extractor_made_is_seen_until_all_is_made_anew(
    connection: Connection,
) -> None:
    old = derived_by_an_older_extractor(connection)
    before = read_timelines(connection)

    def end_early(stage: str, *_: object) -> None:
        if stage == "comparing":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        derive(connection, hour(9), end_early)
    read = connection.execute("SELECT count(DISTINCT recipe_sha256) FROM extraction").fetchone()

    assert (tracked_sources(connection), read_timelines(connection)) == ((old,), before)
    assert read == (2,)
    assert len(before[SOURCE.source_id].versions) > 1


def test_reports_tell_of_a_service_as_before_until_all_of_it_is_derived_anew(
    connection: Connection, tmp_path: Path
) -> None:
    derive(connection, hour(8))
    first = publish_reports(connection, tmp_path)
    pages = {path: path.read_bytes() for path in tmp_path.rglob("*.html")}
    derived_by_an_older_extractor(connection)

    between = publish_reports(connection, tmp_path)
    changed = [path.name for path, page in pages.items() if path.read_bytes() != page]
    derive(connection, hour(10))
    last = publish_reports(connection, tmp_path)

    # The page of the source names the recipe, which the older extractor's is made to be.
    assert (between.changes, changed) == (first.changes, [f"{SOURCE.source_id}.html"])
    assert len(first.changes) > 0
    assert last.changes == first.changes


def test_a_capture_in_between_does_not_end_what_the_older_extractor_made(
    connection: Connection,
) -> None:
    old = derived_by_an_older_extractor(connection)

    declare_sources(connection, [SOURCE], hour(9))

    assert tracked_sources(connection) == (old,)
    derive(connection, hour(10))
    assert tracked_sources(connection) == (SOURCE,)


def test_a_source_declared_otherwise_meanwhile_is_derived_as_it_is_now(
    connection: Connection,
) -> None:
    derived_by_an_older_extractor(connection)
    renamed = replace(SOURCE, recipe=replace(SOURCE.recipe, remove=("h2",)))

    def declare_otherwise(*_: object) -> None:
        declare_sources(connection, [renamed], hour(9.5))

    derive(connection, hour(9), declare_otherwise)
    derive(connection, hour(10))

    assert tracked_sources(connection) == (renamed,)


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
