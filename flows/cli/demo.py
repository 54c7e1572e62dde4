"""`policytrail demo`: the whole pipeline on the invented web, offline."""

import webbrowser
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from flows.cli.app import app
from flows.quiet import quiet

FOLDER = Path(".demo")


@app.command()
def demo(
    opened: Annotated[bool, typer.Option("--open", help="Show the reports in a browser.")] = False,
) -> None:
    """Track invented services through a year, as a server would, and show what was found."""
    quiet()
    from flows.demo import highlights, play
    from policytrail.report.paths import change_path
    from policytrail.report.phrases import interval

    typer.echo("Starting Prefect's own server (10-25 s) ...", err=True)
    for played in play(FOLDER):
        tracked = played.tracked
        outcomes = Counter(str(attempt.outcome) for attempt in tracked.attempts)
        found = ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items()))
        changes = tracked.derived.changes
        typer.echo(f"{played.at:%d %b %Y}  {found or 'nothing due'}; {changes} new changes")
    index = (FOLDER / "reports" / "index.html").resolve()
    typer.echo("\nThe most important changes:")
    for change in highlights(FOLDER):
        verdict, when = change.assessment.significance, change.transition
        typer.echo(
            f"\n  {change.source.service}: {change.source.policy_type.replace('_', ' ')} "
            f"({verdict.severity} severity)"
            f"\n  {verdict.summary}"
            f"\n  {interval(when.not_before, when.not_after)}"
            f"\n  {index.parent / change_path(change.change_id)}"
        )
    typer.echo(f"\nAll reports: {index}")
    if opened:
        webbrowser.open(index.as_uri())
