"""Opening, locking, migrating, and what happens when the disk is full."""

import resource
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from policytrail.errors import DatabaseBusy, DatabaseTooNew, StorageError
from storage import database
from storage.captures import put_captures, stored_captures
from storage.database import Connection, keep_log, open_database, transaction
from storage.reading_copy import has_log
from tests.values import SOURCE, capture_at

ROOT = Path(__file__).parents[2]


def test_a_database_of_a_newer_program_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "new.duckdb"
    with open_database(path) as connection:
        connection.execute("INSERT INTO migration VALUES (9999, 'from the future')")

    with pytest.raises(DatabaseTooNew) as caught, open_database(path):
        pass

    assert str(caught.value).startswith(f"{path}: written by a newer policytrail")


def test_the_holder_of_a_locked_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "held.duckdb"
    hold = f"import duckdb, sys; c = duckdb.connect({str(path)!r}); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()

        with pytest.raises(DatabaseBusy) as caught, open_database(path, wait_s=0.3):
            pass
        holder.kill()

    assert f"process {holder.pid}" in str(caught.value)


def test_opening_waits_until_the_holder_lets_go(tmp_path: Path) -> None:
    path = tmp_path / "held.duckdb"
    hold = f"import duckdb, time; c = duckdb.connect({str(path)!r}); print('held', flush=True); time.sleep(0.5)"
    with subprocess.Popen([sys.executable, "-c", hold], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()

        with open_database(path, wait_s=30) as connection:
            row = connection.execute("SELECT count(*) FROM capture").fetchone()

    assert row == (0,)


def test_what_a_broken_transaction_wrote_is_gone(tmp_path: Path) -> None:
    with open_database(tmp_path / "x.duckdb") as connection:
        connection.execute("CREATE TABLE word (word VARCHAR)")
        with pytest.raises(KeyboardInterrupt), transaction(connection):
            connection.execute("INSERT INTO word VALUES ('half')")
            raise KeyboardInterrupt

        rows = connection.execute("SELECT * FROM word").fetchall()

    assert rows == []


def text_file(folder: Path) -> Path:
    path = folder / "notes.duckdb"
    path.write_text("these are notes, not a database " * 100)
    return path


def damaged(folder: Path) -> Path:
    path = folder / "damaged.duckdb"
    with open_database(path):
        pass
    content = bytearray(path.read_bytes())
    content[4096 + 20] ^= 255
    content[8192 + 20] ^= 255
    path.write_bytes(content)
    return path


FAULTS: dict[str, tuple[Callable[[Path], Path], str]] = {
    "no database": (text_file, "not a valid DuckDB database file. Name the database with --db"),
    "damaged": (damaged, "The file is damaged: put a copy back"),
    "a folder": (lambda folder: folder, "This is a folder: name a file in it with --db"),
    "in no folder": (lambda folder: folder / "no" / "x.duckdb", "Make the folder first"),
}


@pytest.mark.parametrize(("made", "told"), FAULTS.values(), ids=FAULTS)
def test_a_file_that_cannot_be_used_is_named_with_what_to_do(
    tmp_path: Path, made: Callable[[Path], Path], told: str
) -> None:
    path = made(tmp_path)

    with pytest.raises(StorageError) as caught, open_database(path):
        pass

    assert (str(path) in str(caught.value), told in str(caught.value)) == (True, True), caught.value


def test_a_fault_of_the_program_is_not_blamed_on_the_file(tmp_path: Path) -> None:
    with pytest.raises(duckdb.ParserException), open_database(tmp_path / "x.duckdb") as connection:
        connection.execute("SELEC 1")


def test_a_full_disk_keeps_what_was_committed_and_says_what_happened(tmp_path: Path) -> None:
    path = tmp_path / "full.duckdb"
    with open_database(path) as connection:
        put_captures(connection, [capture_at(0, b"first")])
    fill = textwrap.dedent(
        f"""
        import os, resource, sys
        from pathlib import Path
        from policytrail.errors import StorageError
        from storage.captures import put_captures
        from storage.database import open_database
        from tests.values import capture_at
        resource.setrlimit(resource.RLIMIT_FSIZE, (4_000_000, resource.RLIM_INFINITY))
        try:
            with open_database(Path({str(path)!r})) as connection:
                for number in range(1, 40):
                    put_captures(connection, [capture_at(number, os.urandom(500_000))])
        except StorageError as error:
            sys.exit(f"named: {{error}}")
        """
    )
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[1] == resource.RLIM_INFINITY

    run = subprocess.run(
        [sys.executable, "-c", fill], cwd=ROOT, capture_output=True, text=True, check=False
    )

    with open_database(path) as connection:
        kept = stored_captures(connection, "lumen-terms")
    assert run.stderr.startswith("named: ")
    assert str(path) in run.stderr
    assert "Is the disk full? What was committed before is kept" in run.stderr
    assert kept[0].captured_at == capture_at(0, b"first")[0].captured_at


def test_readers_see_utc_whatever_the_machine_says(tmp_path: Path) -> None:
    with open_database(tmp_path / "x.duckdb") as connection:
        zone = connection.execute("SELECT current_setting('TimeZone')").fetchone()

    assert zone == ("UTC",)


def test_the_schema_loads_in_a_plain_duckdb(tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    with open_database(path):
        pass

    with duckdb.connect(str(path), read_only=True) as connection:
        views = connection.execute(
            "SELECT view_name FROM duckdb_views() WHERE NOT internal ORDER BY view_name"
        ).fetchall()

    assert [row[0] for row in views] == [
        "body_read",
        "capture_of_sources",
        "current_version",
        "observation",
        "tracked",
        "transition",
        "version",
        "waiting_alert",
    ]


def test_new_files_have_small_blocks_and_old_ones_are_still_read(tmp_path: Path) -> None:
    old, new = tmp_path / "old.duckdb", tmp_path / "new.duckdb"
    duckdb.connect(str(old)).close()
    sizes: list[int] = []
    for path in (new, old):
        with open_database(path) as connection:
            put_captures(connection, [capture_at(1, b"text")])
            row = connection.execute("SELECT block_size FROM pragma_database_size()").fetchone()
        assert row is not None
        sizes.append(int(row[0]))

    assert sizes == [16_384, 262_144]


@pytest.mark.parametrize("damaged", [b"\0" * 5000, bytes(range(256)) * 20], ids=["zeros", "noise"])
def test_a_damaged_log_is_set_aside_and_told_with_what_is_left(
    tmp_path: Path, damaged: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "policytrail.duckdb"
    with open_database(path) as connection:
        put_captures(connection, [capture_at(1, b"Terms.")])
    log = path.with_name("policytrail.duckdb.wal")
    log.write_bytes(damaged)

    for _ in range(2):
        with open_database(path):
            pass

    assert (log.exists(), log.with_name(f"{log.name}.damaged-1").read_bytes()) == (False, damaged)
    (told,) = (record.getMessage() for record in caplog.records)
    assert "holds 1 capture, the newest of 2026-01-01 01:00 UTC" in told


def test_a_log_that_another_process_sets_aside_meanwhile_is_its_own_affair(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "policytrail.duckdb"
    with open_database(path):
        pass
    log = path.with_name("policytrail.duckdb.wal")
    log.write_bytes(b"\0" * 5000)
    connect = database._connect_with_retry  # pyright: ignore[reportPrivateUsage]

    def connect_late(path: Path, wait_s: float, *, read_only: bool) -> Connection:
        """Get the database only after another process, which leaves a log of its own."""
        monkeypatch.undo()
        with open_database(path) as other:
            keep_log(other)
            put_captures(other, [capture_at(1, b"Terms.")])
        return connect(path, wait_s, read_only=read_only)

    monkeypatch.setattr(database, "_connect_with_retry", connect_late)
    with open_database(path) as connection:
        held = stored_captures(connection, SOURCE.source_id)

    assert (len(held), len(caplog.records)) == (1, 1)
    assert log.with_name(f"{log.name}.damaged-1").read_bytes() == b"\0" * 5000


def test_each_damaged_log_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "policytrail.duckdb"
    log = path.with_name("policytrail.duckdb.wal")
    for damaged in (b"\1" * 5000, b"\2" * 5000):
        with open_database(path):
            pass
        log.write_bytes(damaged)
    with open_database(path):
        pass

    kept = [log.with_name(f"{log.name}.damaged-{number}").read_bytes() for number in (1, 2)]
    assert kept == [b"\1" * 5000, b"\2" * 5000]


def test_a_log_that_a_run_left_is_read_and_not_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "policytrail.duckdb"
    with open_database(path) as connection:
        keep_log(connection)
        put_captures(connection, [capture_at(1, b"Terms.")])
    assert has_log(path)

    with open_database(path) as connection:
        held = stored_captures(connection, SOURCE.source_id)

    assert (len(held), caplog.records) == (1, [])


def test_a_long_query_prints_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with open_database(tmp_path / "x.duckdb") as connection:
        connection.execute("SET progress_bar_time = 1")
        connection.execute("SELECT count(*) FROM range(20000000) AS many(n) WHERE n % 7 = 3")

    assert capfd.readouterr() == ("", "")


def test_a_database_is_made_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, connect = tmp_path / "policytrail.duckdb", duckdb.connect
    sizes: list[int] = []

    def connect_noted(
        database: str,
        *,
        read_only: bool = False,
        config: dict[str, str | bool | int | float | list[str]] | None = None,
    ) -> duckdb.DuckDBPyConnection:
        if database == str(path):
            sizes.append(path.stat().st_size if path.exists() else 0)
        return connect(database, read_only=read_only, config=config)

    monkeypatch.setattr(duckdb, "connect", connect_noted)
    with open_database(path):
        pass

    assert sizes == [12_288]  # three heads: with fewer, DuckDB takes the file for none of its own
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
