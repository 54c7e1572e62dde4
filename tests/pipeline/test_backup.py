"""A backup while somebody writes, and the way back."""

import os
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from flows.database import database_opener, renew_copy
from flows.pipeline.backup import back_up, back_up_for_month, restore
from policytrail.errors import ConfigurationError, StorageError
from storage.captures import put_captures, stored_captures
from storage.database import open_database
from storage.reading_copy import copy_beside
from tests.values import SOURCE, capture_at

ROOT = Path(__file__).parents[2]
GONE = 99_999_999
"""No process has so large a number."""


def keep(path: Path, number: float) -> None:
    with database_opener(path)() as connection:
        put_captures(connection, [capture_at(number, b"text %d" % number)])


def count(path: Path) -> int:
    with open_database(path) as connection:
        return len(stored_captures(connection, SOURCE.source_id))


def test_a_backup_holds_what_was_committed_and_comes_back(tmp_path: Path) -> None:
    path, saved = tmp_path / "x.duckdb", tmp_path / "saved.duckdb"
    keep(path, 1)
    back_up(path, saved)
    keep(path, 2)

    before = restore(saved, path)

    assert before is not None
    assert (count(path), count(before), count(saved)) == (1, 2, 1)


def test_a_backup_of_each_month_is_kept_and_nothing_of_killed_ones(tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    folder = tmp_path / "x.backups"
    keep(path, 1)
    months = [datetime(2026, month, 1, tzinfo=UTC) for month in (1, 2, 3)]
    for month in months:
        back_up_for_month(path, month, 2)
    left = (f".x-2026-02.duckdb.{GONE}", f"..x-2026-02.duckdb.{GONE}.{GONE}")
    for leaf in (*left, f".x-2026-03.duckdb.{GONE}.wal", ".stays"):
        (folder / leaf).write_bytes(b"half of it")
    keep(path, 2)

    made = back_up_for_month(path, months[-1], 2)

    assert sorted(folder.iterdir()) == [folder / ".stays", folder / "x-2026-02.duckdb", made]
    assert (count(folder / "x-2026-02.duckdb"), count(made)) == (1, 2)


def test_a_killed_backup_stops_no_later_one_of_a_process_with_its_number(tmp_path: Path) -> None:
    """As in a container, where the number is the same after every start."""
    path, folder = tmp_path / "x.duckdb", tmp_path / "x.backups"
    keep(path, 1)
    folder.mkdir()
    (folder / f".x-2026-01.duckdb.{os.getpid()}").write_bytes(b"half of it")

    made = back_up_for_month(path, datetime(2026, 1, 1, tzinfo=UTC), 2)

    assert (count(made), [*folder.iterdir()]) == (1, [made])


def test_readers_see_what_was_restored(tmp_path: Path) -> None:
    path, saved = tmp_path / "x.duckdb", tmp_path / "saved.duckdb"
    keep(path, 1)
    back_up(path, saved)
    keep(path, 2)
    renew_copy(path)

    restore(saved, path)

    with duckdb.connect(str(copy_beside(path)), read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM capture").fetchone() == (1,)


def test_backups_are_whole_while_a_run_writes_in_turns(tmp_path: Path) -> None:
    """In this process the turns and the backups are taken one at a time, as by the file's lock."""
    path, turn, ended = tmp_path / "x.duckdb", threading.Lock(), threading.Event()
    keep(path, 0)

    def run() -> None:
        for number in range(1, 40):
            with turn:
                keep(path, number)
        ended.set()

    writing = threading.Thread(target=run)
    writing.start()
    counts: list[int] = []
    while not ended.is_set():
        saved = tmp_path / f"saved-{len(counts)}.duckdb"
        with turn:
            back_up(path, saved)
        counts.append(count(saved))
    writing.join()

    assert counts
    assert counts == sorted(counts)


def test_a_disk_that_is_full_in_the_middle_leaves_no_half_of_a_backup(tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    keep(path, 1)
    renew_copy(path)
    limited = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000)); "
        "from flows.cli.app import main; "
        "sys.argv = ['policytrail', '--db', sys.argv[1], 'backup', sys.argv[2]]; main()"
    )

    done = subprocess.run(
        [sys.executable, "-c", limited, str(path), str(tmp_path / "saved.duckdb")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1), done.stderr
    assert "saved.duckdb: cannot be written" in done.stderr
    assert not list(tmp_path.glob("*saved*"))
    assert count(path) == 1


def test_a_backup_does_not_overwrite(tmp_path: Path) -> None:
    keep(tmp_path / "x.duckdb", 1)
    (tmp_path / "saved.duckdb").write_text("mine", encoding="utf-8")

    with pytest.raises(ConfigurationError, match="already exists"):
        back_up(tmp_path / "x.duckdb", tmp_path / "saved.duckdb")


def test_what_is_no_database_replaces_none(tmp_path: Path) -> None:
    keep(tmp_path / "x.duckdb", 1)
    (tmp_path / "saved.duckdb").write_text("mine" * 10_000, encoding="utf-8")

    with pytest.raises(StorageError):
        restore(tmp_path / "saved.duckdb", tmp_path / "x.duckdb")

    assert count(tmp_path / "x.duckdb") == 1
