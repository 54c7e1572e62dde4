import random
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from itertools import groupby
from pathlib import Path

import pytest

from flows.pipeline.archive_session import ArchiveBlocked, open_archive_session
from flows.pipeline.backfill import BackfillRequest, Filled, Plan, fill_backfill, plan_backfill
from flows.pipeline.derive import derive
from flows.pipeline.histories import read_histories
from policytrail.model import Capture, Origin, Outcome
from storage.captures import put_captures, read_attempts, stored_captures
from storage.database import Connection, open_database
from storage.sources import declare_sources
from storage.timelines import read_timelines
from tests.archive import LONG, ArchivedPage, archiving, history
from tests.backfilling import NOW, WISH, environ
from tests.ills import Ills
from tests.policies import page
from tests.server import Exchange, Loopback, Route, sending
from tests.stored_rows import archive_outcomes
from tests.values import SOURCE, START

HTML = (("Content-Type", "text/html; charset=utf-8"),)
EVERYTHING = replace(WISH, least_run=0)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Connection]:
    with open_database(tmp_path / "lumen.duckdb") as connection:
        declare_sources(connection, [SOURCE], NOW)
        yield connection


def filled(
    database: Connection, archive: Loopback, backfill_request: BackfillRequest = WISH
) -> tuple[Plan, Filled]:
    opened = partial(nullcontext, database)
    with open_archive_session(opened, NOW, environ=environ(archive.url, 1)) as session:
        made = plan_backfill(opened, SOURCE, backfill_request, session)
        return made, fill_backfill(opened, made, backfill_request, session)


def spans_of(database: Connection) -> list[tuple[datetime, datetime]]:
    versions = read_timelines(database)[SOURCE.source_id].versions
    return [(each.first.captured_at, each.last.captured_at) for each in versions]


def spans(held: Sequence[ArchivedPage]) -> list[tuple[datetime, datetime]]:
    """Return when each run of equal fees was first and last held."""
    runs = [list(run) for _, run in groupby(held, lambda each: each.body.split(b"costs ")[1][:2])]
    return [(run[0].at, run[-1].at) for run in runs]


def test_everything_that_is_listed_becomes_a_capture_of_its_time(database: Connection) -> None:
    with archiving(LONG) as archive:
        filled(database, archive, EVERYTHING)

    found = [capture.captured_at for capture in stored_captures(database, SOURCE.source_id)]
    assert found == [held.at for held in LONG]


def test_everything_that_is_listed_gives_every_version_its_span(database: Connection) -> None:
    with archiving(LONG) as archive:
        filled(database, archive, EVERYTHING)

    assert spans_of(database) == spans(LONG)


def test_a_look_between_differing_captures_finds_every_version(database: Connection) -> None:
    with archiving(LONG) as archive:
        _, done = filled(database, archive)

    found = read_timelines(database)[SOURCE.source_id].versions
    assert (len(found), done.requests < len(LONG)) == (4, True)


def test_an_interval_is_no_narrower_than_what_was_looked_at(database: Connection) -> None:
    with archiving(LONG) as archive:
        filled(database, archive)

    found, true = spans_of(database), spans(LONG)
    within = [
        first >= true_first and last <= true_last
        for (first, last), (true_first, true_last) in zip(found, true, strict=True)
    ]
    assert all(within)


def test_a_span_whose_ends_agree_costs_two_requests(database: Connection) -> None:
    with archiving(history([5] * 40)) as archive:
        _, done = filled(database, archive)

    assert (done.requests, done.captures) == (2, 2)


def test_what_lies_between_two_equal_captures_is_not_looked_for(database: Connection) -> None:
    with archiving(history([5] * 9 + [6] * 9 + [5] * 9)) as archive:
        _, done = filled(database, archive)

    assert (done.requests, len(read_timelines(database)[SOURCE.source_id].versions)) == (2, 1)


def test_the_same_bytes_later_are_a_capture_without_a_request(database: Connection) -> None:
    same = [ArchivedPage(START + timedelta(days=day), SOURCE.url, page(5)) for day in range(9)]
    with archiving(same) as archive:
        made, done = filled(database, archive)

    captures = stored_captures(database, SOURCE.source_id)
    assert (made.listed, len(made.stretches), done.requests) == (9, 1, 1)
    assert [(each.captured_at, each.digest_verified) for each in captures] == [
        (same[0].at, True),
        (same[-1].at, True),
    ]


def test_the_plan_says_how_many_requests_it_takes(database: Connection) -> None:
    with archiving(LONG) as archive:
        made, done = filled(database, archive)

    assert made.bounds.least <= done.requests <= made.bounds.most


def test_a_plan_asks_for_no_memento(database: Connection) -> None:
    opened = partial(nullcontext, database)
    with (
        archiving(LONG) as archive,
        open_archive_session(opened, NOW, environ=environ(archive.url, 1)) as session,
    ):
        plan_backfill(opened, SOURCE, WISH, session)

        assert [asked.target.partition("?")[0] for asked in archive.asked] == ["/cdx/search/cdx"]


