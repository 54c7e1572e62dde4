"""`policytrail diff`: what changed between two texts, as JSON lines or as a redline."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from flows.cli.app import app
from flows.cli.jsonl import run_stage, use_utf8


@app.command("diff")
def diff_command(
    old: Annotated[Path | None, typer.Argument(help="The old text.")] = None,
    new: Annotated[Path | None, typer.Argument(help="The new text.")] = None,
    *,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="One JSON object a line on stdin, one answer each.")
    ] = False,
    earlier: Annotated[
        list[Path] | None, typer.Option(help="A text earlier than the old one; oldest first.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Also show noise.")] = False,
) -> None:
    """Show what changed between two texts of a policy, and how much it matters."""
    from flows.cli.jsonl import answer_diff_line
    from flows.cli.terminal import show_files
    from flows.own_card import use_own_card

    use_own_card(os.environ)
    if jsonl:
        use_utf8()
        run_stage(answer_diff_line, sys.stdin, sys.stdout)
        return
    if old is None or new is None:
        raise typer.BadParameter("name the old and the new file, or use --jsonl")
    raise typer.Exit(1 if show_files(old, new, tuple(earlier or ()), everything=everything) else 0)
