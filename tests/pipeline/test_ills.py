"""What each fault of an archive does to a backfill: at worst a hole, never another history."""

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from flows.pipeline.archive_session import ArchiveBlocked, open_archive_session
from flows.pipeline.backfill import BackfillRequest, Filled, fill_backfill, plan_all
from storage.captures import stored_captures
from storage.database import Connection, open_database
from storage.sources import declare_sources
from tests.archive import ArchivedPage, archiving
from tests.backfilling import environ
from tests.ills import ILLS_OF_LISTINGS, ILLS_OF_PLAYBACK, fault
from tests.policies import page
from tests.server import Exchange, Route
from tests.stored_rows import archive_outcomes
from tests.values import SOURCE

NOW = datetime(2026, 12, 1, tzinfo=UTC)
START = datetime(2026, 1, 1, tzinfo=UTC)
WISH = BackfillRequest(START, NOW, least_run=0)
WEEK = [
    ArchivedPage(START + timedelta(days=day), SOURCE.url, page(5 + day // 4, day // 2))
    for day in range(8)
]
"""Each body is held twice, and the text changes once."""
ILL = WEEK[2].timestamp


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Connection]:
    with open_database(tmp_path / "lumen.duckdb") as connection:
        declare_sources(connection, [SOURCE], NOW)
        yield connection


def once(name: str, where: str) -> Callable[[Exchange], Route | None]:
    """Return an archive's fault that comes with the first request for an address with `where`."""
    left = [name]
    return lambda exchange: fault(left.pop(), exchange) if left and where in exchange.path else None


def always(name: str, where: str) -> Callable[[Exchange], Route | None]:
    """Return a fault that comes with each such request."""
    return lambda exchange: fault(name, exchange) if where in exchange.path else None


def filled(database: Connection, ills: Callable[[Exchange], Route | None]) -> list[Filled]:
    opened = partial(nullcontext, database)
    with archiving(WEEK, ills) as archive:
        settings = environ(archive.url, 0.5) | {"POLICYTRAIL_MAX_RETRIES": "1"}
        with open_archive_session(opened, NOW, environ=settings) as session:
            plans, failed = plan_all(opened, [SOURCE], WISH, session)
            return [*(fill_backfill(opened, made, WISH, session) for made in plans), *failed]


def held(database: Connection) -> list[tuple[datetime, str]]:
    captures = stored_captures(database, SOURCE.source_id)
    return [(capture.captured_at, capture.body_sha256) for capture in captures]


def outcomes(database: Connection) -> set[str]:
    return set(archive_outcomes(database, SOURCE.source_id))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[datetime, str]]:
    """Return all captures that a healthy archive gives."""
    with open_database(tmp_path_factory.mktemp("whole") / "lumen.duckdb") as connection:
        declare_sources(connection, [SOURCE], NOW)
        filled(connection, lambda _: None)
        return held(connection)


def test_a_healthy_archive_gives_all(whole: list[tuple[datetime, str]]) -> None:
    assert [at for at, _ in whole] == [memento.at for memento in WEEK]


@pytest.mark.parametrize("name", ILLS_OF_LISTINGS)
def test_a_listing_that_falls_ill_once_changes_nothing(
    database: Connection, whole: list[tuple[datetime, str]], name: str
) -> None:
    filled(database, once(name, "/cdx"))

    assert held(database) == whole


@pytest.mark.parametrize("name", ILLS_OF_PLAYBACK)
def test_a_memento_that_falls_ill_once_changes_nothing(
    database: Connection, whole: list[tuple[datetime, str]], name: str
) -> None:
    filled(database, once(name, f"{ILL}id_"))

    assert held(database) == whole


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("503", "http_status"),
        ("HTML", "bad_content"),
        ("silence", "timed_out"),
        ("cut", "bad_content"),
        ("reset", "bad_content"),
        ("dropped", "unreachable"),
        ("cut gzip", "bad_content"),
        ("damaged row", "bad_content"),
    ],
)
def test_a_listing_that_stays_ill_is_no_empty_past(
    database: Connection, name: str, outcome: str
) -> None:
    done = filled(database, always(name, "/cdx"))

    assert [(each.captures, each.failure != "") for each in done] == [(0, True)]
    assert outcomes(database) == {outcome}


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("503", "http_status"),
        ("HTML", "bad_content"),
        ("silence", "timed_out"),
        ("cut", "bad_content"),
        ("reset", "bad_content"),
        ("dropped", "unreachable"),
        ("cut gzip", "bad_content"),
        ("another time", "not_archived"),
        ("redirects in a circle", "too_many_redirects"),
        ("redirects without end", "too_many_redirects"),
    ],
)
def test_a_memento_that_stays_ill_leaves_a_hole_and_its_name(
    database: Connection, whole: list[tuple[datetime, str]], name: str, outcome: str
) -> None:
    done = filled(database, always(name, f"{ILL}id_"))

    assert (done[0].lost, outcomes(database)) == (1, {outcome})
    assert set(held(database)) < set(whole)


@pytest.mark.parametrize("name", ["429", "429 with Retry-After"])
@pytest.mark.parametrize("where", ["/cdx", "id_"])
def test_an_archive_that_keeps_asking_for_a_pause_stops_the_run(
    database: Connection, name: str, where: str
) -> None:
    with pytest.raises(ArchiveBlocked, match="come back in"):
        filled(database, always(name, where))


def test_a_wrong_digest_proves_nothing_and_merges_nothing(database: Connection) -> None:
    filled(database, always("wrong digests", "/cdx"))

    captures = stored_captures(database, SOURCE.source_id)
    assert [capture.digest_verified for capture in captures] == [None] * len(WEEK)
