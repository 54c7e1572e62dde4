"""Captures on disk until the database has them."""

import errno
from dataclasses import replace
from hashlib import shake_256
from pathlib import Path
from typing import cast

import pytest
import zstandard

from policytrail.errors import StorageError
from policytrail.model import Attempt, Capture, Outcome, Retrieval
from storage.captures import read_attempts, stored_captures
from storage.database import Connection, open_database
from storage.delta_chains import read_bodies
from storage.sources import tracked_sources
from storage.spool import Spool, Spooled, spool_beside
from tests.values import SOURCE, capture_at, hour

ALL_BYTES = bytes(range(256))


def spooled(number: float, body: bytes = ALL_BYTES) -> Spooled:
    """Return a capture so many hours after the start, as a task gives it."""
    capture, content = capture_at(number, body)
    attempt = Attempt(
        SOURCE.source_id, hour(number), Outcome.CAPTURED, "", 200, capture.capture_id, hour(number)
    )
    return Spooled((SOURCE,), (Retrieval(attempt, capture, content),))


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return spool_beside(tmp_path / "policytrail.duckdb")


def written(tmp_path: Path, spool: Spool) -> tuple[Capture, ...]:
    """Write what waits; return what the database has then."""
    with open_database(tmp_path / "policytrail.duckdb") as connection:
        spool.write_waiting(connection)
        return stored_captures(connection, SOURCE.source_id)


def test_what_waits_is_written_whole_with_its_source(tmp_path: Path, spool: Spool) -> None:
    made = spooled(1)
    spool.keep_captures(made)

    captures = written(tmp_path, spool)

    (got,) = made.retrievals
    with open_database(tmp_path / "policytrail.duckdb") as connection:
        held = read_bodies(connection, [captures[0].body_sha256])
        assert read_attempts(connection, SOURCE.source_id) == (got.attempt,)
        assert tracked_sources(connection) == (SOURCE,)
    assert (captures, list(held.values())) == ((got.capture,), [ALL_BYTES])


class CountedStatements:
    """A connection that counts what it executes."""

    def __init__(self, connection: Connection) -> None:
        self.count = 0
        self._connection = connection

    def execute(self, statement: str, *parameters: object) -> Connection:
        self.count += 1
        return self._connection.execute(statement, *parameters)

    def __getattr__(self, name: str) -> object:
        return getattr(self._connection, name)


def statements_to_write(folder: Path, services: int) -> int:
    """Return how many statements it takes to write a capture of each of so many services."""
    folder.mkdir()
    spool = spool_beside(folder / "policytrail.duckdb")
    for number in range(services):
        source = replace(SOURCE, source_id=f"source-{number}", service_id=f"service-{number}")
        capture, body = capture_at(number, ALL_BYTES * (number + 1), source=source)
        attempt = Attempt(source.source_id, hour(number), Outcome.CAPTURED, "", 200)
        spool.keep_captures(Spooled((source,), (Retrieval(attempt, capture, body),)))
    with open_database(folder / "policytrail.duckdb") as connection:
        counted = CountedStatements(connection)
        spool.write_waiting(cast("Connection", counted))
    return counted.count


def test_many_services_are_written_by_as_many_statements_as_few(tmp_path: Path) -> None:
    few, many = (statements_to_write(tmp_path / str(services), services) for services in (2, 20))

    assert many == few


def test_what_was_written_waits_no_more(tmp_path: Path, spool: Spool) -> None:
    spool.keep_captures(spooled(1))
    spool.keep_captures(spooled(2))

    before = len(spool.waiting_files())
    written(tmp_path, spool)

    assert (before, spool.waiting_files(), spool.folder.exists()) == (2, [], False)


def test_a_file_that_is_written_twice_adds_nothing(tmp_path: Path, spool: Spool) -> None:
    """As after a kill between the commit and the removal of the file."""
    spool.keep_captures(spooled(1))
    (path,) = spool.waiting_files()
    content = path.read_bytes()
    written(tmp_path, spool)
    path.parent.mkdir()
    path.write_bytes(content)

    captures = written(tmp_path, spool)

    with open_database(tmp_path / "policytrail.duckdb") as connection:
        assert (len(captures), len(read_attempts(connection, SOURCE.source_id))) == (1, 1)


