"""`policytrail digest`: what happened in a period, for each watch rule."""

from typing import Annotated

import typer

from flows.cli.app import app, existing_database, places_of
from flows.cli.days import day_of


@app.command("digest")
def write_digests(
    context: typer.Context,
    rule: Annotated[
        list[str] | None, typer.Argument(help="Watch rules by name; all if none is named.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(help="From the beginning of this day; a week before --until.")
    ] = None,
    until: Annotated[str, typer.Option(help="To the beginning of this day.")] = "today",
) -> None:
    """Write digests (HTML, Markdown, text, JSON) beside the reports, one for each watch rule."""
    from flows.database import reading_database
    from flows.pipeline.alert import rules_in, watch_beside
    from flows.pipeline.digest import digest, named
    from flows.pipeline.publish import site_told

    places = places_of(context)
    watch = str(places.watch) if places.watch else None
    rules = named(rules_in(watch_beside(places.sources, watch)), rule or [])
    first = None if since is None else day_of(since, "--since")
    with reading_database(existing_database(context)) as connection:
        entries = site_told(connection, places.out)
    done = digest(rules, entries, places.out, day_of(until, "--until"), first)
    typer.echo(
        f"{len(rules)} digests: {done.written} files written, {done.unchanged} unchanged: "
        f"{places.out / 'digests'}"
    )
