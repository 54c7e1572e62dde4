"""The `derive` flow: derive what is missing from the stored captures."""

from datetime import UTC, datetime
from pathlib import Path

from prefect import flow

from flows.database import database_opener, renew_copy
from flows.deployments.path_parameters import confine_paths
from flows.deployments.run_names import run_namer
from flows.pipeline import Derived, derive_in_turns


@flow(name="derive", flow_run_name=run_namer("derive"), persist_result=False)
def derive(db: str = "policytrail.duckdb", at: datetime | None = None) -> Derived:
    """Derive every missing document, diff and change.

    Args:
        db: The database file.
        at: Derives as at another time.
    """
    confine_paths(db=db)
    done = derive_in_turns(database_opener(Path(db)), at or datetime.now(UTC))
    renew_copy(Path(db))
    return done
