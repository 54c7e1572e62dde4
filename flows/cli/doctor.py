"""`policytrail doctor`: whether this machine has what policytrail needs."""

import os
import sys
from typing import Annotated

import typer

from flows.cli.app import app, places_from
from flows.cli.terminal import print_table


@app.command("doctor")
def doctor_command(
    context: typer.Context,
    *,
    offline: Annotated[
        bool, typer.Option("--offline", help="Skip checks that need the network.")
    ] = False,
) -> None:
    """Check versions, folders, browser, Pango, proxy, Prefect, archive and clock; exit 1 on any problem."""
    from flows.pipeline import CheckedPlaces, check_machine

    places = places_from(context)
    checked = CheckedPlaces(places.db, places.sources, places.out, places.watch)
    findings = check_machine(checked, os.environ, is_online=not offline)
    print_table(
        ("check", "result", "what was found"),
        [
            (
                finding.subject,
                "ok" if finding.is_fine else "look",
                f"{finding.detail}; {finding.advice}" if finding.advice else finding.detail,
            )
            for finding in findings
        ],
        beneath=True,
    )
    sys.exit(0 if all(finding.is_fine for finding in findings) else 1)
