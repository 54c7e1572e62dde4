"""The `publish` flow: write the reports whose content changed."""

from pathlib import Path

from prefect import flow

from flows.database import open_database
from flows.steps.publish import Published
from flows.steps.publish import publish as publish_step


@flow(name="publish", flow_run_name="publish", persist_result=False)
def publish(db: str = "policytrail.duckdb", out: str = "reports") -> Published:
    """Write the pages whose content changed."""
    with open_database(Path(db)) as connection:
        return publish_step(connection, Path(out))