def test_a_second_run_asks_for_nothing(database: Connection) -> None:
    with archiving(LONG) as archive:
        filled(database, archive)
        before = len(archive.asked)
        filled(database, archive)

        assert len(archive.asked) == before


def test_every_period_has_one_capture(database: Connection) -> None:
    with archiving(history(range(28))) as archive:
        filled(database, archive, replace(EVERYTHING, every_s=7 * 86_400))

    assert len(stored_captures(database, SOURCE.source_id)) == 4


def test_a_capture_links_to_its_memento(database: Connection) -> None:
    with archiving(LONG[:1]) as archive:
        filled(database, archive)

    capture = stored_captures(database, SOURCE.source_id)[0]
    assert (capture.origin, capture.memento_url) == (
        Origin.WAYBACK,
        f"{archive.url}/web/20260101000000/{SOURCE.url}",
    )


def test_a_capture_of_our_own_is_told_with_what_the_archive_lists_around_it(
    database: Connection,
) -> None:
    opened = partial(nullcontext, database)
    between = LONG[4].at + timedelta(hours=1)
    live = Capture(
        SOURCE.source_id, between, between, Origin.LIVE, SOURCE.url, SOURCE.url, 200, HTML, ""
    )
    body = page(5)
    put_captures(database, [(replace(live, body_sha256=sha256(body).hexdigest()), body)])
    derive(database, NOW)

    with (
        archiving(LONG) as archive,
        open_archive_session(opened, NOW, environ=environ(archive.url)) as session,
    ):
        plan_backfill(opened, SOURCE, WISH, session)

    first = next(read_histories(database, NOW)).versions[0].first
    assert [each and each.captured_at for each in (first.before, first.after)] == [
        LONG[4].at,
        LONG[5].at,
    ]


def test_an_empty_page_at_an_end_does_not_hide_a_version(database: Connection) -> None:
    challenge = b"<html><body></body></html>"
    held = history([5] * 9 + [6] * 9)
    ends = [replace(held[0], body=challenge), *held[1:-1], replace(held[-1], body=challenge)]
    with archiving(ends) as archive:
        _, done = filled(database, archive)

    assert (len(read_timelines(database)[SOURCE.source_id].versions), done.lost) == (2, 0)


def test_a_memento_that_is_gone_is_told_and_not_asked_for_again(database: Connection) -> None:
    def gone(exchange: Exchange) -> Route | None:
        lost = f"{LONG[0].timestamp}id_" in exchange.path
        return sending(b"Hrm.", 404) if lost else None

    with archiving(LONG, gone) as archive:
        _, done = filled(database, archive)
        before = len(archive.asked)
        filled(database, archive)
        again = len(archive.asked) - before

    outcomes = archive_outcomes(database, SOURCE.source_id)
    assert (done.lost, again, outcomes.count(Outcome.NOT_ARCHIVED)) == (1, 0, 1)


def test_what_the_archive_fails_to_give_is_no_attempt_on_the_source(database: Connection) -> None:
    with archiving(LONG, Ills(0.2)) as archive:
        filled(database, archive)

    assert read_attempts(database, SOURCE.source_id) == ()


def test_a_ban_stops_the_run_and_keeps_what_was_got(database: Connection) -> None:
    answered = iter(range(1000))

    def banned(_: Exchange) -> Route | None:
        return sending(b"", 429, {"Retry-After": "600"}) if next(answered) > 5 else None

    with archiving(LONG, banned) as archive, pytest.raises(ArchiveBlocked, match="10 minutes"):
        filled(database, archive)

    assert len(stored_captures(database, SOURCE.source_id)) == 5


@pytest.fixture(scope="module", params=[WISH, EVERYTHING], ids=["bisection", "everything"])
def undisturbed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[BackfillRequest, list[tuple[datetime, datetime]]]:
    """Return a backfill_request, and the versions that a healthy archive gives for it."""
    backfill_request: BackfillRequest = request.param
    with open_database(tmp_path_factory.mktemp("healthy") / "lumen.duckdb") as connection:
        declare_sources(connection, [SOURCE], NOW)
        with archiving(LONG) as archive:
            filled(connection, archive, backfill_request)
        return backfill_request, spans_of(connection)


@pytest.mark.parametrize("seed", range(2))
def test_an_ill_archive_gives_the_same_history(
    database: Connection,
    undisturbed: tuple[BackfillRequest, list[tuple[datetime, datetime]]],
    seed: int,
) -> None:
    backfill_request, versions = undisturbed
    with archiving(LONG, Ills(0.2, seed)) as archive:
        filled(database, archive, backfill_request)

    assert spans_of(database) == versions


@pytest.mark.parametrize("seed", range(2))
def test_the_order_in_which_captures_arrive_does_not_matter(
    database: Connection, seed: int
) -> None:
    held = LONG[::2]
    shuffled = random.Random(seed).sample(held, len(held))  # noqa: S311 (an order, no secret)
    for first in range(0, len(shuffled), 5):
        with archiving(shuffled[first : first + 5]) as archive:
            filled(database, archive, EVERYTHING)

    assert spans_of(database) == spans(held)
