"""`policytrail train`: a typing model out of a labelled set that the user has."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from flows.cli.app import app
from policytrail.errors import ConfigurationError
from policytrail.provisions.sets import LabelledSet


@app.command("train")
def train_command(
    labelled_set: Annotated[LabelledSet, typer.Argument(metavar="SET", help="What to train on.")],
    labelled: Annotated[Path, typer.Option(help="The folder that holds the labelled sets.")],
    out: Annotated[
        Path, typer.Option(envvar="POLICYTRAIL_MODELS", help="Where the model is written.")
    ] = Path("models"),
    *,
    without_validation: Annotated[
        bool, typer.Option(help="Keep the validation part of UNFAIR-ToS for measuring.")
    ] = False,
) -> None:
    """Train a model: minutes on one core, the same text each time. Needs the extra `train`."""
    if not labelled.is_dir():
        raise ConfigurationError(f"{labelled} is missing")
    try:
        from flows.cli.trained import fit
    except ModuleNotFoundError as error:
        raise ConfigurationError(
            f"{error.name} is missing: install policytrail with the extra `train`"
        ) from error
    trained = fit(
        labelled_set, lambda name: rows_of(labelled / name), all_parts=not without_validation
    )
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{labelled_set.value}.tsv"
    path.write_text(trained.text, encoding="utf-8")
    typer.echo(f"{path}: held-out micro-F1 {trained.micro_f1:.4f}, macro-F1 {trained.macro_f1:.4f}")
    for label, figure in trained.by_label.items():
        typer.echo(f"  {figure:.3f} {label}")


def rows_of(path: Path) -> Iterator[dict[str, object]]:
    """Yield the rows of a file of JSON lines, compressed or not.

    Raises:
        ConfigurationError: if there is no such file.
    """
    if not path.is_file():
        raise ConfigurationError(f"{path} is missing")
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
