"""Captures, bodies and attempts go in once and come back whole."""

from policytrail.model import Attempt, Outcome, Validators
from storage.captures import (
    last_slots,
    newest_validators,
    put_captures,
    read_attempts,
    read_bodies,
    stored_captures,
)
from storage.database import Connection
from tests.values import SOURCE, capture_at, hour


def test_a_capture_comes_back_as_it_went_in(connection: Connection) -> None:
    found = capture_at(1, b"You may cancel.")

    put_captures(connection, [found])

    assert stored_captures(connection, SOURCE.source_id) == (found[0],)


def test_a_body_that_is_a_delta_comes_back_byte_for_byte(connection: Connection) -> None:
    long = bytes(range(256)) * 100
    found = [capture_at(number, long + bytes([number])) for number in range(5)]

    put_captures(connection, found[:2])
    put_captures(connection, found[2:])

    held = read_bodies(connection, (capture.body_sha256 for capture, _ in found))
    encodings = connection.execute("SELECT encoding FROM body ORDER BY encoding").fetchall()
    assert held == {capture.body_sha256: body for capture, body in found}
    assert encodings == [("zstd",)] + [("zstd-delta",)] * 4


def test_the_same_captures_twice_add_no_row(connection: Connection) -> None:
    found = [capture_at(number, b"text") for number in range(3)]
    attempt = Attempt(SOURCE.source_id, hour(0), Outcome.CAPTURED)

    put_captures(connection, found, [attempt])
    put_captures(connection, found, [attempt])

    counts = [
        connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 (our tables)
        for table in ("body", "capture", "attempt")
    ]
    assert counts == [(1,), (3,), (1,)]


def test_a_failed_attempt_is_kept_with_its_reason(connection: Connection) -> None:
    failed = Attempt(SOURCE.source_id, hour(2), Outcome.HTTP_STATUS, "404 Not Found", 404)

    put_captures(connection, [], [failed])

    assert read_attempts(connection, SOURCE.source_id) == (failed,)


def test_the_next_request_asks_against_the_newest_capture(connection: Connection) -> None:
    newest, body = capture_at(5, b"newest")

    put_captures(connection, [(newest, body), capture_at(1, b"older text")])

    assert newest_validators(connection) == {
        SOURCE.source_id: Validators(newest.body_sha256, '"6"', None)
    }
    assert last_slots(connection, hour(9)) == {SOURCE.source_id: hour(5)}
