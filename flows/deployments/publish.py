"""The `publish` flow: write the reports whose content changed."""

from datetime import UTC, datetime
from pathlib import Path

from prefect import flow
from prefect.logging import get_run_logger

from flows.database import reading_database
from flows.deployments.path_parameters import confine_paths
from flows.deployments.run_names import run_namer
from flows.pipeline import Published, alert_in_turns, feeds_in, rules_in, watch_beside
from flows.pipeline import publish_reports as publish_step


@flow(name="publish", flow_run_name=run_namer("publish"), persist_result=False)
def publish(
    db: str = "policytrail.duckdb",
    out: str = "reports",
    sources: str = "sources.yaml",
    watch: str | None = None,
) -> Published:
    """Write the pages whose content changed, and send the alerts that are due.

    Args:
        db: The database file.
        out: The folder of the reports.
        sources: The file that lists what is tracked.
        watch: The file of watch rules; by default `watch.yaml` next to the sources file.
    """
    confine_paths(db=db, sources=sources, out=out, watch=watch)
    watched = watch_beside(Path(sources), watch)
    with reading_database(Path(db)) as connection:
        published = publish_step(connection, Path(out), rules=feeds_in(watched))
    alert_in_turns(Path(db), rules_in(watched), published.entries, datetime.now(UTC))
    if published.warning:
        get_run_logger().warning(published.warning)
    return published
