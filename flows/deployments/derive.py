"""The `derive` flow: make what is missing from what is kept."""

from datetime import UTC, datetime
from pathlib import Path

from prefect import flow

from flows.database import open_database
from flows.pipeline.derive import Derived
from flows.pipeline.derive import derive as derive_step


@flow(name="derive", flow_run_name="derive", persist_result=False)
def derive(db: str = "policytrail.duckdb", at: datetime | None = None) -> Derived:
    """Make every missing document, diff and change."""
    with open_database(Path(db)) as connection:
        return derive_step(connection, at or datetime.now(UTC))
