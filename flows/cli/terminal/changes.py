"""A list of changes: for a person at a terminal, or a line each for a program."""

import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from flows.cli.terminal.tables import print_table
from policytrail.model import Change, Severity
from policytrail.report import change_path
from policytrail.report.words import short_interval

_STYLES = {Severity.HIGH: "bold red", Severity.MEDIUM: "bold yellow", Severity.LOW: "bold"}


def print_changes(changes: Sequence[Change], out: Path) -> None:
    """Print each change with when it was first seen, what it is, and where its page is."""
    if sys.stdout.isatty():
        for change in changes:
            _show_change(change, out)
        return
    print_table(
        ("first seen", "source", "kind", "severity", "summary", "page"),
        [
            (
                change.transition.not_after.strftime("%Y-%m-%dT%H:%M:%SZ"),
                change.source.source_id,
                str(change.assessment.significance.kind),
                str(change.assessment.significance.severity),
                change.assessment.significance.summary,
                str(out / change_path(change.change_id)),
            )
            for change in changes
        ],
    )


def _show_change(change: Change, out: Path) -> None:
    # The page stands on a line of its own and is never wrapped, so that it can be clicked or copied.
    console, verdict, step = (
        Console(highlight=False),
        change.assessment.significance,
        change.transition,
    )
    what = f"{verdict.kind}" + (
        f", {verdict.severity}" if verdict.severity is not Severity.NONE else ""
    )
    head = Text.assemble(
        (change.source.source_id, "bold"),
        f"  {short_interval(step.not_before, step.not_after)}  ",
        (what, _STYLES.get(verdict.severity, "dim")),
    )
    console.print(head)
    if verdict.summary:
        console.print(Padding(Text(verdict.summary), (0, 0, 0, 2)))
    console.print(Text(f"  {out / change_path(change.change_id)}", "dim"), soft_wrap=True)
