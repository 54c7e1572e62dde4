"""`policytrail status`: one line a source, and what to do next."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.app import app, existing_database, places_from
from flows.cli.terminal import print_table
from policytrail.text import count_noun

if TYPE_CHECKING:
    from flows.pipeline import ComingChange, SourceStatus
    from storage import UndeliveredAlert


@app.command()
def status(
    context: typer.Context,
    *,
    trouble: Annotated[
        bool, typer.Option("--trouble", help="Show only what needs attention.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object, for monitoring.")
    ] = False,
) -> None:
    """Show the state of each source and what to do about it; exit 1 if anything needs attention."""
    from flows.database import reading_database
    from flows.pipeline import read_status

    now = datetime.now(UTC)
    with reading_database(existing_database(context)) as connection:
        store_status = read_status(connection, places_from(context).out, now)
    unset_targets = _unset_targets(context)
    if as_json:
        typer.echo(store_status.json_text(unset_targets, trouble=trouble))
    else:
        _print_sources([each for each in store_status.sources if not (trouble and each.is_fine)])
        typer.echo(
            ", ".join(f"{count} {state}" for state, count in sorted(store_status.counts.items()))
            or "no sources yet: run `policytrail track` or `policytrail import-warc FILE ...`"
        )
        if store_status.next_due:
            typer.echo(f"next due: {store_status.next_due:%Y-%m-%d %H:%M} UTC")
        for line in unset_targets:
            typer.echo(f"watch rule {line}")
        _print_announced(store_status.announced)
        _print_undelivered(store_status.undelivered, store_status.dead_alerts, now)
    if store_status.needs_attention:
        raise typer.Exit(1)


def _print_sources(sources: Sequence["SourceStatus"]) -> None:
    print_table(
        ("source", "state", "last good capture", "what to do"),
        [
            (
                each.record.source.source_id,
                f"{each.verdict.state}{', muted' if each.record.source.muting.parts else ''}",
                f"{each.record.last_good_at:%Y-%m-%d %H:%M}" if each.record.last_good_at else "-",
                each.advice,
            )
            for each in sources
        ],
        beneath=True,
    )


def _unset_targets(context: typer.Context) -> tuple[str, ...]:
    """Return the targets of watch rules that have no address: their alerts would wait for ever."""
    from flows.pipeline import list_unset_targets, reported_watch, watch_beside

    places = places_from(context)
    watch = watch_beside(places.sources, str(places.watch) if places.watch else None)
    # Without a file, `status` need not load what reads one.
    return list_unset_targets(reported_watch(watch).rules) if watch else ()


def _print_announced(announced: Sequence["ComingChange"]) -> None:
    """Say which changes policies announce that are still to come."""
    if announced:
        typer.echo()
        print_table(
            ("source", "announced for", "text"),
            [(each["source_id"], each["due"], each["text"]) for each in announced],
            beneath=True,
        )


def _print_undelivered(undelivered: Sequence["UndeliveredAlert"], dead: int, now: datetime) -> None:
    """Say which alerts have not arrived, and why."""
    from policytrail.alerts import TRIES, delivery_advice, is_dead

    if not undelivered:
        return
    typer.echo()
    print_table(
        ("watch rule", "to", "state", "tries", "alert and what to do"),
        [
            (
                alert.pending.alert.rule,
                # The name of what holds the address, never the address.
                alert.pending.alert.target,
                "dead" if is_dead(alert.pending) else "waiting",
                f"{alert.pending.failures} of {TRIES} failed",
                f"{alert.pending.alert.subject}. {delivery_advice(alert.pending, alert.fault, now)}",
            )
            for alert in undelivered
        ],
        beneath=True,
    )
    typer.echo(f"{count_noun(len(undelivered) - dead, 'alert')} waiting, {dead} dead")
