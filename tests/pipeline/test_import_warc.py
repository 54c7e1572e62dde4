"""Captures out of WARC files, up to the reports, and what a kill leaves behind."""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.pipeline.derive import Derived, derive
from flows.pipeline.import_warc import Taken, import_files
from policytrail.model import Sources
from storage.database import Connection, open_database
from tests.values import hour
from tests.warcs import response, zipped

ROOT = Path(__file__).parents[2]
RUN = "from flows.cli import main; main()"


def policy(change: str) -> bytes:
    """Return the page of a policy that differs from others in one clause."""
    clauses = "".join(
        f"<h2>{number}. Clause</h2><p>We keep the records of clause {number} for as long as the "
        f"account exists, and delete them within 30 days after it was closed.</p>"
        for number in range(1, 12)
    )
    body = f"<h1>Terms of Service</h1><p>You may use the service. {change}</p>{clauses}"
    return f"<!doctype html><title>Terms</title><main>{body}</main>".encode()


def warc(days: int) -> bytes:
    """Return a WARC file with a capture a day, the text changing every third day."""
    return zipped(
        *(
            response(policy(f"Fees rise to {day // 3} euros."), date=f"2026-03-{day:02}T09:00:00Z")
            for day in range(1, days + 1)
        )
    )


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    with open_database(tmp_path / "policytrail.duckdb") as connection:
        yield connection


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "month.warc.gz"
    path.write_bytes(warc(9))
    return path


def test_captures_become_versions_and_changes(connection: Connection, file: Path) -> None:
    taken = import_files(connection, [file], Sources(), hour(0))
    derived = derive(connection, hour(0))

    assert (taken, derived) == (Taken(9, 9, 1, ()), Derived(4, 0, 3))


def test_the_same_file_again_adds_nothing(connection: Connection, file: Path) -> None:
    import_files(connection, [file], Sources(), hour(0))
    derive(connection, hour(0))
    before = rows(connection)

    again = import_files(connection, [file], Sources(), hour(1))
    derived = derive(connection, hour(1))

    assert (again.new, derived, rows(connection)) == (0, Derived(0, 0, 0), before)


def test_a_broken_record_in_the_middle_costs_that_record_only(
    connection: Connection, tmp_path: Path
) -> None:
    records = [response(policy(str(day)), date=f"2026-03-0{day}T09:00:00Z") for day in (1, 2, 3)]
    whole = [zipped(record) for record in records]
    file = tmp_path / "broken.warc.gz"
    file.write_bytes(whole[0] + whole[1][:60] + b"\0" * 40 + whole[1][100:] + whole[2])

    taken = import_files(connection, [file], Sources(), hour(0))

    assert (taken.new, len(taken.damages)) == (2, 1)
    assert f"{file}: byte {len(whole[0])}: " in taken.damages[0]


def test_a_file_that_is_not_there_does_not_stop_the_others(
    connection: Connection, file: Path, tmp_path: Path
) -> None:
    taken = import_files(connection, [tmp_path / "no.warc", file], Sources(), hour(0))

    assert (taken.new, len(taken.damages)) == (9, 1)


def test_a_kill_at_any_moment_loses_nothing_and_repeats_nothing(tmp_path: Path) -> None:
    (tmp_path / "month.warc.gz").write_bytes(warc(28))
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); {RUN}"]
    args = ["import-warc", "month.warc.gz"]
    subprocess.run([*command, "--db", "whole.duckdb", *args], cwd=tmp_path, check=True)
    moments = random.Random(20261121)  # noqa: S311 (moments, no secret)

    for _ in range(4):
        run = subprocess.Popen([*command, "--db", "cut.duckdb", *args], cwd=tmp_path)
        try:
            run.wait(timeout=moments.uniform(0.3, 1.5))
        except subprocess.TimeoutExpired:
            os.kill(run.pid, signal.SIGKILL)
            run.wait()
    subprocess.run([*command, "--db", "cut.duckdb", *args], cwd=tmp_path, check=True)

    with open_database(tmp_path / "whole.duckdb") as whole:
        wanted = rows(whole)
    with open_database(tmp_path / "cut.duckdb") as cut:
        assert rows(cut) == wanted


def rows(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    """Return what every table says, but for the times at which it was said."""
    said = {
        "body": "SELECT body_sha256, size_bytes FROM body ORDER BY ALL",
        "capture": "SELECT * EXCLUDE (fetched_at, captured_at) FROM capture ORDER BY ALL",
        "attempt": "SELECT source_id, outcome, capture_id FROM attempt ORDER BY ALL",
        "extraction": "SELECT * FROM extraction ORDER BY ALL",
        "document_block": "SELECT * FROM document_block ORDER BY ALL",
        "change": "SELECT * EXCLUDE (content) FROM change ORDER BY ALL",
        "source": "SELECT source_id, declaration FROM source ORDER BY ALL",
    }
    return {table: connection.execute(sql).fetchall() for table, sql in said.items()}
