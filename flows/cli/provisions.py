"""`policytrail provisions`: what a policy says, as JSON lines or as a table with quotes."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from flows.cli.app import app
from flows.cli.jsonl import run_stage, use_utf8


@app.command("provisions")
def provisions_command(
    files: Annotated[list[Path] | None, typer.Argument(help="Policies to read.")] = None,
    *,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="One JSON object a line on stdin, one answer each.")
    ] = False,
    taxonomy_json: Annotated[
        bool, typer.Option("--taxonomy-json", help="Print the types and what they map to.")
    ] = False,
    taxonomy_page: Annotated[
        bool, typer.Option("--taxonomy-page", help="Print docs/taxonomy.md.")
    ] = False,
    models: Annotated[
        Path | None,
        typer.Option(envvar="POLICYTRAIL_MODELS", help="Folder of models made by `train`."),
    ] = None,
) -> None:
    """Show the typed clauses of a policy, each quoted, and what they mean for users.

    Several files are read as the policies of one service; contradictions are listed at the end.
    """
    from flows.cli.jsonl import provisions as told

    if taxonomy_json:
        typer.echo(told.taxonomy_as_json())
    elif taxonomy_page:
        typer.echo(told.taxonomy_as_page(), nl=False)
    elif jsonl:
        use_utf8()
        run_stage(told.build_answerer(models), sys.stdin, sys.stdout)
    elif files:
        raise typer.Exit(0 if told.show_files(files, models) else 1)
    else:
        raise typer.BadParameter("name a file, or use --jsonl")
