"""`policytrail tell`: send the alerts that are due."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated

import typer

from flows.cli.app import app, existing_database, places_from
from flows.deployments.prefect_settings import quiet_prefect


@app.command()
def tell(
    context: typer.Context,
    *,
    dead: Annotated[
        bool, typer.Option("--dead", help="Also try once more what nobody tries any more.")
    ] = False,
) -> None:
    """Send the alerts that are due by now, capture nothing; exit 1 if one is dead."""
    quiet_prefect()
    from flows.database import reading_database
    from flows.pipeline.alert import POST, alert_in_turns, rules_in, watch_beside
    from flows.pipeline.publish import site_told
    from policytrail.errors import ConfigurationError

    places = places_from(context)
    rules = rules_in(watch_beside(places.sources, str(places.watch) if places.watch else None))
    if not rules:
        raise ConfigurationError("no watch rules: write who hears of what into watch.yaml")
    database, post = existing_database(context), replace(POST, dead_too=dead)
    with reading_database(database) as connection:
        entries = site_told(connection, places.out)
    done = alert_in_turns(database, rules, entries, datetime.now(UTC), post)
    typer.echo(f"{done.sent} alerts sent, {done.waiting} waiting, {done.dead} dead")
    if done.waiting or done.dead:
        typer.echo("`policytrail status` says which, why, and what to do.")
    raise typer.Exit(1 if done.dead else 0)
