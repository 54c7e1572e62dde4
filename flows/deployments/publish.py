"""The `publish` flow: write the reports whose content changed."""

from datetime import UTC, datetime
from pathlib import Path

from prefect import flow

from flows.database import open_database
from flows.pipeline.alert import alert, feeds_in, rules_in, watch_beside
from flows.pipeline.publish import Published
from flows.pipeline.publish import publish as publish_step


@flow(name="publish", flow_run_name="publish", persist_result=False)
def publish(
    db: str = "policytrail.duckdb",
    out: str = "reports",
    sources: str = "sources.yaml",
    watch: str | None = None,
) -> Published:
    """Write the pages whose content changed, and send the alerts that are due."""
    with open_database(Path(db)) as connection:
        watched = watch_beside(Path(sources), watch)
        published = publish_step(connection, Path(out), rules=feeds_in(watched))
        rules = rules_in(watched)
        alert(connection, rules, Path(out), datetime.now(UTC))
    return published
