"""`policytrail derive` and `report`: work on what is stored, without the network.

They run the steps of the flows without Prefect's engine: there is nothing to retry or to schedule,
and starting the engine would cost more than the work (docs/decisions/0003).
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.app import CommandPlaces, app, derived_database, places_from
from flows.cli.days import parse_day
from flows.cli.terminal import show_progress
from policytrail.text import count_noun

if TYPE_CHECKING:
    from policytrail.alerts import WatchSettings

FAILED_BODY = ("body that is not the policy", "bodies that are not the policy")


@app.command(name="derive")
def derive_command(context: typer.Context) -> None:
    """Derive all missing documents, diffs, provisions and changes from the stored captures."""
    from flows.database import database_opener, renew_copy
    from flows.pipeline import derive_in_turns
    from storage import spool_beside

    path = places_from(context).db
    opened = database_opener(path)
    with opened() as connection:
        spool_beside(path).write_waiting(connection)
    with show_progress() as progress:
        done = derive_in_turns(opened, datetime.now(UTC), progress)
    renew_copy(path)
    typer.echo(
        f"{count_noun(done.documents, 'new document')}, {count_noun(done.failures, *FAILED_BODY)}, "
        f"{count_noun(done.changes, 'new change')}"
    )


@app.command()
def report(
    context: typer.Context,
    since: Annotated[
        str | None,
        typer.Option(help="List the changes first seen on or after this day, e.g. 2026-03-01."),
    ] = None,
) -> None:
    """Write the pages whose content changed; with --since, list what changed."""
    from flows.cli.terminal import print_changes
    from flows.pipeline import changes_since, publish_reports

    first = None if since is None else parse_day(since, "--since")
    places = places_from(context)
    with derived_database(context) as connection, show_progress() as progress:
        done = publish_reports(connection, places.out, progress, watch_for_reports(places))
        changes = () if first is None else changes_since(connection, first)
    if done.warning:
        typer.echo(f"policytrail: {done.warning}", err=True)
    written = f"{count_noun(done.written, 'page')} written, {done.unchanged} unchanged: {places.out / 'index.html'}"
    if first is not None:
        print_changes(changes, places.out)
        written = f"{count_noun(len(changes), 'change')} since {first}; {written}"
    typer.echo(written, err=first is not None)


def watch_for_reports(places: CommandPlaces) -> "WatchSettings":
    """Return what watch.yaml says to the reports."""
    from flows.pipeline import reported_watch, watch_beside

    named = str(places.watch) if places.watch else None
    return reported_watch(watch_beside(places.sources, named))
