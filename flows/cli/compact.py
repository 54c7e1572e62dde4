"""`policytrail compact`: make the database file smaller."""

import typer

from flows.cli.app import app, existing_database
from flows.cli.terminal import show_progress


@app.command()
def compact(context: typer.Context) -> None:
    """Write the database anew, smaller: each body as a delta of the one before it, no space left behind."""
    from flows.pipeline import compact_database

    path = existing_database(context)
    with show_progress("compacting"):
        done = compact_database(path)
    typer.echo(
        f"{path}: {done.before_bytes / 1e6:.1f} -> {done.after_bytes / 1e6:.1f} MB, "
        f"{done.packed} bodies packed anew"
    )
