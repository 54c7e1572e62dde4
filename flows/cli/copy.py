"""`policytrail copy`: copy a store into a new one, of another kind or in another place."""

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.app import app
from policytrail.errors import ConfigurationError
from policytrail.text import count_noun


@app.command()
def copy(
    source: Annotated[Path, typer.Argument(metavar="FROM", help="A file, or `ducklake:...`.")],
    target: Annotated[Path, typer.Argument(metavar="TO", help="A new file, or an empty lake.")],
) -> None:
    """Copy a store into a new one, compare every row, and leave the first as it is."""
    from flows.pipeline import copy_store
    from storage import check_address, mask_password, store_exists

    for store in (source, target):
        check_address(store)
    if not store_exists(source):
        raise ConfigurationError(f"{source}: no such database")
    copied = copy_store(source, target)
    typer.echo(
        f"{mask_password(str(target))}: {count_noun(sum(copied.values()), 'row')} of {count_noun(len(copied), 'table')} copied, "
        "each compared with its source"
    )
