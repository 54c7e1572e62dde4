"""`policytrail doctor`: whether this machine has what policytrail needs."""

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.app import app, places_from
from flows.cli.terminal import print_table
from policytrail.text import count_noun

if TYPE_CHECKING:
    from flows.pipeline import Finding


@app.command("doctor")
def doctor_command(
    context: typer.Context,
    *,
    offline: Annotated[
        bool, typer.Option("--offline", help="Skip checks that need the network.")
    ] = False,
) -> None:
    """Check versions, folders, browser, Pango, proxy, Prefect, archive, clock; exit 1 if something needed is missing."""
    from flows.pipeline import CheckedPlaces, check_machine

    places = places_from(context)
    checked = CheckedPlaces(places.db, places.sources, places.out, places.watch)
    findings = check_machine(checked, os.environ, is_online=not offline)
    print_table(
        ("check", "result", "what was found"),
        [
            (
                finding.subject,
                _say_result(finding),
                f"{finding.detail}; {finding.advice}" if finding.advice else finding.detail,
            )
            for finding in findings
        ],
        beneath=True,
    )
    problems = sum(finding.is_problem for finding in findings)
    optional = sum(not finding.is_fine for finding in findings) - problems
    typer.echo(
        (f"{count_noun(problems, 'problem')} to mend" if problems else "all that is needed is here")
        + (f"; {count_noun(optional, 'optional part')} missing" if optional else "")
    )
    sys.exit(1 if problems else 0)


def _say_result(finding: "Finding") -> str:
    if finding.is_fine:
        return "ok"
    return "look" if finding.is_problem else "optional"
