"""The `digest` flow: what happened in the week before, for each watch rule."""

from datetime import UTC, date, datetime
from pathlib import Path

from prefect import flow

from flows.database import reading_database
from flows.deployments.path_parameters import DEFAULT_DB, confine_paths
from flows.deployments.run_names import run_namer
from flows.pipeline import Written, read_site_entries, rules_in, watch_beside
from flows.pipeline import write_digests as digest_step


@flow(name="digest", flow_run_name=run_namer("digest"), persist_result=False)
def digest(  # noqa: PLR0913 (the parameters of a deployment, each by name)
    db: str = DEFAULT_DB,
    sources: str = "sources.yaml",
    out: str = "reports",
    watch: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Written:
    """Write the digests of all watch rules.

    Args:
        db: The database; by default that of POLICYTRAIL_DB.
        sources: The file that lists what is tracked.
        out: The folder of the reports.
        watch: The file of watch rules; by default `watch.yaml` next to the sources file.
        since: The first day; by default a week before the last.
        until: The last day; by default today.
    """
    confine_paths(db=db, sources=sources, out=out, watch=watch)
    rules = rules_in(watch_beside(Path(sources), watch))
    with reading_database(Path(db)) as connection:
        entries = read_site_entries(connection, Path(out))
    return digest_step(rules, entries, Path(out), until or datetime.now(UTC).date(), since)
