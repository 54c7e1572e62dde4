"""The `derive` flow: derive what is missing from the stored captures."""

from datetime import UTC, datetime
from pathlib import Path

from prefect import flow

from flows.database import renew_copy
from flows.deployments.path_parameters import DEFAULT_DB, confine_paths
from flows.deployments.run_names import run_namer
from flows.deployments.steps import derive_step
from flows.pipeline import Derived


@flow(name="derive", flow_run_name=run_namer("derive"), persist_result=False)
def derive(db: str = DEFAULT_DB, at: datetime | None = None) -> Derived:
    """Derive every missing document, diff and change.

    Args:
        db: The database; by default that of POLICYTRAIL_DB.
        at: Derives as at another time.
    """
    confine_paths(db=db)
    done = derive_step(Path(db), at or datetime.now(UTC))
    renew_copy(Path(db))
    return done
