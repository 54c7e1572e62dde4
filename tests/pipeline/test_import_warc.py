"""Captures out of WARC files, up to the reports, and what a kill leaves behind."""

from pathlib import Path

import pytest

from flows.pipeline.derive import Derived, derive
from flows.pipeline.import_warc import Taken, import_files
from policytrail.model import Sources
from storage.database import Connection
from tests.policies import policy
from tests.stored_rows import rows
from tests.values import hour
from tests.warcs import response, warc, zipped

ROOT = Path(__file__).parents[2]
RUN = "from flows.cli import main; main()"


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
