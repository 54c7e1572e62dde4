"""`policytrail status`: one line a source, and what to do next."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.app import app, existing_database, places_from
from flows.cli.terminal import print_table

if TYPE_CHECKING:
    from storage import UndeliveredAlert


@app.command()
def status(
    context: typer.Context,
    trouble: Annotated[
        bool, typer.Option("--trouble", help="Show only what needs attention.")
    ] = False,
) -> None:
    """Show the state of each source and what to do about it; exit 1 if anything needs attention."""
    from flows.database import reading_database
    from policytrail.health import State, judge_health
    from storage import StoredOutbox, health_records

    now = datetime.now(UTC)
    with reading_database(existing_database(context)) as connection:
        judged = [(record, judge_health(record, now)) for record in health_records(connection)]
        letters = StoredOutbox(connection).undelivered_alerts()
    fine = (State.OK, State.IMPORTED)
    print_table(
        ("source", "state", "last good capture", "what to do"),
        [
            (
                record.source.source_id,
                str(verdict.state),
                f"{record.last_good_at:%Y-%m-%d %H:%M}" if record.last_good_at else "-",
                verdict.advice,
            )
            for record, verdict in judged
            if not trouble or verdict.state not in fine
        ],
        beneath=True,
    )
    counts = Counter(str(verdict.state) for _, verdict in judged)
    typer.echo(
        ", ".join(f"{count} {state}" for state, count in sorted(counts.items()))
        or "no sources yet: run `policytrail track` or `policytrail import-warc FILE ...`"
    )
    _print_unset_targets(context)
    dead = _print_letters(letters, now)
    if dead or any(verdict.state not in fine for _, verdict in judged):
        raise typer.Exit(1)


def _print_unset_targets(context: typer.Context) -> None:
    """Say which targets of watch rules have no address, since their alerts would wait for ever."""
    from flows.pipeline import feeds_in, list_unset_targets, watch_beside

    places = places_from(context)
    watch = watch_beside(places.sources, str(places.watch) if places.watch else None)
    for line in list_unset_targets(feeds_in(watch)):
        typer.echo(f"watch rule {line}")


def _print_letters(letters: Sequence["UndeliveredAlert"], now: datetime) -> int:
    """Say which alerts have not arrived, and why; return how many of them are dead."""
    from policytrail.alerts import TRIES, delivery_advice, is_dead

    dead = sum(is_dead(one.pending) for one in letters)
    if not letters:
        return dead
    typer.echo()
    print_table(
        ("watch rule", "to", "state", "tries", "alert and what to do"),
        [
            (
                one.pending.alert.rule,
                # The name of what holds the address, never the address.
                one.pending.alert.target,
                "dead" if is_dead(one.pending) else "waiting",
                f"{one.pending.failures} of {TRIES} failed",
                f"{one.pending.alert.subject}. {delivery_advice(one.pending, one.fault, now)}",
            )
            for one in letters
        ],
        beneath=True,
    )
    typer.echo(f"{len(letters) - dead} alerts waiting, {dead} dead")
    return dead
