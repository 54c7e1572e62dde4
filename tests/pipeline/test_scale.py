"""The short form of `make bench BENCH=scale`: what a day costs does not grow with what is stored."""

import json
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from flows.database import database_opener
from flows.pipeline.derive import derive, derive_in_turns
from flows.pipeline.outdated_sources import has_underived
from policytrail.governance import reader_version
from policytrail.model import ASSESSMENT_VERSION, Observation, Timeline
from storage.captures import put_captures
from storage.database import Connection, Reach, open_database
from storage.documents import readings_due
from storage.timelines import read_observations, read_timelines
from storage.underived_sources import services_changed
from tests.web.replayed import START, Replay, fill, replayed_sources

SMALL, LARGE = Replay(20, 40), Replay(20, 2_000)
FEW, MANY = Replay(4, 8), Replay(4, 400)
ROWS_INSIDE = 80
"""Rows that the database handles at most for each capture that is stored, to derive one more."""


def stored(path: Path, replay: Replay) -> Path:
    """Return a database with a replay, all of it derived."""
    with open_database(path) as connection:
        fill(connection, replay)
    derive_in_turns(database_opener(path), START)
    return path


def captured(path: Path, replay: Replay) -> None:
    """Put one more capture of the first source in."""
    with open_database(path) as connection:
        put_captures(connection, [replay.capture_of(replayed_sources(1)[0], replay.each)])


def _rules() -> tuple[str, str]:
    return ASSESSMENT_VERSION, reader_version()


def test_only_the_service_of_a_new_capture_is_derived(tmp_path: Path) -> None:
    path = stored(tmp_path / "x.duckdb", SMALL)
    captured(path, SMALL)

    with open_database(path) as connection:
        changed = services_changed(connection, _rules())

    first = replayed_sources(1)[0]
    assert list(changed) == [first.service_id]


def test_all_that_is_new_is_derived_once(tmp_path: Path) -> None:
    path = stored(tmp_path / "x.duckdb", SMALL)
    captured(path, SMALL)
    with open_database(path) as connection:
        assert has_underived(connection)

    first, second = (derive_in_turns(database_opener(path), START) for _ in range(2))

    assert (first.documents, second.documents) == (1, 0)
    with open_database(path) as connection:
        assert readings_due(connection) == ()
        assert not has_underived(connection)


def test_the_database_is_opened_less_often_than_there_are_sources(tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    with open_database(path) as connection:
        fill(connection, SMALL)
    openings: list[None] = []

    @contextmanager
    def counted() -> Generator[Connection]:
        openings.append(None)
        with open_database(path) as connection:
            yield connection

    done = derive_in_turns(counted, START)

    assert done.changes > 0
    assert len(openings) < len(replayed_sources(SMALL.sources))


def test_a_derivation_of_much_stays_within_the_memory_it_is_given(tmp_path: Path) -> None:
    """With a third of what is given by default, all of 2,000 captures is derived anew."""
    with open_database(tmp_path / "x.duckdb", memory_mb=100) as connection:
        fill(connection, LARGE)

        done = derive(connection, START)

        versions = connection.execute("SELECT count(*) FROM version").fetchone()
    assert done.changes > 0
    assert versions is not None
    assert versions[0] > len(replayed_sources(LARGE.sources))


class CountedConnection:
    """A connection of DuckDB that counts what passes through it."""

    def __init__(self, connection: Connection, counts: Counter[str], profile: Path) -> None:
        self._connection, self._counts, self._profile = connection, counts, profile
        connection.execute("PRAGMA enable_profiling = 'json'")
        connection.execute(f"PRAGMA profiling_output = '{profile}'")

    def execute(self, statement: str, *parameters: object) -> "CountedConnection":
        self._connection.execute(statement, *parameters)
        self._counts["statements"] += 1
        if self._profile.exists():
            rows: int = json.loads(self._profile.read_text())["cumulative_cardinality"]
            self._counts["rows inside"] += rows
            self._profile.unlink()
        return self

    def fetchall(self) -> list[tuple[object, ...]]:
        rows = self._connection.fetchall()
        self._counts["rows handed out"] += len(rows)
        return rows

    def __getattr__(self, name: str) -> object:
        return getattr(self._connection, name)


def work_of_one_more(folder: Path, replay: Replay) -> Counter[str]:
    """Return what deriving one more capture takes, whose text is that of the one before."""
    folder.mkdir()
    path = stored(folder / "x.duckdb", replay)
    counts: Counter[str] = Counter()

    @contextmanager
    def counted() -> Generator[Connection]:
        with open_database(path, reach=Reach(None)) as connection:
            yield cast("Connection", CountedConnection(connection, counts, folder / "profile.json"))

    source = replayed_sources(1)[0]
    with open_database(path) as connection:
        put_captures(connection, [replay.capture_of(source, replay.each)])
    derive_in_turns(database_opener(path), START)
    with open_database(path) as connection:
        put_captures(connection, [replay.capture_of(source, replay.each + 1)])
    assert derive_in_turns(counted, START).documents == 1
    return counts


def test_one_more_capture_on_many_takes_at_most_half_as_much_again(tmp_path: Path) -> None:
    """Counted work, not time: statements, rows that reach Python, and rows inside the database.

    The database looks at every stored capture a few times, which costs next to nothing; a join
    that multiplies them is what once took 48 s for one capture.
    """
    little = work_of_one_more(tmp_path / "little", FEW)
    much = work_of_one_more(tmp_path / "much", MANY)

    for kind in ("statements", "rows handed out"):
        assert much[kind] <= 1.5 * little[kind], kind
    more = MANY.captures - FEW.captures
    assert much["rows inside"] - little["rows inside"] <= ROWS_INSIDE * more


def test_the_restricted_views_say_the_same_as_the_whole_ones(tmp_path: Path) -> None:
    path = stored(tmp_path / "x.duckdb", SMALL)
    names = [source.source_id for source in replayed_sources(SMALL.sources)]

    with open_database(path) as connection:
        whole, seen = read_timelines(connection), read_observations(connection)
        services = {source.service_id for source in replayed_sources(SMALL.sources)}
        parts: dict[str, Timeline] = {}
        seen_parts: dict[str, tuple[Observation, ...]] = {}
        for service_id in services:
            of_service = [name for name in names if name.startswith(service_id.rpartition("-")[0])]
            parts |= read_timelines(connection, of_service)
            seen_parts |= read_observations(connection, of_service)

    assert (parts, seen_parts) == (whole, seen)
