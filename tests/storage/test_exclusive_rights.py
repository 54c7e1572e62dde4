"""Rights that one process at a time has over a store."""

import fcntl
from pathlib import Path
from typing import IO

import pytest

from policytrail.errors import DatabaseBusy
from storage.exclusive_rights import SENDING, sole_right


def test_a_right_is_had_once_and_leaves_no_file(tmp_path: Path) -> None:
    store = tmp_path / "policytrail.duckdb"

    with (
        sole_right(store, SENDING, 0),
        sole_right(store, "capturing-1", 0),
        pytest.raises(DatabaseBusy, match="another process is sending"),
    ):
        sole_right(store, SENDING, 0).__enter__()
    with sole_right(store, SENDING, 0):
        pass

    assert list(tmp_path.iterdir()) == []


def test_a_right_whose_file_was_removed_meanwhile_is_not_had_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its holder removed the file just after this process had opened it."""
    store = tmp_path / "policytrail.duckdb"
    lock = fcntl.flock

    def lock_late(file: IO[bytes], operation: int) -> None:
        monkeypatch.undo()
        store.with_name(f"{store.name}.{SENDING}").unlink()
        lock(file, operation)

    monkeypatch.setattr(fcntl, "flock", lock_late)
    with sole_right(store, SENDING, 5), pytest.raises(DatabaseBusy):
        sole_right(store, SENDING, 0).__enter__()
