"""`policytrail serve`: run the schedules until stopped."""

import os
from contextlib import nullcontext
from typing import Annotated

import typer

from flows.cli.app import app, places_of
from flows.quiet import quiet


@app.command()
def serve(
    context: typer.Context,
    cron: Annotated[
        str, typer.Option(help="When `track` runs, in UTC; default: daily at 06:00.")
    ] = "0 6 * * *",
    every: Annotated[
        float | None, typer.Option(help="Seconds from one run to the next, instead of --cron.")
    ] = None,
    port: Annotated[int, typer.Option(help="Of Prefect's own server and its pages.")] = 4200,
) -> None:
    """Run `track` on its schedule, and what is triggered by hand, until SIGTERM."""
    quiet()
    from flows.serve import Schedule, own_server, serve_deployments

    places = places_of(context)
    configured = os.environ.get("PREFECT_API_URL")
    if not configured:
        typer.echo("Starting Prefect's own server (10-25 s; none is configured) ...", err=True)
    with nullcontext(configured) if configured else own_server(port) as url:
        os.environ["PREFECT_API_URL"] = url
        typer.echo(f"Serving; runs and their logs: {url.removesuffix('/api')}", err=True)
        serve_deployments(places.db, places.sources, places.out, Schedule(cron, every))
