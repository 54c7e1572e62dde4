"""`policytrail verify`: recompute every hash, and read bodies again."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from flows.cli.app import app, existing_database
from flows.cli.terminal.progress import progress


@app.command()
def verify(
    context: typer.Context,
    *,
    again: Annotated[
        bool, typer.Option("--again", help="Also read every body again, by its recorded recipe.")
    ] = False,
    sample: Annotated[
        int | None,
        typer.Option(min=1, help="Read at most so many bodies again, others on each day."),
    ] = None,
) -> None:
    """Recompute every hash of the database; exit 1 and name what differs."""
    from flows.database import open_database
    from flows.pipeline.verify import Sample
    from flows.pipeline.verify import verify as verify_step

    wanted = Sample(datetime.now(UTC), sample) if again or sample else None
    path = existing_database(context)
    with open_database(path) as connection, progress() as told:
        found = verify_step(connection, wanted, told)
    for line in found.wrong:
        typer.echo(line)
    kept = found.counts
    checked = f"{kept.bodies} bodies, {kept.documents} documents and {kept.blocks} blocks checked"
    if wanted:
        checked += f", {found.read_again} bodies read again"
    if not found.wrong:
        typer.echo(f"{checked}: all are what their names say")
        return
    typer.echo(
        f"{checked}: {len(found.wrong)} of what was found are wrong. Nothing was changed: restore "
        f"{path} from a backup, or import the captures again into a new database.",
        err=True,
    )
    raise typer.Exit(1)
