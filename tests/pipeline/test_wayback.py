"""How one run asks an archive."""

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from flows.pipeline.archive_session import ArchiveBlocked, archive_settings, open_archive_session
from flows.pipeline.backfill import fill_backfill, plan_all, plan_backfill
from policytrail.fetch.settings import FetchSettings
from policytrail.model import Access
from storage.database import Connection, open_database
from storage.sources import declare_sources
from tests.archive import LONG, archiving
from tests.backfilling import NOW, WISH, environ
from tests.ills import fault
from tests.server import Exchange, Loopback, Route, sending
from tests.values import SOURCE


def test_what_is_tried_again_waits_for_the_pace_of_listings() -> None:
    assert archive_settings(FetchSettings()).pace_s == 2.5


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Connection]:
    with open_database(tmp_path / "lumen.duckdb") as connection:
        declare_sources(connection, [SOURCE], NOW)
        yield connection


def admitted(database: Connection, archive: Loopback) -> list[str]:
    """Return in which lanes the requests of a backfill were admitted."""
    lanes: list[str] = []
    opened = partial(nullcontext, database)
    with open_archive_session(opened, NOW, lanes.append, environ(archive.url)) as session:
        fill_backfill(opened, plan_backfill(opened, SOURCE, WISH, session), WISH, session)
    assert len(lanes) == session.counter.requests == len(archive.asked)
    return lanes


OTHERS = [replace(SOURCE, source_id=f"other-{at}", url=f"{SOURCE.url}/{at}") for at in range(9)]


def test_an_archive_that_is_away_is_not_asked_for_every_source(database: Connection) -> None:
    opened = partial(nullcontext, database)
    settings = {"POLICYTRAIL_MAX_RETRIES": "0"}
    with archiving([], lambda _: sending(b"Offline", 503)) as archive:
        with (
            open_archive_session(opened, NOW, environ=environ(archive.url) | settings) as session,
            pytest.raises(ArchiveBlocked, match="does not answer"),
        ):
            plan_all(opened, OTHERS, WISH, session)
        asked = len(archive.asked)

    assert asked == 10


def test_a_policy_of_several_pages_is_refused_without_asking(database: Connection) -> None:
    several = replace(SOURCE, access=Access(pages=(f"{SOURCE.url}/2",)))
    with (
        archiving([], lambda _: sending(b"[]")) as archive,
        open_archive_session(
            partial(nullcontext, database), NOW, environ=environ(archive.url)
        ) as session,
    ):
        plans, (failed,) = plan_all(partial(nullcontext, database), [several], WISH, session)

    assert (plans, archive.asked) == ([], [])
    assert failed.failure.endswith("cannot be joined: set `wayback: false` for it")


def test_an_archive_that_goes_away_is_not_asked_for_every_memento(database: Connection) -> None:
    opened = partial(nullcontext, database)
    settings = {"POLICYTRAIL_MAX_RETRIES": "0"}
    away = sending(b"Offline", 503)
    with archiving(LONG, lambda exchange: away if "id_" in exchange.path else None) as archive:
        with (
            open_archive_session(opened, NOW, environ=environ(archive.url) | settings) as session,
            pytest.raises(ArchiveBlocked, match="does not answer"),
        ):
            everything = replace(WISH, least_run=0)
            fill_backfill(
                opened, plan_backfill(opened, SOURCE, everything, session), everything, session
            )
        asked = len(archive.asked)

    assert asked == 11


def test_every_request_is_admitted(database: Connection) -> None:
    with archiving(LONG[:2]) as archive:
        lanes = admitted(database, archive)

    assert lanes == ["listing", "playback", "playback"]


def test_a_request_that_is_made_again_is_admitted_again(database: Connection) -> None:
    ills = iter(["503", "dropped"])

    def at_first(exchange: Exchange) -> Route | None:
        name = next(ills, None)
        return None if name is None else fault(name, exchange)

    with archiving(LONG[:2], at_first) as archive:
        lanes = admitted(database, archive)

    assert lanes == ["listing", "listing", "listing", "playback", "playback"]
