"""`policytrail import-warc`: captures out of files that archives keep.

As `derive`, it runs the steps of the flows without Prefect's engine.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from flows.cli.app import app, places_from
from flows.cli.derive import FAILED_BODY, watch_for_reports
from flows.cli.sources import read_sources
from flows.cli.terminal import show_progress
from policytrail.text import count_noun


@app.command(name="import-warc")
def import_warc(
    context: typer.Context,
    file: Annotated[
        list[Path], typer.Argument(help="WARC, ARC or WACZ files, plain or compressed.")
    ],
) -> None:
    """Import captures from WARC files, derive what is missing, and write the reports."""
    from flows.database import database_opener, reading_database, renew_copy
    from flows.pipeline import derive_in_turns, import_files, publish_reports
    from policytrail.model import Sources

    places, now = places_from(context), datetime.now(UTC)
    sources = read_sources(places.sources) if places.sources.exists() else Sources()
    opened = database_opener(places.db)
    with show_progress() as progress:
        with opened() as connection:
            taken = import_files(connection, file, sources, now, progress)
        made = derive_in_turns(opened, now, progress)
        renew_copy(places.db)
        with reading_database(places.db) as connection:
            done = publish_reports(connection, places.out, progress, watch_for_reports(places))
    if done.warning:
        typer.echo(f"policytrail: {done.warning}", err=True)
    for damage in taken.damages:
        typer.echo(f"policytrail: {damage}", err=True)
    typer.echo(
        f"{count_noun(taken.captures, 'capture')} of {count_noun(taken.sources, 'source')}, {taken.new} of them new\n"
        f"{count_noun(made.documents, 'new document')}, {count_noun(made.failures, *FAILED_BODY)}, "
        f"{count_noun(made.changes, 'new change')}\n"
        f"{count_noun(done.written, 'page')} written: {places.out / 'index.html'}"
    )
    sys.exit(1 if taken.damages else 0)
