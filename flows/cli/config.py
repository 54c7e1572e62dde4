"""`policytrail config`: every setting in force, and where it comes from."""

import os

import typer

from flows.cli.app import app, places_from
from flows.cli.terminal import print_table
from flows.settings_file import file_behind

_ORIGINS = {"COMMANDLINE": "option", "ENVIRONMENT": "environment"}


@app.command()
def config(context: typer.Context) -> None:
    """Print every setting in force and where it comes from; passwords are masked."""
    from flows.pipeline import watch_beside
    from flows.settings_in_force import settings_in_force

    places = places_from(context)
    watch = watch_beside(places.sources, str(places.watch) if places.watch else None)
    named = {"db": places.db, "sources": places.sources, "out": places.out, "watch": watch}
    rows = [(name, str(value or ""), _find_origin(context, name)) for name, value in named.items()]
    settings = settings_in_force(os.environ)
    print_table(
        ("setting", "value", "from"),
        [*rows, *((each.name, each.value, each.origin) for each in settings)],
        beneath=True,
    )


def _find_origin(context: typer.Context, option: str) -> str:
    """Return where the value of a global option comes from."""
    source = context.parent.get_parameter_source(option) if context.parent else None
    origin = _ORIGINS.get(source.name if source else "", "default")
    file = file_behind(f"POLICYTRAIL_{option.upper()}")
    return file if file and origin == "environment" else origin
