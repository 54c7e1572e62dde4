"""`policytrail track`: capture what is due, derive, report."""

import sys
from typing import Annotated

import typer

from flows.cli.app import app, places_of
from flows.cli.sources import read_sources
from flows.cli.terminal.tables import print_table
from flows.deployments.prefect_settings import quiet

SEE = ": `policytrail status` says which, why, and what to do"


@app.command()
def track(
    context: typer.Context,
    source: Annotated[
        list[str] | None, typer.Argument(help="Sources or services by id; all if none is named.")
    ] = None,
    tag: Annotated[
        list[str] | None, typer.Option(help="Only sources with this tag; may be repeated.")
    ] = None,
    *,
    archive: Annotated[
        bool, typer.Option("--archive", help="Ask the Wayback Machine to keep what changed.")
    ] = False,
) -> None:
    """Capture every due source, derive what is missing, and write the reports."""
    quiet()
    from flows.pipeline.alert import Alerted, rules_in, watch_beside
    from flows.pipeline.capture import chosen

    places = places_of(context)
    # What is wrong with them is told now, not after a server has started.
    chosen(read_sources(places.sources), source or [], tag or [])
    watch = str(places.watch) if places.watch else None
    rules_in(watch_beside(places.sources, watch))
    say_server_starts()
    from flows.deployments.track import track as flow

    done = flow(
        db=str(places.db),
        sources=str(places.sources),
        out=str(places.out),
        only=source,
        tags=tag,
        archive=archive,
        watch=watch,
    )
    print_table(
        ("source", "outcome", "detail"),
        [(attempt.source_id, str(attempt.outcome), attempt.detail) for attempt in done.attempts],
        beneath=True,
    )
    failed = [attempt for attempt in done.attempts if attempt.capture_id is None]
    typer.echo(
        f"{len(done.attempts)} sources tried, {len(failed)} failed, {done.not_due} not due yet\n"
        f"{done.derived.documents} new documents, {done.derived.changes} new changes\n"
        f"{done.published.written} pages written: {places.out / 'index.html'}"
    )
    if done.not_reached:
        typer.echo(
            f"{done.not_reached} sources not tried before the run's deadline "
            "(POLICYTRAIL_RUN_DEADLINE_S): they stay due"
        )
    if done.alerted != Alerted():
        typer.echo(
            f"{done.alerted.sent} alerts sent, {done.alerted.waiting} waiting, "
            f"{done.alerted.dead} dead{SEE if done.alerted.dead or done.alerted.waiting else ''}"
        )
    sys.exit(1 if failed else 0)


def say_server_starts() -> None:
    """Tell whoever waits why nothing seems to happen for a while."""
    import os

    if not os.environ.get("PREFECT_API_URL"):
        typer.echo("Starting Prefect's own server (10-25 s; none is configured) ...", err=True)
