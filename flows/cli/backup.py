"""`policytrail backup` and `restore`: a copy of the database, and the way back."""

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.app import app, existing_database, places_from
from policytrail.errors import ConfigurationError


@app.command()
def backup(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(help="The new file.")],
) -> None:
    """Copy the database to a file while runs go on."""
    from flows.pipeline.backup import back_up

    back_up(existing_database(context), path)
    typer.echo(f"{path}: {path.stat().st_size / 1e6:.1f} MB; `policytrail restore` puts it back")


@app.command()
def restore(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(help="A file that `policytrail backup` wrote.")],
) -> None:
    """Put a backup in the place of the database, which is kept beside it."""
    from flows.pipeline.backup import restore as restore_step

    if not path.is_file():
        raise ConfigurationError(f"{path}: there is no such file")
    database = places_from(context).db
    before = restore_step(path, database)
    kept = f"; what was there before is {before}" if before else ""
    typer.echo(f"{database}: restored{kept}")
