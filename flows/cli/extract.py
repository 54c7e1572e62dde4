"""`policytrail extract`: a body as blocks, as JSON lines or as an outline for a person."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from flows.cli.app import app
from flows.cli.stage import run_stage, use_utf8

_Rules = list[str] | None


@app.command("extract")
def extract_command(
    files: Annotated[list[Path] | None, typer.Argument(help="Bodies to read.")] = None,
    *,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="One JSON object a line on stdin, one answer each.")
    ] = False,
    select: Annotated[_Rules, typer.Option(help="CSS of what to keep; may be repeated.")] = None,
    remove: Annotated[_Rules, typer.Option(help="CSS to take out; may be repeated.")] = None,
) -> None:
    """Show what a body says as a policy, or why it is none."""
    from flows.cli.extracted import answer
    from flows.cli.outline import show_file

    if jsonl:
        use_utf8()
        run_stage(answer, sys.stdin, sys.stdout)
        return
    if not files:
        raise typer.BadParameter("name a file, or use --jsonl")
    shown = [show_file(path, tuple(select or ()), tuple(remove or ())) for path in files]
    raise typer.Exit(0 if all(shown) else 1)
