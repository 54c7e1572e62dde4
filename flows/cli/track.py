"""`policytrail track`: capture what is due, derive, report."""

import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.app import CommandPlaces, app, places_from
from flows.cli.sources import check_watch, read_sources
from flows.cli.terminal import print_new_changes, print_table, show_progress
from flows.deployments import naming_server_faults, quiet_prefect
from policytrail.errors import ConfigurationError
from policytrail.model import Outcome
from policytrail.text import count_noun

if TYPE_CHECKING:
    from flows.deployments import Tracked
    from flows.pipeline import Alerted
    from policytrail.model import Attempt, Source

_MOST_SHOWN = 5
SEE = ": `policytrail status` says which, why, and what to do"


@app.command()
def track(  # noqa: PLR0913 (the options of a command)
    context: typer.Context,
    source: Annotated[
        list[str] | None, typer.Argument(help="Sources or services by id; all if none is named.")
    ] = None,
    tag: Annotated[
        list[str] | None, typer.Option(help="Only sources with this tag; may be repeated.")
    ] = None,
    *,
    look_now: Annotated[
        bool, typer.Option("--now", help="Also capture sources that are not due yet.")
    ] = False,
    archive: Annotated[
        bool,
        typer.Option("--archive", help="Ask the Wayback Machine to save policies that changed."),
    ] = False,
    shards: Annotated[
        int,
        typer.Option(
            min=1,
            help="Divide the sources among so many runs of a work pool; default: capture them here.",
        ),
    ] = 1,
) -> None:
    """Capture every due source, derive what is missing, and write the reports."""
    quiet_prefect()
    from flows.pipeline import LISTENER, choose_sources, watch_beside

    places = places_from(context)
    check_shards(shards)
    # What is wrong with them is told now, not after a server has started.
    sources = read_sources(places.sources)
    wanted = choose_sources(sources, source or [], tag or [])
    watch = str(places.watch) if places.watch else None
    check_watch(watch_beside(places.sources, watch), sources.entries, places.db)
    if not look_now and _nothing_is_due(places.db, wanted):
        return
    begin_with_prefect(places.db)
    from flows.deployments import track_flow as flow

    with naming_server_faults(os.environ), show_progress("starting") as progress:
        LISTENER.set(progress)
        done = flow(
            db=str(places.db),
            sources=str(places.sources),
            out=str(places.out),
            only=source,
            tags=tag,
            archive=archive,
            watch=watch,
            takes_all=look_now,
            shards=shards,
        )
    sys.exit(1 if _print_tracked(done, places) else 0)


def _print_tracked(done: "Tracked", places: CommandPlaces) -> bool:
    """Show what a run did; return whether somebody should look at it."""
    print_table(
        ("source", "outcome", "detail"),
        [(attempt.source_id, *_say_attempt(attempt)) for attempt in done.attempts],
        beneath=True,
    )
    print_new_changes(done.changes, places.out)
    failed = [attempt for attempt in done.attempts if attempt.capture_id is None]
    captured = {attempt.source_id for attempt in done.attempts if attempt.capture_id is not None}
    not_policies = _captured_in_vain(places.db, captured)
    if not_policies:
        print_table(("source", "what came is not the policy"), not_policies, beneath=True)
    typer.echo(
        f"{count_noun(len(done.attempts), 'source')} tried, {len(failed)} failed, "
        f"{len(not_policies)} were not the policy, {done.not_due} not due yet{SEE if failed else ''}\n"
        f"{count_noun(done.derived.documents, 'new document')}, {count_noun(done.derived.changes, 'new change')}\n"
        f"{count_noun(done.published.written, 'page')} written: {places.out / 'index.html'}"
    )
    if done.not_reached:
        typer.echo(
            f"{count_noun(done.not_reached, 'source')} not tried before the run's deadline "
            "(POLICYTRAIL_RUN_DEADLINE_S): they stay due"
        )
    _print_alerted(done.alerted)
    return bool(failed or not_policies or done.alerted.waiting or done.alerted.dead)


def _say_attempt(attempt: "Attempt") -> tuple[str, str]:
    """Return what came of an attempt: in words, where its name would be a riddle."""
    if attempt.outcome is Outcome.CONFIRMED:
        return (
            "unchanged",
            attempt.detail or "the server says that the page is the one captured before",
        )
    return str(attempt.outcome), attempt.detail


def check_shards(shards: int) -> None:
    """Check that there is a server whose workers can take shards.

    Raises:
        ConfigurationError: none is configured.
    """
    if shards > 1 and not os.environ.get("PREFECT_API_URL"):
        raise ConfigurationError(
            f"--shards {shards}: needs a Prefect server with workers; name it with PREFECT_API_URL "
            "(docs/operations.md)"
        )


def _print_alerted(alerted: "Alerted") -> None:
    """Say what became of alerts, if there were any."""
    if alerted.sent or alerted.waiting or alerted.dead:
        see = SEE if alerted.dead or alerted.waiting else ""
        typer.echo(
            f"{count_noun(alerted.sent, 'alert')} sent, {alerted.waiting} waiting, {alerted.dead} dead{see}"
        )


def _captured_in_vain(db: Path, names: set[str]) -> list[tuple[str, str]]:
    """Return the sources whose newest capture is not the policy, each with what to do."""
    from flows.database import reading_database
    from policytrail.health import State, judge_health
    from storage import health_records

    now = datetime.now(UTC)
    with reading_database(db) as connection:
        judged = [
            (record.source.source_id, judge_health(record, now))
            for record in health_records(connection)
            if record.source.source_id in names
        ]
    return [(name, each.advice) for name, each in judged if each.state is State.NOT_A_POLICY]


def _nothing_is_due(db: Path, wanted: "Sequence[Source]") -> bool:
    """Return whether a run would have nothing to do; say then when it will have.

    Asked before Prefect's server starts, which takes ten times as long as the answer.
    """
    from flows.database import reading_database
    from flows.pipeline import RunTime, has_underived, next_due, sources_due
    from storage import spool_beside, store_exists

    if not store_exists(db) or spool_beside(db).has_work():
        return False
    now = datetime.now(UTC)
    with reading_database(db) as connection:
        if sources_due(connection, wanted, RunTime(now, now)) or has_underived(connection):
            return False
        due = next_due(connection, wanted)
    soonest = sorted(due.items(), key=lambda each: each[1])
    for source_id, due_at in soonest[:_MOST_SHOWN]:
        typer.echo(f"{source_id}: next due at {due_at:%Y-%m-%d %H:%M} UTC")
    if len(soonest) > _MOST_SHOWN:
        typer.echo(f"... and {len(soonest) - _MOST_SHOWN} more, later")
    typer.echo("nothing is due yet; use `policytrail track --now` to capture anyway")
    return True


def begin_with_prefect(db: Path) -> None:
    """Make sure that a flow can begin, and say on standard error why the start takes a while.

    Raises:
        ConfigurationError: Prefect's folder or server cannot be used.
        StorageError: the database cannot.
    """
    from flows.database import reading_database
    from flows.deployments import check_prefect
    from storage import store_exists

    check_prefect(os.environ)
    if store_exists(db):
        with reading_database(db):
            pass
    if not os.environ.get("PREFECT_API_URL"):
        typer.echo("Starting Prefect's own server (10-25 s; none is configured) ...", err=True)
