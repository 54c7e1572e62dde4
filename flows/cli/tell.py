"""`policytrail tell`: send the alerts that are due."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.app import app, existing_database, places_from
from flows.cli.sources import read_sources, say_links_local
from flows.cli.terminal import print_table
from flows.deployments import quiet_prefect
from policytrail.model import Sources
from policytrail.text import count_noun

if TYPE_CHECKING:
    from policytrail.alerts import WatchRule


@app.command()
def tell(
    context: typer.Context,
    rule: Annotated[
        list[str] | None,
        typer.Argument(help="With --test: these watch rules; all if none is named."),
    ] = None,
    *,
    dead: Annotated[
        bool, typer.Option("--dead", help="Also retry alerts that were given up on.")
    ] = False,
    test: Annotated[
        bool,
        typer.Option("--test", help="Send a test message, marked as such, to each target instead."),
    ] = False,
) -> None:
    """Send alerts now, also those that failed before; exit 1 if one could not be delivered."""
    quiet_prefect()
    from flows.pipeline import checked_rules, watch_beside
    from policytrail.errors import ConfigurationError

    places = places_from(context)
    sources = read_sources(places.sources) if places.sources.exists() else Sources()
    watch = watch_beside(places.sources, str(places.watch) if places.watch else None)
    rules = checked_rules(watch, sources.entries, places.db)
    if not rules:
        raise ConfigurationError(
            "no watch rules: docs/alerts.md shows how to set alert recipients in watch.yaml"
        )
    if rule and not test:
        raise ConfigurationError("watch rules are named with --test only")
    if test and watch:
        say_links_local(watch)
    raise typer.Exit(_try_targets(rules, rule or []) if test else _send_due(context, rules, dead))


def _send_due(context: typer.Context, rules: "tuple[WatchRule, ...]", dead: bool) -> int:
    """Send what is due and say what became of it; return 1 if one was not delivered, else 0."""
    from flows.database import reading_database
    from flows.pipeline import POST, alert_in_turns, read_site_entries

    database, post = existing_database(context), replace(POST, dead_too=dead, without_pause=True)
    with reading_database(database) as connection:
        entries = read_site_entries(connection, places_from(context).out)
    done = alert_in_turns(database, rules, entries, datetime.now(UTC), post)
    typer.echo(f"{count_noun(done.sent, 'alert')} sent, {done.waiting} waiting, {done.dead} dead")
    if done.waiting or done.dead:
        typer.echo("`policytrail status` says which, why, and what to do.")
    return 1 if done.waiting or done.dead else 0


def _try_targets(rules: "tuple[WatchRule, ...]", names: list[str]) -> int:
    """Send the test messages and say what became of each; return 1 if one failed, else 0."""
    from flows.alerts import send_trials
    from flows.pipeline import POST, rules_named

    tried = send_trials(rules_named(rules, names), datetime.now(UTC), POST)
    print_table(
        ("watch rule", "to", "result"),
        [(message.rule, message.target, fault or "accepted") for message, fault in tried],
        beneath=True,
    )
    return 1 if any(fault for _, fault in tried) else 0
