"""What several tests of the pipeline begin with."""

from pathlib import Path

import pytest

from tests.pipeline.every_row import write_every_row


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database with a row of every kind, and nothing wrong."""
    path = tmp_path_factory.mktemp("kept") / "policytrail.duckdb"
    write_every_row(path)
    return path
