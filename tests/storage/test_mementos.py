from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from policytrail.model import Origin, Witness
from storage.batches import neighbours_by_source
from storage.captures import put_captures
from storage.database import Connection, open_database
from storage.mementos import put_mementos
from tests.values import SOURCE, capture_at, hour

NAME = SOURCE.source_id


WHERE = ("https://archive.example/web", SOURCE.url)


def witness(number: int) -> Witness:
    return Witness(hour(number), f"https://archive.example/web/{number}/{SOURCE.url}")


def listed(*numbers: int) -> list[tuple[int, datetime]]:
    return [(number, hour(number)) for number in numbers]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Connection]:
    with open_database(tmp_path / "lumen.duckdb") as connection:
        yield connection


def test_the_nearest_mementos_are_those_on_either_side(database: Connection) -> None:
    put_mementos(database, NAME, WHERE, listed(1, 5, 9, 30))

    found = neighbours_by_source(database, {NAME: [hour(6), hour(9)]})[NAME]

    assert found == {
        hour(6): (witness(5), witness(9)),
        hour(9): (witness(9), witness(9)),
    }


def test_nothing_is_beside_what_no_archive_holds(database: Connection) -> None:
    put_mementos(database, "another-source", WHERE, listed(5))

    assert neighbours_by_source(database, {NAME: [hour(6)]})[NAME] == {hour(6): (None, None)}


def test_an_end_has_a_memento_on_one_side_only(database: Connection) -> None:
    put_mementos(database, NAME, WHERE, listed(5))

    assert neighbours_by_source(database, {NAME: [hour(6)]})[NAME] == {hour(6): (witness(5), None)}


def test_a_memento_that_we_hold_counts_too(database: Connection) -> None:
    capture, body = capture_at(8, b"some words", origin=Origin.WAYBACK)
    held = replace(capture, memento_url=witness(8).memento_url)
    put_captures(database, [(held, body)])

    assert neighbours_by_source(database, {NAME: [hour(6)]})[NAME] == {hour(6): (None, witness(8))}


def test_a_listing_that_comes_again_adds_nothing(database: Connection) -> None:
    for _ in range(2):
        put_mementos(database, NAME, WHERE, listed(1, 5))

    assert database.execute("SELECT count(*) FROM memento").fetchone() == (1,)
