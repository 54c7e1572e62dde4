"""The `publish` flow: write the reports whose content changed."""

from datetime import UTC, datetime
from pathlib import Path

from prefect import flow

from flows.deployments.path_parameters import DEFAULT_DB, confine_paths
from flows.deployments.run_names import run_namer
from flows.deployments.steps import publish_step, send_alerts
from flows.pipeline import Published, reported_watch, watch_beside


@flow(name="publish", flow_run_name=run_namer("publish"), persist_result=False)
def publish(
    db: str = DEFAULT_DB,
    out: str = "reports",
    sources: str = "sources.yaml",
    watch: str | None = None,
) -> Published:
    """Write the pages whose content changed, and send the alerts that are due.

    Args:
        db: The database; by default that of POLICYTRAIL_DB.
        out: The folder of the reports.
        sources: The file that lists what is tracked.
        watch: The file of watch rules; by default `watch.yaml` next to the sources file.
    """
    confine_paths(db=db, sources=sources, out=out, watch=watch)
    watched = watch_beside(Path(sources), watch)
    published = publish_step(Path(db), Path(out), reported_watch(watched))
    send_alerts(Path(db), watched, published.entries, datetime.now(UTC))
    return published
