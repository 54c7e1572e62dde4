"""`policytrail digest`: what happened in a period, for each watch rule."""

from typing import Annotated

import typer

from flows.cli.app import app, derived_database, places_from
from flows.cli.days import parse_day
from policytrail.text import count_noun


@app.command("digest")
def write_digests(
    context: typer.Context,
    rule: Annotated[
        list[str] | None, typer.Argument(help="Watch rules by name; all if none is named.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(help="From the start of this day; default: a week before --until.")
    ] = None,
    until: Annotated[str, typer.Option(help="Up to the start of this day.")] = "today",
) -> None:
    """Write a digest (HTML, Markdown, text and JSON) into the reports for each watch rule."""
    from flows.pipeline import read_site_entries, rules_in, rules_named, watch_beside, write_digests

    places = places_from(context)
    watch = str(places.watch) if places.watch else None
    rules = rules_named(rules_in(watch_beside(places.sources, watch)), rule or [])
    first = None if since is None else parse_day(since, "--since")
    with derived_database(context) as connection:
        entries = read_site_entries(connection, places.out)
    done = write_digests(rules, entries, places.out, parse_day(until, "--until"), first)
    typer.echo(
        f"{count_noun(len(rules), 'digest')}: {count_noun(done.written, 'file')} written, {done.unchanged} unchanged: "
        f"{places.out / 'digests'}"
    )
