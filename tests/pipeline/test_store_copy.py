"""`policytrail copy`: every row, compared, or nothing."""

from pathlib import Path

import pytest

from flows.pipeline.compact import compact_database
from flows.pipeline.derive import derive
from flows.pipeline.store_copy import copy_store
from flows.pipeline.verify import verify_database
from policytrail.errors import ConfigurationError
from storage.database import open_database
from tests.postgres import needs_extension
from tests.values import hour


@needs_extension
def test_from_a_file_to_a_lake_and_back_nothing_differs(kept: Path, tmp_path: Path) -> None:
    lake, back = Path(f"ducklake:{tmp_path / 'store.lake'}"), tmp_path / "back.duckdb"

    there = copy_store(kept, lake)
    compact_database(lake)
    with open_database(lake) as connection:
        wrong, derived = verify_database(connection).wrong, derive(connection, hour(20))
    with pytest.raises(ConfigurationError, match="has rows already"):
        copy_store(kept, lake)
    again = copy_store(lake, back)

    with open_database(back, read_only=True) as connection:
        assert verify_database(connection).wrong == wrong == ()
    assert (derived.documents, derived.changes) == (0, 0)
    assert there == again
    assert sum(there.values()) > 90


def test_a_file_that_is_there_is_left_alone(kept: Path, tmp_path: Path) -> None:
    target = tmp_path / "there.duckdb"
    target.write_text("mine", "utf-8")

    with pytest.raises(ConfigurationError, match="already exists"):
        copy_store(kept, target)

    assert target.read_text("utf-8") == "mine"
    assert [each.name for each in tmp_path.iterdir()] == ["there.duckdb"]
