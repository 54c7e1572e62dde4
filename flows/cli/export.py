"""`policytrail export`: evidence and data out, for any other tool."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.app import app, derived_database, existing_database, places_from
from flows.cli.terminal import print_table, show_progress
from policytrail.errors import ConfigurationError
from policytrail.text import count_noun

if TYPE_CHECKING:
    from policytrail.model import Source
    from storage import Form

export_app = typer.Typer(help="Export evidence and data (docs/data.md).", no_args_is_help=True)
app.add_typer(export_app, name="export")

_Folder = Annotated[Path, typer.Argument(help="The folder to write the files to.")]


@export_app.command()
def warc(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The file to write, named *.warc.gz.")],
    source: Annotated[
        list[str] | None, typer.Argument(help="Sources or services by id; all if none is named.")
    ] = None,
) -> None:
    """Write captures with their bodies as WARC 1.1, which `import-warc` can read back."""
    _export_captures(context, file, ".warc.gz", source or [])


@export_app.command()
def wacz(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The file to write, named *.wacz.")],
    source: Annotated[
        list[str] | None, typer.Argument(help="Sources or services by id; all if none is named.")
    ] = None,
) -> None:
    """Write the same captures as a WACZ file, the format of viewers such as replayweb.page."""
    _export_captures(context, file, ".wacz", source or [])


@export_app.command()
def parquet(context: typer.Context, folder: _Folder) -> None:
    """Write all tables as Parquet, one file per table."""
    from storage import Form

    _write_tables(context, folder, Form.PARQUET)


@export_app.command()
def jsonl(context: typer.Context, folder: _Folder) -> None:
    """Write all tables as JSON lines, one file per table."""
    from storage import Form

    _write_tables(context, folder, Form.JSONL)


@export_app.command()
def evidence(
    context: typer.Context,
    change: Annotated[str, typer.Argument(help="The id of a change, e.g. PT-C-60aebcd0be21.")],
    file: Annotated[Path, typer.Argument(help="The file to write, named *.zip.")],
    sign: Annotated[
        Path | None, typer.Option(help="Sign it with this private Ed25519 key (PEM).")
    ] = None,
) -> None:
    """Write one change with all its evidence, so that third parties can check it (docs/evidence.md)."""
    from flows.pipeline import export_evidence

    if file.suffix != ".zip":
        raise ConfigurationError(f"{file}: expected a name that ends in .zip")
    with derived_database(context) as connection, show_progress("proving"):
        proved = export_evidence(connection, change, file, sign)
    typer.echo(f"{change} with {count_noun(proved, 'ledger entry', 'ledger entries')}: {file}")


def _export_captures(context: typer.Context, file: Path, ending: str, names: Sequence[str]) -> None:
    from flows.database import reading_database
    from flows.pipeline import export_captures
    from storage import tracked_sources

    if not file.name.endswith(ending):
        raise ConfigurationError(f"{file}: expected a name that ends in {ending}")
    with reading_database(existing_database(context)) as connection, show_progress() as progress:
        sources = _sources_named(tracked_sources(connection), names)
        written = export_captures(connection, sources, file, progress)
    typer.echo(f"{count_noun(written, 'capture')} of {count_noun(len(sources), 'source')}: {file}")


def _write_tables(context: typer.Context, folder: Path, form: "Form") -> None:
    from flows.pipeline import export_tables
    from storage import exported_files

    files = exported_files(folder, form)
    with derived_database(context, files) as connection, show_progress("exporting"):
        written = export_tables(connection, folder, form, places_from(context).out)
    print_table(
        ("file", "rows"),
        [(str(folder / f"{name}.{form}"), str(rows)) for name, rows in written.items()],
    )


def _sources_named(sources: "Sequence[Source]", names: Sequence[str]) -> "tuple[Source, ...]":
    from flows.pipeline import choose_sources
    from policytrail.model import Sources

    return choose_sources(Sources(tuple(sources)), names, ())
