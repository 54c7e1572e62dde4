"""`policytrail derive`, `report` and `import-warc`: work on what is stored, without the network.

They run the steps of the flows without Prefect's engine: there is nothing to retry or to schedule,
and starting the engine would cost more than the work (docs/decisions/0003).
"""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.app import CommandPlaces, app, derived_database, places_from
from flows.cli.days import parse_day
from flows.cli.sources import read_sources
from flows.cli.terminal import show_progress
from policytrail.text import count_noun

if TYPE_CHECKING:
    from policytrail.alerts import WatchRule

_FAILURE = ("body that is not the policy", "bodies that are not the policy")


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
        f"{count_noun(done.documents, 'new document')}, {count_noun(done.failures, *_FAILURE)}, "
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
        done = publish_reports(connection, places.out, progress, feed_rules(places))
        changes = () if first is None else changes_since(connection, first)
    if done.warning:
        typer.echo(f"policytrail: {done.warning}", err=True)
    written = f"{count_noun(done.written, 'page')} written, {done.unchanged} unchanged: {places.out / 'index.html'}"
    if first is not None:
        print_changes(changes, places.out)
        written = f"{count_noun(len(changes), 'change')} since {first}; {written}"
    typer.echo(written, err=first is not None)


@app.command(name="import-warc")
def import_warc(
    context: typer.Context,
    file: Annotated[
        list[Path], typer.Argument(help="WARC, ARC or WACZ files, plain or compressed.")
    ],
) -> None:
    """Import captures from WARC files, derive what is missing, and write the reports."""
    from flows.database import database_opener, reading_database, renew_copy
    from flows.pipeline import derive_in_turns, import_files, publish_reports
    from policytrail.model import Sources

    places, now = places_from(context), datetime.now(UTC)
    sources = read_sources(places.sources) if places.sources.exists() else Sources()
    opened = database_opener(places.db)
    with show_progress() as progress:
        with opened() as connection:
            taken = import_files(connection, file, sources, now, progress)
        made = derive_in_turns(opened, now, progress)
        renew_copy(places.db)
        with reading_database(places.db) as connection:
            done = publish_reports(connection, places.out, progress, feed_rules(places))
    if done.warning:
        typer.echo(f"policytrail: {done.warning}", err=True)
    for damage in taken.damages:
        typer.echo(f"policytrail: {damage}", err=True)
    typer.echo(
        f"{count_noun(taken.captures, 'capture')} of {count_noun(taken.sources, 'source')}, {taken.new} of them new\n"
        f"{count_noun(made.documents, 'new document')}, {count_noun(made.failures, *_FAILURE)}, "
        f"{count_noun(made.changes, 'new change')}\n"
        f"{count_noun(done.written, 'page')} written: {places.out / 'index.html'}"
    )
    sys.exit(1 if taken.damages else 0)


def feed_rules(places: CommandPlaces) -> "tuple[WatchRule, ...]":
    """Return the watch rules, each of which has a feed."""
    from flows.pipeline import feeds_in, watch_beside

    named = str(places.watch) if places.watch else None
    return feeds_in(watch_beside(places.sources, named))
