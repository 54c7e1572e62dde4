"""`policytrail timestamp`: have an authority confirm when a tree head existed."""

import os
from pathlib import Path
from typing import Annotated

import typer

from flows.cli.app import app


@app.command()
def timestamp(
    head: Annotated[
        Path, typer.Argument(help="A file with what `policytrail verify --head` printed.")
    ],
    authority: Annotated[str, typer.Option(help="The URL of an RFC 3161 time-stamping authority.")],
) -> None:
    """Have an authority time-stamp a head; write its answer beside it, as HEAD.tsr.

    The authority learns the SHA-256 of the file and nothing else. Check the stamp with
    `policytrail verify --against HEAD --authority CERTIFICATES`, or with openssl.
    """
    from flows.pipeline import stamp_beside, stamp_head
    from policytrail.fetch import from_environment

    stamped_at = stamp_head(head, authority, from_environment(os.environ))
    typer.echo(f"{stamp_beside(head)}: stamped at {stamped_at:%Y-%m-%d %H:%M:%S} UTC")
