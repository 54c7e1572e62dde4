"""The copy for readers: always whole, swapped at once, and not in any writer's way."""

import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from policytrail.errors import DatabaseBusy
from storage.captures import put_captures
from storage.database import open_database
from storage.reading_copy import copy_beside, is_up_to_date, update_copy
from tests.values import capture_at

HOLD = """
import sys, duckdb
held = duckdb.connect(sys.argv[1], read_only=sys.argv[2] == "read")
print(held.execute("SELECT count(*) FROM capture").fetchone()[0], flush=True)
sys.stdin.read()
print(held.execute("SELECT count(*) FROM capture").fetchone()[0], flush=True)
"""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "policytrail.duckdb"
    keep(path, 1)
    return path


def keep(path: Path, number: float, size: int = 100) -> None:
    """Put one more capture in."""
    with open_database(path) as connection:
        put_captures(connection, [capture_at(number, b"%d " % number + b"x" * size)])


def count(path: Path) -> int:
    with duckdb.connect(str(path), read_only=True) as connection:
        row = connection.execute("SELECT count(*) FROM capture").fetchone()
    return int(row[0]) if row else 0


@contextmanager
def held(path: Path, how: str) -> Generator["subprocess.Popen[str]"]:
    """Hold a database in another process for the block."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path), how],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip().isdecimal()
        yield holder
        holder.communicate()


def test_the_copy_has_all_that_the_database_has(database: Path) -> None:
    before = is_up_to_date(database)

    assert update_copy(database, wait_s=0)

    assert (before, is_up_to_date(database)) == (False, True)
    assert copy_beside(database).read_bytes() == database.read_bytes()


def test_the_copy_follows_run_by_run(database: Path) -> None:
    for number in range(2, 7):
        keep(database, number, size=300_000)
        stale = is_up_to_date(database)
        update_copy(database, wait_s=0)

        assert (stale, count(copy_beside(database))) == (False, number)
        assert copy_beside(database).read_bytes() == database.read_bytes()


def test_whoever_reads_the_copy_sees_it_unchanged_while_runs_go_on(database: Path) -> None:
    update_copy(database, wait_s=0)
    with held(copy_beside(database), "read") as reader:
        for number in range(2, 6):
            keep(database, number)
            update_copy(database, wait_s=0)
        said, _ = reader.communicate()

    assert (said.strip(), count(copy_beside(database))) == ("1", 5)


def test_readers_in_other_processes_work_while_somebody_writes(database: Path) -> None:
    update_copy(database, wait_s=0)
    with held(database, "write"):
        assert count(copy_beside(database)) == 1


def test_a_copy_is_not_made_of_what_somebody_writes(database: Path) -> None:
    with held(database, "write"), pytest.raises(DatabaseBusy, match="another process writes"):
        update_copy(database, wait_s=0.3)


def test_a_copy_is_made_while_somebody_reads(database: Path) -> None:
    with held(database, "read"):
        assert update_copy(database, wait_s=0)


def test_after_a_kill_the_copy_waits_for_the_next_writer(database: Path) -> None:
    dying = (
        "import sys, os, signal, duckdb; held = duckdb.connect(sys.argv[1]); "
        "held.execute('CREATE TABLE kept (a INTEGER)'); os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", dying, str(database)], check=False)

    while_open = update_copy(database, wait_s=0)
    keep(database, 2)

    assert (while_open, update_copy(database, wait_s=0)) == (False, True)
    assert count(copy_beside(database)) == 2


def test_a_run_writes_what_it_adds_and_not_the_whole(database: Path) -> None:
    """Of a database of 8 MB, the second and the third copy have their differences written."""
    with open_database(database) as connection:
        put_captures(
            connection,
            [capture_at(100 + at, bytes(str(at * at * 7919), "ascii") * 2) for at in range(100)],
        )
        connection.execute("CREATE TABLE bulk AS SELECT md5(range::VARCHAR) FROM range(200_000)")
    for number in (2, 3):
        keep(database, number)
        update_copy(database, wait_s=0)
    keep(database, 4)

    before = _written_bytes()
    update_copy(database, wait_s=0)

    assert _written_bytes() - before < database.stat().st_size / 3


def _written_bytes() -> int:
    lines = Path("/proc/self/io").read_text(encoding="ascii").splitlines()
    return int(dict(line.split(": ") for line in lines)["wchar"])
