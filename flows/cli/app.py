"""The commands by name, and what is common to all of them."""

import importlib
import os
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.terminal import clean_standard_streams
from flows.settings_file import apply_settings_file
from policytrail.errors import ConfigurationError, PolicyTrailError
from storage import check_address, store_exists

if TYPE_CHECKING:
    from storage import Connection

app = typer.Typer(
    name="policytrail",
    help="Track the terms and policies of online services, and separate real changes from noise.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@dataclass(frozen=True, slots=True)
class CommandPlaces:
    """Where a run reads and writes."""

    db: Path
    sources: Path
    out: Path
    watch: Path | None = None
    """The file of watch rules; None for `watch.yaml` next to the sources file, if it exists."""


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"policytrail {metadata.version('policytrail')}")
        raise typer.Exit


@app.callback()
def _read_global_options(  # noqa: PLR0913 # pyright: ignore[reportUnusedFunction] (called by typer)
    context: typer.Context,
    db: Annotated[
        Path, typer.Option(envvar="POLICYTRAIL_DB", help="The database: a file, or `ducklake:...`.")
    ] = Path("policytrail.duckdb"),
    sources: Annotated[
        Path,
        typer.Option(envvar="POLICYTRAIL_SOURCES", help="The file that lists what is tracked."),
    ] = Path("sources.yaml"),
    out: Annotated[
        Path, typer.Option(envvar="POLICYTRAIL_OUT", help="Where reports are written.")
    ] = Path("reports"),
    watch: Annotated[
        Path | None,
        typer.Option(
            envvar="POLICYTRAIL_WATCH",
            help="The file with the alert rules.",
            show_default="watch.yaml beside the sources, if it is there",
        ),
    ] = None,
    *,
    version: Annotated[  # noqa: ARG001 (acted on before any command)
        bool,
        typer.Option(
            "--version", help="Print the version and exit.", callback=_print_version, is_eager=True
        ),
    ] = False,
    debug: Annotated[  # noqa: ARG001 (read by `main`)
        bool, typer.Option("--debug", help="Show the traceback of an error.")
    ] = False,
) -> None:
    if db.is_dir():
        raise ConfigurationError(f"{db}: is a folder; name the database file with --db")
    check_address(db)
    context.obj = CommandPlaces(db, sources, out, watch)


def places_from(context: typer.Context) -> CommandPlaces:
    """Return where the run reads and writes, as the global options say."""
    places: object = context.obj
    if not isinstance(places, CommandPlaces):
        raise ConfigurationError("the global options were not parsed")
    return places


def existing_database(context: typer.Context) -> Path:
    """Return the database file, for a command that has nothing to do without one.

    Raises:
        ConfigurationError: there is none; a mistyped name must not look like an empty database.
    """
    path = places_from(context).db
    if not store_exists(path):
        raise ConfigurationError(
            f"{path}: no such database. Name another with --db, or create it with "
            "`policytrail track` or `policytrail import-warc FILE ...`."
        )
    return path


@contextmanager
def derived_database(context: typer.Context, files: Sequence[Path] = ()) -> "Generator[Connection]":
    """Open the database to read what was derived; say on standard error if something is not yet.

    DuckDB itself may write `files`.

    Raises:
        ConfigurationError: there is no database.
    """
    from flows.database import reading_database
    from flows.pipeline import has_underived

    with reading_database(existing_database(context), files) as connection:
        if has_underived(connection):
            typer.echo(
                "policytrail: something stored is not derived yet, e.g. since an update, and is "
                "missing here. Run `policytrail derive`, then this again.",
                err=True,
            )
        yield connection


COMMANDS: tuple[str, ...] = (
    "add",
    "backfill",
    "backup",
    "compact",
    "compare",
    "config",
    "copy",
    "demo",
    "derive",
    "diff",
    "digest",
    "doctor",
    "export",
    "extract",
    "import_warc",
    "pdf",
    "provisions",
    "review",
    "schema",
    "serve",
    "sources",
    "status",
    "tell",
    "timestamp",
    "track",
    "train",
    "verify",
)
"""The modules of this package that add commands to `app`."""
_FLAGS = ("--version", "--debug", "--help")
"""Options of all commands that have no value."""
_HOMES = {
    "compare-services": "compare",
    "init": "add",
    "restore": "backup",
    "report": "derive",
    "import-warc": "import_warc",
}
"""Commands that stand in the module of another name."""


def asked_for(arguments: Sequence[str]) -> tuple[str, ...]:
    """Return the modules that a command line needs: that of its command, else all of them.

    >>> asked_for(["--db", "track", "--out=x", "status", "backfill"])
    ('status',)
    """
    left = iter(arguments)
    for word in left:
        if not word.startswith("-"):
            return (_HOMES.get(word, word),) if word in {*COMMANDS, *_HOMES} else COMMANDS
        if "=" not in word and word not in _FLAGS:
            next(left, None)  # the value of the option
    return COMMANDS


_INTERRUPTED = 130
"""How a command ends at Ctrl-C."""


def main() -> None:
    """Run one command; exit 0 when done, 1 for something to look at, 2 for wrong usage."""
    clean_standard_streams()
    if "--debug" in sys.argv:
        _run_command()
        return
    try:
        _run_command()
    except ConfigurationError as error:
        _end_with(str(error), 2)
    except PolicyTrailError as error:
        _end_with(str(error), 1)
    except SystemExit as ending:
        if ending.code == _INTERRUPTED:
            _end_with("interrupted; what was stored until then is kept", _INTERRUPTED)
        raise
    except BrokenPipeError:
        # The reader of our output went away, e.g. `| head`: not an error of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        if error.filename is None:
            raise
        wrong_name = FileNotFoundError, IsADirectoryError, NotADirectoryError, PermissionError
        _end_with(f"{error.filename}: {error.strerror}", 2 if isinstance(error, wrong_name) else 1)


def _run_command() -> None:
    apply_settings_file(os.environ)
    if "POLICYTRAIL_LOG" in os.environ:
        from flows.json_logs import write_logs

        write_logs(os.environ)
    for module in asked_for(sys.argv[1:]):
        importlib.import_module(f"flows.cli.{module}")
    app()


def _end_with(message: str, code: int) -> None:
    # Several lines are places in files: each stays as editors and `grep` know it.
    typer.echo(message if "\n" in message else f"policytrail: {message}", err=True)
    sys.exit(code)
