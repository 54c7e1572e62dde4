"""`policytrail sources`: check sources.yaml, and make one of Open Terms Archive's files."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.app import app, places_from
from policytrail.errors import ConfigurationError
from policytrail.model import Source, Sources
from policytrail.text import count_noun

if TYPE_CHECKING:
    from policytrail.sources import Translation

sources_app = typer.Typer(
    help="Check sources.yaml, or convert one from Open Terms Archive.", no_args_is_help=True
)
app.add_typer(sources_app, name="sources")


def read_sources(path: Path, *, empty_is_fine: bool = False) -> Sources:
    """Return the sources that a file names.

    With `empty_is_fine`, a file whose `services` are still empty has no sources.

    Raises:
        ConfigurationError: if it cannot be read, or with all that is wrong in it.
    """
    from policytrail.sources import has_services, parse_sources

    if not path.exists():
        raise ConfigurationError(
            f"{path}: no such file. `policytrail add URL` creates it with a policy of "
            "your choice, `policytrail init` writes a commented one; or name another with --sources."
        )
    text = _read_text(path)
    if empty_is_fine and not has_services(text):
        return Sources()
    return parse_sources(text, path.name)


@sources_app.command()
def check(context: typer.Context) -> None:
    """Check sources.yaml and watch.yaml; report every wrong line and exit 2."""
    from flows.pipeline import watch_beside

    places = places_from(context)
    path = places.sources
    declared = read_sources(path)
    typer.echo(
        f"{path.name}: {count_noun(len(declared.service_ids), 'service')}, {count_noun(len(declared.policy_keys), 'policy', 'policies')}, "
        f"{count_noun(len(declared.entries), 'source')}"
    )
    watch = watch_beside(path, str(places.watch) if places.watch else None)
    count = check_watch(watch, declared.entries, places.db)
    if watch:
        typer.echo(f"{watch.name}: {count_noun(count, 'watch rule')}")
        say_links_local(watch)


def check_watch(watch: Path | None, sources: Sequence[Source], db: Path) -> int:
    """Return how many watch rules there are; name targets without an address on standard error.

    Raises:
        ConfigurationError: the file is wrong, or a rule names what does not exist.
    """
    from flows.pipeline import checked_rules, list_unset_targets

    rules = checked_rules(watch, sources, db)
    for line in list_unset_targets(rules):
        typer.echo(f"watch rule {line}", err=True)
    return len(rules)


@sources_app.command()
def move(
    context: typer.Context,
    source: Annotated[str, typer.Argument(help="The source by its id.")],
    url: Annotated[str, typer.Argument(help="Where the policy stands now.")],
) -> None:
    """Give a source a new address in sources.yaml, and keep the former one in its `history`."""
    from flows.pipeline import write_file
    from policytrail.sources import move_source

    path = places_from(context).sources
    read_sources(path)
    write_file(path, move_source(_read_text(path), source, url, path.name).encode())
    typer.echo(f"{path}: {source} is at {url} now; its former address is kept in `history`")


def say_links_local(watch: Path) -> None:
    """Say on standard error that links in messages are local, if the file names no address."""
    from flows.pipeline import watch_in

    watch_says = watch_in(watch)
    if watch_says.rules and not watch_says.site:
        typer.echo(
            f"{watch.name}: no `site:`, so links in messages and feeds are paths within the reports; "
            "set it to the address at which readers find them",
            err=True,
        )


@sources_app.command("import-ota")
def import_ota(
    folder: Annotated[Path, typer.Argument(help="A collection, or its declarations folder.")],
    out: Annotated[
        Path | None, typer.Option(help="The file to write; default: standard output.")
    ] = None,
) -> None:
    """Convert an Open Terms Archive collection to sources.yaml; exit 1 if parts cannot be converted."""
    from policytrail.sources import as_yaml

    text, notes = as_yaml(list(_translate_folder(folder)))
    if out is None:
        typer.echo(text, nl=False)
    else:
        out.write_text(text, encoding="utf-8")
    for note in notes:
        typer.echo(f"not translated: {note}", err=True)
    if notes:
        raise typer.Exit(1)


def _translate_folder(folder: Path) -> "Iterator[Translation]":
    from policytrail.sources import ota, ota_files

    inner = folder / "declarations"
    paths = sorted((inner if inner.is_dir() else folder).glob("*.json"))
    services = [path for path in paths if not path.name.endswith(".history.json")]
    if not services:
        raise ConfigurationError(f"{folder}: no Open Terms Archive service file (*.json) in it")
    for path in services:
        service = ota_files.read_service(_read_text(path), path.name)
        past = path.with_name(f"{path.stem}.history.json")
        history = _read_text(past) if past.exists() else "{}"
        yield ota.translate_declaration(
            path.stem, service, ota_files.read_history(history, past.name)
        )


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{path}: is not UTF-8 at byte {error.start}") from error
