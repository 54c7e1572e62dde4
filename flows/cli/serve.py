"""`policytrail serve`: run the schedules until stopped."""

import os
from contextlib import ExitStack
from typing import Annotated

import typer

from flows.cli.app import app, places_from
from flows.deployments.prefect_settings import quiet_prefect


@app.command()
def serve(  # noqa: PLR0913 (the options of a command)
    context: typer.Context,
    *,
    cron: Annotated[
        str, typer.Option(help="When `track` runs, in UTC; default: daily at 06:00.")
    ] = "0 6 * * *",
    every: Annotated[
        float | None, typer.Option(help="Seconds from one run to the next, instead of --cron.")
    ] = None,
    port: Annotated[
        int, typer.Option(help="Port of Prefect's own server and its web pages.")
    ] = 4200,
    reports: Annotated[
        bool, typer.Option("--reports", help="Also serve the reports to browsers on this machine.")
    ] = False,
    port_reports: Annotated[int, typer.Option(help="Port of the reports.")] = 8080,
) -> None:
    """Run the schedules, and runs triggered in Prefect, until stopped."""
    quiet_prefect()
    from flows.deployments.serve import Schedule, auth_file, own_server, serve_deployments
    from flows.deployments.server_guard import weaknesses_of_server
    from flows.web.compare import comparer_for
    from flows.web.server import serving_reports

    places = places_from(context)
    configured = os.environ.get("PREFECT_API_URL")
    if not configured:
        typer.echo("Starting Prefect's own server (10-25 s; none is configured) ...", err=True)
    with ExitStack() as running:
        if reports:
            site = running.enter_context(
                serving_reports(places.out, port_reports, comparer_for(places.db))
            )
            typer.echo(f"Serving the reports: {site}", err=True)
        url = configured or running.enter_context(own_server(port))
        os.environ["PREFECT_API_URL"] = url
        for weakness in weaknesses_of_server(url, os.environ) if configured else ():
            typer.echo(f"Prefect's server at {url} is open to others: {weakness}", err=True)
        typer.echo(f"Serving; runs and their logs: {url.removesuffix('/api')}", err=True)
        if not configured:
            typer.echo(
                f"Its web pages ask for the credentials in {auth_file(os.environ)}", err=True
            )
        serve_deployments(
            places.db, places.sources, places.out, Schedule(cron, every), places.watch
        )
