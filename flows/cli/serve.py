"""`policytrail serve`: everything in one command, until it is stopped."""

import os
import signal
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from flows.cli.app import app, places_from
from flows.cli.sources import check_watch, read_sources
from flows.deployments import quiet_prefect

_LAST_PORT = 65_535


@app.command()
def serve(  # noqa: PLR0913 (the options of a command)
    context: typer.Context,
    *,
    cron: Annotated[
        str, typer.Option(help="When `track` runs, in UTC; default: daily at 06:00.")
    ] = "0 6 * * *",
    every: Annotated[
        float | None,
        typer.Option(min=1, help="Seconds from one run to the next, instead of --cron."),
    ] = None,
    port: Annotated[
        int,
        typer.Option(min=1, max=_LAST_PORT, help="Port of Prefect's own server and its web pages."),
    ] = 4200,
    reports: Annotated[
        bool, typer.Option("--reports/--no-reports", help="Whether the reports are served too.")
    ] = True,
    port_reports: Annotated[
        int, typer.Option(min=0, max=_LAST_PORT, help="Port of the reports.")
    ] = 8080,
    bind: Annotated[
        str, typer.Option(help="Address of this machine on which the reports are served.")
    ] = "127.0.0.1",
    name: Annotated[
        list[str] | None,
        typer.Option(help="Host name by which browsers may ask for reports; may be repeated."),
    ] = None,
) -> None:
    """Run the schedules, runs triggered in Prefect, and the web server of the reports, until stopped."""
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "INFO")
    quiet_prefect()
    from flows.deployments import (
        Schedule,
        ServedPlaces,
        auth_file,
        coming_runs,
        serving_alone,
        serving_runs,
        wait_for_fault,
    )
    from flows.pipeline import watch_beside
    from flows.web import ServedSite, answerers_for, comparer_for, health_looker, serving_site

    places = places_from(context)
    # What is wrong with them is told now, not by the first run.
    watch = watch_beside(places.sources, str(places.watch) if places.watch else None)
    check_watch(watch, read_sources(places.sources, empty_is_fine=True).entries, places.db)
    finders: list[Callable[[], str]] = []
    with _ending_by_signal(), ExitStack() as running:
        running.enter_context(serving_alone(places.db))
        if reports:
            look = health_looker(places.db, lambda: "".join(find() for find in finders))
            site = ServedSite(
                places.out,
                comparer_for(places.db),
                look,
                name or (),
                answerers_for(places.db, places.out),
            )
            address = running.enter_context(serving_site(site, port_reports, bind))
            os.environ.setdefault("POLICYTRAIL_REPORTS_URL", address)
            typer.echo(f"Serving the reports: {address} (open it in a browser)", err=True)
        url = _prefect_server(running, port, places.db)
        served = ServedPlaces(places.db, places.sources, places.out, places.watch)
        find_fault = running.enter_context(serving_runs(served, Schedule(cron, every)))
        typer.echo(f"Serving; runs and their logs: {url.removesuffix('/api')}", err=True)
        for line in coming_runs(served, Schedule(cron, every), datetime.now(UTC)):
            typer.echo(line, err=True)
        typer.echo("Stop it with Ctrl-C or SIGTERM; what was captured is kept.", err=True)
        if auth_file(os.environ).exists():
            typer.echo(
                f"Its web pages ask for the credentials in {auth_file(os.environ)}", err=True
            )
        finders.append(find_fault)
        wait_for_fault(find_fault)


def _prefect_server(running: ExitStack, port: int, db: Path) -> str:
    """Return the address of the configured server, or of one that runs until the stack ends."""
    from flows.deployments import own_prefect_server as own_server
    from flows.deployments import weaknesses_of_server
    from storage import local_name

    configured = os.environ.get("PREFECT_API_URL")
    if configured:
        for weakness in weaknesses_of_server(configured, os.environ):
            typer.echo(f"Prefect's server at {configured} is open to others: {weakness}", err=True)
        return configured
    typer.echo("Starting Prefect's own server (10-25 s; none is configured) ...", err=True)
    own = local_name(db)
    url = running.enter_context(own_server(port, own.with_name(f"{own.stem}.prefect.db")))
    os.environ["PREFECT_API_URL"] = url
    return url


@contextmanager
def _ending_by_signal() -> Generator[None]:
    """End the block in order at the first SIGTERM or SIGINT; further ones change nothing."""
    asked: list[int] = []

    def end(number: int, _frame: FrameType | None) -> None:
        if not asked:
            asked.append(number)
            raise SystemExit(0)

    before = {number: signal.signal(number, end) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
