"""`policytrail train`: train a typing model on the user's own labelled set."""

import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from flows.cli.app import app
from policytrail.errors import ConfigurationError
from policytrail.model import LabelledSet


@app.command("train")
def train_command(
    labelled_set: Annotated[LabelledSet, typer.Argument(metavar="SET", help="What to train on.")],
    labelled: Annotated[
        list[Path],
        typer.Option(
            help="The folder that holds the labelled sets; for `provisions` the folders of "
            "policies read sentence by sentence, each with labels, sentences and text; for `alerts` "
            "files of labelled changes, or folders of them."
        ),
    ],
    out: Annotated[
        Path, typer.Option(envvar="POLICYTRAIL_MODELS", help="The folder to write the model to.")
    ] = Path("models"),
    *,
    without_validation: Annotated[
        bool, typer.Option(help="Keep the validation part of UNFAIR-ToS for measuring.")
    ] = False,
) -> None:
    """Train a model; takes minutes on one core and is reproducible. Needs the extra `train`."""
    for folder in labelled:
        if not folder.exists() or (labelled_set is not LabelledSet.ALERTS and not folder.is_dir()):
            raise ConfigurationError(f"{folder} is missing")
    out.mkdir(parents=True, exist_ok=True)
    try:
        if labelled_set is LabelledSet.PROVISIONS:
            _train_types(labelled, out)
            return
        if labelled_set is LabelledSet.ALERTS:
            _train_alerts(labelled, out)
            return
        from flows.cli.trained import fit_model
    except ModuleNotFoundError as error:
        raise ConfigurationError(
            f"{error.name} is missing: install policytrail with the extra `train`"
        ) from error
    trained = fit_model(
        labelled_set, lambda name: read_rows(labelled[0] / name), all_parts=not without_validation
    )
    path = out / f"{labelled_set.value}.tsv"
    path.write_text(trained.text, encoding="utf-8")
    typer.echo(f"{path}: held-out micro-F1 {trained.micro_f1:.4f}, macro-F1 {trained.macro_f1:.4f}")
    for label, figure in trained.by_label.items():
        typer.echo(f"  {figure:.3f} {label}")


def _train_alerts(paths: Sequence[Path], out: Path) -> None:
    """Write the card of the second opinion, and print how it does on services held out."""
    from flows.cli.alerts_trained import card_text, train_alerts
    from flows.own_card import CARD

    trained = train_alerts(paths)
    (out / CARD).write_text(card_text(trained, paths), encoding="utf-8")
    rules, both, card = trained.rules, trained.decided, trained.card
    typer.echo(f"{out / CARD}: {len(card.weights)} signs")
    typer.echo(f"rules alone: precision {rules.precision:.3f}, recall {rules.recall:.3f}")
    typer.echo(f"held out, both: precision {both.precision:.3f}, recall {both.recall:.3f}")
    typer.echo(f"mutes below {card.mute_below:.2f}, alerts by itself from {card.alert_from:.2f}")


def _train_types(folders: Sequence[Path], out: Path) -> None:
    """Write the typing model and its judge, and print how they do on policies held out."""
    from flows.cli.typing_trained import by_pattern, cross_validate, model_texts, read_folders
    from policytrail.provisions import THRESHOLD, typing_judge, typing_model

    policies = read_folders(folders)
    held_out = cross_validate(policies)
    for name, text in zip(
        (typing_model.MODEL, typing_judge.MODEL), model_texts(held_out), strict=True
    ):
        (out / name).write_text(text, encoding="utf-8")
        typer.echo(f"{out / name}: {len(text.encode()):,} bytes")
    patterns, both = by_pattern(policies), held_out.tally_types(THRESHOLD)
    typer.echo(f"patterns: precision {patterns.precision():.3f}, recall {patterns.recall():.3f}")
    typer.echo(f"held out: precision {both.precision():.3f}, recall {both.recall():.3f}")
    typer.echo(f"calibration error {held_out.calibration_error(THRESHOLD):.3f}")
    for label in held_out.labels:
        typer.echo(
            f"  {label:30} patterns {patterns.precision(label):.2f} {patterns.recall(label):.2f}"
            f"  both {both.precision(label):.2f} {both.recall(label):.2f}"
        )


def read_rows(path: Path) -> Iterator[dict[str, object]]:
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
