"""`policytrail extract`: a body as blocks, as JSON lines or as an outline for a person."""

import sys
from typing import Annotated

import typer

from flows.cli.app import app
from flows.cli.jsonl import run_stage, use_utf8

_Rules = list[str] | None


@app.command("extract")
def extract_command(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="FILE|URL", help="Files to read, or URLs to fetch once."),
    ] = None,
    *,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="One JSON object a line on stdin, one answer each.")
    ] = False,
    select: Annotated[
        _Rules, typer.Option(help="CSS selector of what to keep; may be repeated.")
    ] = None,
    remove: Annotated[
        _Rules, typer.Option(help="CSS selector of what to remove; may be repeated.")
    ] = None,
) -> None:
    """Show the policy extracted from a page, or why the page is not a policy."""
    from flows.cli.jsonl import answer_extract_line
    from flows.cli.terminal import show_all
    from policytrail.model import Recipe

    if jsonl:
        use_utf8()
        run_stage(answer_extract_line, sys.stdin, sys.stdout)
        return
    if not names:
        raise typer.BadParameter("name a file or a URL, or use --jsonl")
    recipe = Recipe(tuple(select or ()), tuple(remove or ()))
    raise typer.Exit(0 if show_all(names, recipe) else 1)
