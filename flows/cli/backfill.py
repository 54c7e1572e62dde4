"""`policytrail backfill`: fetch earlier versions of policies from a web archive."""

import math
import os
import re
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.app import CommandPlaces, app, places_from
from flows.cli.days import parse_day
from flows.cli.sources import read_sources
from flows.cli.terminal import print_table, show_progress
from flows.cli.track import begin_with_prefect
from flows.deployments import naming_server_faults, quiet_prefect
from policytrail.errors import ConfigurationError
from policytrail.text import count_noun

if TYPE_CHECKING:
    from flows.pipeline import Admission, Filled, Plan

_MINUTE_S, _HOUR_S = 60, 3600
_LOSSES_SHOWN = 5
_QUERY = re.compile(r"(https?://[^\s?]+)\?\S+")
"""What of a listing's address nobody wants to read."""


@app.command()
def backfill(  # noqa: PLR0913 (the options of a command)
    context: typer.Context,
    source: Annotated[
        list[str] | None, typer.Argument(help="Sources or services by id; all if none is named.")
    ] = None,
    *,
    since: Annotated[str, typer.Option("--from", help="First day, e.g. 2024-01-01.")],
    until: Annotated[str, typer.Option("--to", help="Last day, or today.")] = "today",
    tag: Annotated[
        list[str] | None, typer.Option(help="Only sources with this tag; may be repeated.")
    ] = None,
    every: Annotated[
        str | None, typer.Option(help="Fetch one capture per period of this length, e.g. 7d.")
    ] = None,
    least_run: Annotated[
        int,
        typer.Option(
            min=0, help="Versions that lasted for fewer captures may be missed; 0 fetches all."
        ),
    ] = 2,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the plan and exit.")] = False,
) -> None:
    """Fetch the history of sources from the Wayback Machine, derive what is missing, and report.

    Looks at both ends of a span, and between two captures only where their documents differ.
    """
    from policytrail.fetch import from_environment

    quiet_prefect()
    places = places_from(context)
    first, last = parse_day(since, "--from"), parse_day(until, "--to")
    if last < first:
        raise ConfigurationError(f"--to {last} is before --from {first}")
    days = None if every is None else _check_days(every)
    if not from_environment(os.environ).contact:
        typer.echo(
            "Set POLICYTRAIL_CONTACT, so that the archive can see who sends the requests.", err=True
        )
    unlisted = _print_plan(places, source or [], tag or [], (first, last, days, least_run))
    if dry_run:
        sys.exit(1 if unlisted else 0)
    begin_with_prefect(places.db)
    from flows.deployments import backfill_flow as flow
    from flows.pipeline import LISTENER

    with naming_server_faults(os.environ), show_progress() as progress:
        LISTENER.set(progress)
        done = flow(
            since=first,
            until=last,
            db=str(places.db),
            sources=str(places.sources),
            out=str(places.out),
            only=source,
            tags=tag,
            every_days=days,
            least_run=least_run,
        )
    _print_done(done.sources)
    typer.echo(
        f"{count_noun(sum(each.captures for each in done.sources), 'new capture')}, "
        f"{count_noun(done.derived.changes, 'new change')}\n"
        f"{count_noun(done.published.written, 'page')} written: {places.out / 'index.html'}"
    )
    _print_losses([loss for each in done.sources for loss in each.losses])
    if done.blocked:
        typer.echo(f"policytrail: {done.blocked}", err=True)
    failed = any(each.failure or each.lost for each in done.sources)
    sys.exit(1 if failed or done.blocked else 0)


def _check_days(every: str) -> int:
    number = every.removesuffix("d")
    if not number.isdigit() or number == every or int(number) == 0:
        raise ConfigurationError(f"--every {every}: expected a number of days such as 1d or 7d")
    return int(number)


def _print_plan(
    places: CommandPlaces,
    names: list[str],
    tags: list[str],
    asked: tuple[date, date, float | None, int],
) -> "list[Filled]":
    """Print what the archive holds and what it takes; return what could not be listed."""
    from flows.database import database_opener
    from flows.pipeline import backfill_request, choose_sources, open_archive_session, plan_all
    from policytrail.fetch.wayback import seconds
    from storage import declare_sources

    now, opened, request = datetime.now(UTC), database_opener(places.db), backfill_request(*asked)
    declared = read_sources(places.sources)
    sources = [source for source in choose_sources(declared, names, tags) if source.wayback]
    with opened() as connection:
        declare_sources(connection, sources, now)
    with (
        open_archive_session(opened, now, _request_admission()) as session,
        show_progress() as progress,
    ):
        plans, failed = plan_all(opened, sources, request, session, progress)
        pace_s = session.archive.playback_pace_s
    print_table(
        ("source", "listed", "distinct", "requests", "failure"),
        [_plan_row(each) for each in plans]
        + [(each.source_id, "", "", "", _QUERY.sub(r"\1", each.failure)) for each in failed],
    )
    if failed:
        typer.echo(f"{len(failed)} of {len(sources)} sources could not be listed", err=True)
    listed = sum(each.listed for each in plans)
    least = sum(each.bounds.least for each in plans)
    most = sum(each.bounds.most for each in plans)
    typer.echo(
        f"{listed} captures listed, of which {_format_range(str(least), str(most))} are to be fetched: "
        f"{_format_range(_format_span(seconds(least, pace_s)), _format_span(seconds(most, pace_s)))} "
        f"at {1 / pace_s:g} requests a second"
    )
    return failed


def _request_admission() -> "Admission":
    """Return what admits requests; Prefect is asked only where a server is configured."""
    if not os.environ.get("PREFECT_API_URL"):
        from flows.pipeline import admit_all

        return admit_all
    from flows.deployments import request_admission
    from policytrail.fetch import from_environment

    return request_admission(from_environment(os.environ))


def _format_range(least: str, most: str) -> str:
    return least if least == most else f"{least} to {most}"


def _format_span(length_s: int) -> str:
    """Return a length of time as people say it, e.g. `40 s` or `25 min`."""
    if length_s < 2 * _MINUTE_S:
        return f"{length_s} s"
    if length_s < 2 * _HOUR_S:
        return f"{math.ceil(length_s / _MINUTE_S)} min"
    return f"{math.ceil(length_s / _HOUR_S)} h"


def _print_losses(losses: Sequence[str]) -> None:
    """Say on standard error why listed captures are not there, and what to do."""
    for loss in losses[:_LOSSES_SHOWN]:
        typer.echo(f"lost: {loss}", err=True)
    if len(losses) > _LOSSES_SHOWN:
        typer.echo(f"... and {len(losses) - _LOSSES_SHOWN} more", err=True)
    if losses:
        typer.echo("The same command requests them again after a day.", err=True)


def _plan_row(plan: "Plan") -> tuple[str, ...]:
    least, most = plan.bounds.least, plan.bounds.most
    requests = str(most) if least == most else f"{least}-{most}"
    return (plan.source.source_id, str(plan.listed), str(len(plan.stretches)), requests, "")


def _print_done(done: Sequence["Filled"]) -> None:
    print_table(
        ("source", "requests", "captures", "lost", "failure"),
        [
            (each.source_id, str(each.requests), str(each.captures), str(each.lost), each.failure)
            for each in done
        ],
    )