def test_a_file_that_a_kill_left_half_written_is_not_taken(tmp_path: Path, spool: Spool) -> None:
    spool.keep_captures(spooled(1))
    (path,) = spool.waiting_files()
    (spool.folder / ".half").write_bytes(path.read_bytes()[:100])

    assert len(written(tmp_path, spool)) == 1


def test_a_damaged_file_is_set_aside_and_stops_no_other(
    tmp_path: Path, spool: Spool, caplog: pytest.LogCaptureFixture
) -> None:
    spool.keep_captures(spooled(1))
    (path,) = spool.waiting_files()
    path.write_bytes(path.read_bytes()[:100])
    assert spool.has_work()
    spool.keep_captures(spooled(2, b"another text"))

    captures = written(tmp_path, spool)

    assert [capture.captured_at for capture in captures] == [hour(2)]
    assert "set aside" in caplog.text
    assert not spool.has_work()
    assert [left.suffix for left in spool.folder.iterdir()] == [".damaged"]


def test_what_another_version_kept_waits_on_until_that_reads_it(
    tmp_path: Path, spool: Spool, caplog: pytest.LogCaptureFixture
) -> None:
    """As after a step back to an older version, which knows fewer outcomes."""
    spool.keep_captures(spooled(1))
    (path,) = spool.waiting_files()
    written_now = path.read_bytes()
    newer = zstandard.decompress(written_now).replace(b'"captured"', b'"outcome of tomorrow"')
    path.write_bytes(zstandard.compress(newer))
    spool.keep_captures(spooled(2, b"another text"))

    assert spool.newest_slots() == {SOURCE.source_id: hour(2)}
    assert spool.has_work()
    before = written(tmp_path, spool)
    assert (spool.waiting_files(), "wait on" in caplog.text) == ([path], True)
    assert not spool.has_work()

    path.write_bytes(written_now)
    after = written(tmp_path, spool)
    assert [[each.captured_at for each in some] for some in (before, after)] == [
        [hour(2)],
        [hour(1), hour(2)],
    ]


def test_a_file_that_the_disk_does_not_give_waits_on(
    tmp_path: Path, spool: Spool, monkeypatch: pytest.MonkeyPatch
) -> None:
    spool.keep_captures(spooled(1))
    waiting = spool.waiting_files()

    def fail(path: Path) -> bytes:
        raise OSError(errno.EIO, "Input/output error", str(path))

    with monkeypatch.context() as faults:
        faults.setattr(Path, "read_bytes", fail)
        assert written(tmp_path, spool) == ()

    assert spool.waiting_files() == waiting
    assert len(written(tmp_path, spool)) == 1


def test_a_bit_that_fell_over_is_damage(tmp_path: Path, spool: Spool) -> None:
    """Without a checksum, another text would be stored under the hash of the right one."""
    spool.keep_captures(spooled(1, shake_256(b"noise").digest(3000)))
    (path,) = spool.waiting_files()
    content = bytearray(path.read_bytes())
    content[-2000] ^= 1
    path.write_bytes(content)

    assert written(tmp_path, spool) == ()
    assert [left.suffix for left in spool.folder.iterdir()] == [".damaged"]


def test_the_slots_of_what_waits_are_known(spool: Spool) -> None:
    failed = Attempt("other", hour(9), Outcome.TIMED_OUT, "slow", scheduled_at=hour(9))
    late = spooled(2)
    spool.keep_captures(replace(late, retrievals=(*late.retrievals, Retrieval(failed))))
    spool.keep_captures(spooled(1))

    assert spool.newest_slots() == {SOURCE.source_id: hour(2)}


def test_a_folder_that_cannot_be_written_is_told_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "x.duckdb.spool").write_text("a file in the way", encoding="utf-8")

    with pytest.raises(StorageError, match="the next run captures it again"):
        spool_beside(tmp_path / "x.duckdb").keep_captures(spooled(1))
