"""`policytrail status`: one line a source, and what to do next."""

from collections import Counter
from datetime import UTC, datetime
from typing import Annotated

import typer

from flows.cli.app import app, existing_database
from flows.cli.tables import print_table


@app.command()
def status(
    context: typer.Context,
    trouble: Annotated[bool, typer.Option("--trouble", help="Only what needs a look.")] = False,
) -> None:
    """Say how each source fares and what to do about it; exit 1 if anything needs a look."""
    from flows.database import open_database
    from policytrail.status import State, judge
    from storage.status import records

    now = datetime.now(UTC)
    with open_database(existing_database(context)) as connection:
        judged = [(record, judge(record, now)) for record in records(connection)]
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
    )
    counts = Counter(str(verdict.state) for _, verdict in judged)
    typer.echo(
        ", ".join(f"{count} {state}" for state, count in sorted(counts.items()))
        or "no sources yet: run `policytrail track` or `policytrail import-warc FILE ...`"
    )
    if any(verdict.state not in fine for _, verdict in judged):
        raise typer.Exit(1)
