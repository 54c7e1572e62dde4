from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from flows.pipeline.archive_copies import save_copies
from flows.pipeline.derive import derive
from flows.pipeline.histories import read_histories
from policytrail.model import Attempt, Origin, Outcome, Witness
from storage.captures import put_captures, stored_captures
from storage.database import Connection, open_database
from storage.sources import declare_sources
from tests.archive import ArchivedPage, archiving
from tests.backfilling import environ
from tests.policies import page
from tests.server import Exchange, Loopback, Route, sending
from tests.values import SOURCE, capture_at, hour

COPY = ArchivedPage(datetime(2026, 1, 1, 9, tzinfo=UTC), SOURCE.url, page(6))


def saving(exchange: Exchange) -> Route | None:
    """Answer a request to save by naming the copy that is held."""
    named = sending(b"", headers={"Content-Location": f"/web/{COPY.timestamp}/{SOURCE.url}"})
    return named if exchange.path.startswith("/save/") else None


@pytest.fixture
def archive() -> Iterator[Loopback]:
    with archiving([COPY], saving) as running:
        yield running


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Connection]:
    with open_database(tmp_path / "lumen.duckdb") as connection:
        declare_sources(connection, [SOURCE], hour(0))
        yield connection


def tracked(database: Connection, *fees: int) -> list[Attempt]:
    """Keep a capture an hour; return the last one's attempt."""
    found = [capture_at(number, page(fee)) for number, fee in enumerate(fees)]
    last = found[-1][0]
    attempt = Attempt(
        SOURCE.source_id, last.captured_at, Outcome.CAPTURED, "", 200, last.capture_id
    )
    put_captures(database, found, [attempt])
    derive(database, hour(9))
    return [attempt]


def copied(database: Connection, archive: Loopback, attempts: list[Attempt]) -> list[Attempt]:
    opened = partial(nullcontext, database)
    return save_copies(opened, [SOURCE], attempts, hour(9), environ=environ(archive.url))


def test_a_change_is_copied_by_the_archive_and_kept(
    database: Connection, archive: Loopback
) -> None:
    copied(database, archive, tracked(database, 5, 6))

    kept = stored_captures(database, SOURCE.source_id)[-1]
    assert (kept.origin, kept.captured_at, kept.memento_url) == (
        Origin.WAYBACK,
        COPY.at,
        f"{archive.url}/web/{COPY.timestamp}/{SOURCE.url}",
    )


@pytest.mark.parametrize("fees", [(5,), (5, 5)], ids=["first capture", "no change"])
def test_what_did_not_change_is_not_copied(
    database: Connection, archive: Loopback, fees: tuple[int, ...]
) -> None:
    assert copied(database, archive, tracked(database, *fees)) == []


def test_a_copy_that_does_not_come_is_a_failed_attempt(database: Connection) -> None:
    attempts = tracked(database, 5, 6)
    with archiving([], lambda _: sending(b"", 403)) as refusing:
        copies = copied(database, refusing, attempts)

    assert [(each.outcome, each.status) for each in copies] == [(Outcome.HTTP_STATUS, 403)]
    assert len(stored_captures(database, SOURCE.source_id)) == 2


def test_the_report_of_the_change_names_the_copy(database: Connection, archive: Loopback) -> None:
    copied(database, archive, tracked(database, 5, 6))

    after = next(read_histories(database, hour(9))).changes[-1].transition.after
    assert after.first.after == Witness(COPY.at, f"{archive.url}/web/{COPY.timestamp}/{SOURCE.url}")
