"""`policytrail doctor`: whether this machine has what policytrail needs."""

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.app import app, places_from
from flows.cli.terminal import print_table
from policytrail.text import count_noun

if TYPE_CHECKING:
    from flows.pipeline import CheckResult


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
    results = check_machine(checked, os.environ, is_online=not offline)
    print_table(
        ("check", "result", "what was found"),
        [
            (
                result.subject,
                _say_result(result),
                f"{result.detail}; {result.advice}" if result.advice else result.detail,
            )
            for result in results
        ],
        beneath=True,
    )
    problems = sum(result.is_problem for result in results)
    optional = sum(not result.is_fine for result in results) - problems
    typer.echo(
        (f"{count_noun(problems, 'problem')} to mend" if problems else "all that is needed is here")
        + (f"; {count_noun(optional, 'optional part')} missing" if optional else "")
    )
    sys.exit(1 if problems else 0)


def _say_result(result: "CheckResult") -> str:
    if result.is_fine:
        return "ok"
    return "look" if result.is_problem else "optional"
