"""`policytrail verify`: recompute every hash."""

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

import typer

from flows.cli.app import app, places_of

if TYPE_CHECKING:
    from storage.database import Connection


@app.command()
def verify(context: typer.Context) -> None:
    """Recompute every hash of the database; exit 1 and name what differs."""
    from flows.database import open_database

    with open_database(places_of(context).db) as connection:
        wrong = list(_wrong(connection))
        row = connection.execute("SELECT count(*) FROM body").fetchone()
    for line in wrong:
        typer.echo(line)
    if wrong:
        raise typer.Exit(1)
    typer.echo(f"{row[0] if row else 0} bodies and all that is derived from them are as named")


def _wrong(connection: "Connection") -> Iterator[str]:
    from policytrail.verify import wrong_blocks, wrong_bodies, wrong_documents
    from storage.contents import all_blocks, all_bodies, all_documents, lost_bodies

    return chain(
        lost_bodies(connection),
        wrong_bodies(all_bodies(connection)),
        wrong_blocks(all_blocks(connection)),
        wrong_documents(all_documents(connection)),
    )
