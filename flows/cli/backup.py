"""`policytrail backup` and `restore`: a copy of the database, and the way back."""

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.app import app, existing_database, places_from
from flows.cli.terminal import show_progress
from policytrail.errors import ConfigurationError


@app.command()
def backup(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(help="The new file.")],
) -> None:
    """Copy the database to a new file, even while runs are in progress."""
    from flows.pipeline import back_up

    with show_progress("copying"):
        back_up(existing_database(context), path)
    typer.echo(f"{path}: {path.stat().st_size / 1e6:.1f} MB; restore it with `policytrail restore`")


@app.command()
def restore(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(help="A file that `policytrail backup` wrote.")],
) -> None:
    """Replace the database by a backup; the old one is kept next to it."""
    from flows.pipeline import restore as restore_step

    if not path.is_file():
        raise ConfigurationError(f"{path}: no such file")
    database = places_from(context).db
    with show_progress("restoring"):
        before = restore_step(path, database)
    kept = f"; the previous database is now {before}" if before else ""
    typer.echo(f"{database}: restored{kept}")
