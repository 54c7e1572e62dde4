"""A store in DuckLake: its turns, its rows, and PostgreSQL when it is lost."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from policytrail.errors import ConfigurationError, DatabaseBusy, DatabaseTooNew, StorageError
from storage.addresses import absolute_store, check_address, local_name
from storage.catalogue import catalogue_differences
from storage.database import Reach, open_database, transaction
from storage.exclusive_rights import SENDING, sole_right
from storage.ledger_check import find_differences
from storage.rows import insert_new
from tests.postgres import Postgres, needs_extension, needs_postgres, running_postgres

ROOT = Path(__file__).parents[2]
_WRITE = """
import sys
from pathlib import Path
from storage.database import Reach, open_database, transaction
from storage.rows import insert_new

for number in range(5):
    with open_database(Path(sys.argv[1])) as connection, transaction(connection):
        rows = [(f"shared {number}", 1, 1), (f"{sys.argv[2]} {number}", 1, 1)]
        insert_new(connection, "document", ("document_sha256",), rows)
"""
_HOLD = """
import sys, time
from pathlib import Path
from storage.database import Reach, open_database

with open_database(Path(sys.argv[1])):
    print("holds", flush=True)
    time.sleep(600)
"""


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    with running_postgres() as server:
        yield server


def start_program(program: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


@needs_extension
def test_a_lake_has_the_same_tables_and_refuses_equal_rows(tmp_path: Path) -> None:
    store = Path(f"ducklake:{tmp_path / 'store.lake'}")

    with open_database(store) as connection, transaction(connection):
        insert_new(connection, "document", ("document_sha256",), [("a", 1, 10)])
        insert_new(connection, "document", ("document_sha256",), [("a", 2, 20), ("b", 3, 30)])
    with open_database(store, read_only=True) as connection:
        rows = connection.execute("FROM document ORDER BY ALL").fetchall()
        differences = (*find_differences(connection), *catalogue_differences(connection))

    assert (rows, differences) == ([("a", 1, 10), ("b", 3, 30)], ())


@needs_extension
def test_a_worker_of_an_older_version_leaves_a_lake_alone(tmp_path: Path) -> None:
    store = Path(f"ducklake:{tmp_path / 'store.lake'}")
    with open_database(store) as connection:
        connection.execute("INSERT INTO migration VALUES (9999, 'of tomorrow')")

    for read_only in (False, True):
        with pytest.raises(DatabaseTooNew, match="written by a newer policytrail"):
            open_database(store, read_only=read_only).__enter__()


@needs_extension
@needs_postgres
def test_four_processes_that_write_at_once_double_and_lose_no_row(
    postgres: Postgres, tmp_path: Path
) -> None:
    store = f"ducklake:postgres:{postgres.new_database('four')}"
    with open_database(Path(store), reach=Reach(lake_data=str(tmp_path))):
        pass

    writers = [start_program(_WRITE, store, f"writer {number}") for number in range(4)]
    ends = [writer.wait(timeout=300) for writer in writers]

    with open_database(Path(store), read_only=True) as connection:
        rows = connection.execute("SELECT document_sha256 FROM document").fetchall()
        differences = find_differences(connection)
    assert ends == [0, 0, 0, 0]
    assert (len(rows), len(set(rows)), differences) == (25, 25, ())


@needs_extension
@needs_postgres
def test_a_turn_is_waited_for_and_a_killed_holder_gives_it_back(
    postgres: Postgres, tmp_path: Path
) -> None:
    store = Path(f"ducklake:postgres:{postgres.new_database('turn')}")
    with open_database(store, reach=Reach(lake_data=str(tmp_path))):
        pass

    with start_program(_HOLD, str(store)) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "holds\n"
        with pytest.raises(DatabaseBusy, match="another process is writing"):
            open_database(store, wait_s=0.2).__enter__()
        with open_database(store, read_only=True), sole_right(store, SENDING, 0):
            pass  # neither readers nor those who send alerts wait for writers
        holder.send_signal(signal.SIGKILL)

    with open_database(store, wait_s=30) as connection:
        assert connection.execute("FROM document").fetchall() == []


@needs_extension
@needs_postgres
def test_a_lost_postgresql_is_said_in_a_sentence_and_used_again_once_it_is_back(
    postgres: Postgres, tmp_path: Path
) -> None:
    address = f"ducklake:postgres:{postgres.new_database('lost')} password=unsaid"
    with open_database(Path(address), reach=Reach(lake_data=str(tmp_path))) as connection:
        insert_new(connection, "document", ("document_sha256",), [("a", 1, 10)])

    postgres.stop()
    with pytest.raises(StorageError, match="Is PostgreSQL running") as caught:
        open_database(Path(address)).__enter__()
    postgres.start()
    with open_database(Path(address)) as connection:
        rows = connection.execute("FROM document").fetchall()

    assert "unsaid" not in str(caught.value)
    assert rows == [("a", 1, 10)]


@pytest.mark.parametrize(
    "address", ["ducklake:", "ducklake:postgres:/u@h/db", "ducklake:postgresql:/u@h/db"]
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(ConfigurationError, match="expected ducklake:FILE"):
        check_address(Path(address))


def test_an_address_means_the_same_in_every_folder(tmp_path: Path) -> None:
    os.chdir(tmp_path)

    assert absolute_store(Path("a.duckdb")) == str(tmp_path / "a.duckdb")
    assert absolute_store(Path("ducklake:a.lake")) == f"ducklake:{tmp_path}/a.lake"
    assert absolute_store(Path("ducklake:postgres:dbname=a")) == "ducklake:postgres:dbname=a"


def test_what_a_machine_keeps_for_a_lake_is_named_by_its_address() -> None:
    names = {local_name(Path(f"ducklake:postgres:dbname={each}")).name for each in "ab"}

    assert len(names) == 2
    assert local_name(Path("folder/a.duckdb")) == Path("folder/a.duckdb")
