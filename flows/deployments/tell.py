"""The `tell` flow: send the alerts that are due, also between two runs of `track`."""

from datetime import UTC, datetime
from pathlib import Path

from prefect import flow

from flows.database import reading_database
from flows.deployments.path_parameters import DEFAULT_DB, confine_paths
from flows.deployments.run_names import run_namer
from flows.deployments.steps import send_alerts
from flows.pipeline import Alerted, read_site_entries, watch_beside


@flow(name="tell", flow_run_name=run_namer("tell"), persist_result=False)
def tell(
    db: str = DEFAULT_DB,
    sources: str = "sources.yaml",
    out: str = "reports",
    watch: str | None = None,
) -> Alerted:
    """Send pending alerts that are due; delivered ones are not sent again.

    Args:
        db: The database; by default that of POLICYTRAIL_DB.
        sources: The file that lists what is tracked.
        out: The folder of the reports.
        watch: The file of watch rules; by default `watch.yaml` next to the sources file.
    """
    confine_paths(db=db, sources=sources, out=out, watch=watch)
    with reading_database(Path(db)) as connection:
        entries = read_site_entries(connection, Path(out))
    return send_alerts(Path(db), watch_beside(Path(sources), watch), entries, datetime.now(UTC))
