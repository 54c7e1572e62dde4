"""`policytrail demo`: the whole pipeline on the invented web, offline."""

import textwrap
import webbrowser
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.app import app
from flows.deployments import quiet_prefect

if TYPE_CHECKING:
    from flows.demo import Played
    from policytrail.model import Change

FOLDER = Path(".demo")
SHOWN = 3


@app.command()
def demo(
    opened: Annotated[bool, typer.Option("--open", help="Open the reports in a browser.")] = False,
) -> None:
    """Track invented services through a year, as a server would, and show the results."""
    quiet_prefect()
    from flows.demo import play_story, recorded_changes
    from policytrail.changes import most_important

    typer.echo("Starting Prefect's own server (10-25 s) ...", err=True)
    for played in play_story(FOLDER):
        typer.echo(_run_line(played))
    index = (FOLDER / "reports" / "index.html").resolve()
    typer.echo("\nThe most important changes:")
    for change in most_important(recorded_changes(FOLDER))[:SHOWN]:
        typer.echo(f"\n{_change_paragraph(change, index.parent)}")
    typer.echo(f"\nAll reports: {index}")
    if opened:
        webbrowser.open(index.as_uri())


def _run_line(played: "Played") -> str:
    """Return one line about a run: what came of the sources, and what changed."""
    outcomes = Counter(str(attempt.outcome) for attempt in played.tracked.attempts)
    kinds = Counter(_kind_words(change) for change in played.changes)
    captured = ", ".join(f"{count} {name}" for name, count in sorted(outcomes.items()))
    changed = ", ".join(f"{count} {name}" for name, count in sorted(kinds.items()))
    return f"{played.at:%d %b %Y}  {captured or 'nothing due'}; {changed or 'no change'}"


def _kind_words(change: "Change") -> str:
    """Return what a change is, with what makes it worth a second look."""
    verdict = change.assessment.significance
    marks = [name for name, is_so in (("silent", verdict.silent),) if is_so]
    if verdict.is_reversion:
        marks.append("a text that came back")
    return f"{verdict.kind} ({', '.join(marks)})" if marks else str(verdict.kind)


def _change_paragraph(change: "Change", site: Path) -> str:
    """Return a change as a paragraph that says where to read on."""
    from policytrail.report import change_path
    from policytrail.report.words import describe_interval

    verdict, when = change.assessment.significance, change.transition
    policy = change.source.policy_type.replace("_", " ")
    return "\n".join(
        (
            f"  {change.source.service}: {policy} ({verdict.severity} severity)",
            *textwrap.wrap(verdict.summary, 96, initial_indent="  ", subsequent_indent="  "),
            f"  {describe_interval(when.not_before, when.not_after)}",
            f"  {site / change_path(change.change_id)}",
        )
    )
