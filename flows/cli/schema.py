"""`policytrail schema`: the JSON Schemas of the published records."""

from typing import Annotated

import typer

from flows.cli.app import app


@app.command("schema")
def print_schema(
    name: Annotated[
        str, typer.Argument(help="One of docs/schema, e.g. change, source, index.")
    ] = "change",
) -> None:
    """Print the JSON Schema of one kind of report file."""
    from policytrail.report.records import schema_text

    typer.echo(schema_text(name), nl=False)
