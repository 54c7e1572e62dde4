"""`policytrail verify`: recompute the ledger and every hash, and read bodies again."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.app import app, existing_database
from flows.cli.terminal import show_progress
from policytrail.errors import ConfigurationError

if TYPE_CHECKING:
    from flows.pipeline import Expected, Verified

_REWRITTEN = (
    "The past was rewritten after that head was kept: rows were altered, left out or put in, and the "
    "ledger was made to fit."
)
_MISLED = (
    "Nothing else was checked: with such tables, views or functions a database can show anything as "
    "intact. Do not rely on reports that were made since the last check without differences."
)
_DIFFERS = (
    "What was entered when it was obtained or made is not what stands there now. Do not rely on that "
    "row, nor on a report that names it"
)


@app.command()
def verify(  # noqa: PLR0913 (each is an option of the command)
    context: typer.Context,
    *,
    again: Annotated[
        bool, typer.Option("--again", help="Also extract every body again by its recorded recipe.")
    ] = False,
    sample: Annotated[
        int | None,
        typer.Option(
            min=1, help="Extract at most this many bodies again, a different sample each day."
        ),
    ] = None,
    since: Annotated[
        Path | None,
        typer.Option(help="Check only entries made after the head in this file was printed."),
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(help="Also check that the ledger has only grown since the head in this file."),
    ] = None,
    key: Annotated[
        Path | None, typer.Option(help="The head must be signed with this public key (PEM).")
    ] = None,
    authority: Annotated[
        Path | None,
        typer.Option(
            help="The head must be time-stamped (FILE.tsr) by an authority with one of these "
            "certificates (PEM)."
        ),
    ] = None,
    head: Annotated[
        bool, typer.Option("--head", help="Print the head of the ledger without checking anything.")
    ] = False,
    sign: Annotated[
        Path | None, typer.Option(help="Sign that head with this private Ed25519 key (PEM).")
    ] = None,
) -> None:
    """Recompute the ledger and every hash of the database; list any differences and exit 1."""
    from flows.database import reading_database
    from flows.pipeline import (
        Expected,
        Sample,
        broken_promises,
        doubts_about,
        kept_head,
        shown_head,
    )
    from flows.pipeline import verify_database as verify_step

    kept = against or since
    if sign and not head:
        raise ConfigurationError("--sign signs the output of --head: use both")
    if key and not kept:
        raise ConfigurationError("--key checks the head of --against or --since: use one of them")
    if authority and not kept:
        raise ConfigurationError("--authority checks the stamp of --against or --since: use one")
    path = existing_database(context)
    if head:
        with reading_database(path) as connection:
            typer.echo(shown_head(connection, sign), nl=False)
        return
    wanted = Sample(datetime.now(UTC), sample) if again or sample else None
    heads = [Expected(file, key, authority) for file in dict.fromkeys((against, since)) if file]
    first = kept_head(since).size if since else 0
    doubts = [line for each in heads for line in doubts_about(each)]
    with reading_database(path, is_checked=False) as connection, show_progress() as progress:
        verified = verify_step(connection, wanted, progress, first)
        expected = () if verified.is_misled else heads
        broken = [line for each in expected for line in broken_promises(connection, each)]
    for doubt in doubts:
        typer.echo(f"{doubt}: do not rely on that head.", err=True)
    _print_differences(path, verified, broken, heads)
    if doubts:
        raise typer.Exit(1)


def _print_differences(
    path: Path, verified: "Verified", broken: list[str], heads: "list[Expected]"
) -> None:
    """Print what differs, what that means, and what was checked; exit 1 if anything differs."""
    for line in (*broken, *verified.wrong):
        typer.echo(line)
    kept = verified.counts
    checked = (
        f"{verified.head.size} entries of the ledger, {kept.bodies} bodies, {kept.documents} documents "
        f"and {kept.blocks} blocks checked"
    )
    if verified.read_again:
        checked += f", {verified.read_again} bodies read again"
    if not broken and not verified.wrong:
        since = f"; the ledger has only grown since {heads[0].file}" if heads else ""
        typer.echo(f"{checked}: all match their ledger entries{since}")
        return
    if verified.is_misled:
        typer.echo(_MISLED, err=True)
    if broken:
        typer.echo(_REWRITTEN, err=True)
    if verified.ledger:
        typer.echo(f"The first difference: {verified.ledger[0]}. {_DIFFERS}.", err=True)
    typer.echo(
        f"{checked}: {len(broken) + len(verified.wrong)} differences. Nothing was changed: restore "
        f"{path} from a backup, or import the captures again into a new database.",
        err=True,
    )
    raise typer.Exit(1)
