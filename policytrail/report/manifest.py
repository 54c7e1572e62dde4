"""What a site was written from, so that the next publication writes only what changed."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain, repeat

from pydantic import TypeAdapter, ValidationError

from policytrail.model import SourceHistory
from policytrail.report.build.announcement import AnnouncedRecord, announced_record
from policytrail.report.build.change import change_line
from policytrail.report.build.service import ProvisionLine
from policytrail.report.build.source import source_line
from policytrail.report.records.change import ChangeLine
from policytrail.report.records.source import SourceLine
from policytrail.report.records.statement import MovedRecord
from policytrail.text import sha256_of

MANIFEST_PATH = "manifest.json"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the lists of a site say about one source, and what its pages were made of."""

    key: str
    """Differs whenever anything does that the source's pages or those of its changes show."""
    source: SourceLine
    changes: tuple[ChangeLine, ...]
    provisions: tuple[ProvisionLine, ...] = ()
    announced: tuple[AnnouncedRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """All entries, and the keys of pages that belong to no single source."""

    program: str = ""
    """The name of the program that wrote the site; another one writes all of it again."""
    entries: tuple[Entry, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()
    """Of pages like those of provisions, by their path without its ending."""


def entry_of(
    history: SourceHistory,
    key: str,
    provisions: Iterable[ProvisionLine] = (),
    moves: Iterable[Iterable[MovedRecord]] = (),
) -> Entry:
    """Return what the lists say about a source; `moves` are those of each change, in order."""
    of_each = chain(moves, repeat(()))
    changes = tuple(
        change_line(change, moved)
        for change, moved in zip(history.changes, map(tuple, of_each), strict=False)
    )
    announced = tuple(announced_record(one, history.source) for one in history.announced)
    return Entry(key, source_line(history), changes, tuple(provisions), announced)


def stale_sources(manifest: Manifest, keys: Mapping[str, str]) -> frozenset[str]:
    """Return the sources whose pages must be written: new ones and those with another key."""
    held = {entry.source.source_id: entry.key for entry in manifest.entries}
    if manifest.program != program():
        held = {}
    return frozenset(source_id for source_id, key in keys.items() if held.get(source_id) != key)


def stale_services(
    manifest: Manifest, keys: Mapping[str, str], services: Mapping[str, str]
) -> frozenset[str]:
    """Return the services with a stale source, or with one that is tracked no more.

    `services` names the service of each source.
    """
    stale = {services[source_id] for source_id in stale_sources(manifest, keys)}
    gone = [one.source for one in manifest.entries if one.source.source_id not in keys]
    return frozenset(stale | {line.service_id for line in gone} & set(services.values()))


def kept_entries(manifest: Manifest, keys: Collection[str], stale: Collection[str]) -> list[Entry]:
    """Return the entries that still hold: of sources that are tracked and not stale."""
    return [
        entry
        for entry in manifest.entries
        if entry.source.source_id in keys and entry.source.source_id not in stale
    ]


def read_manifest(text: str) -> Manifest:
    """Return what a manifest says; an unreadable one says nothing, so that all is written."""
    try:
        return _adapter().validate_json(text)
    except ValidationError:
        return Manifest()


def manifest_text(manifest: Manifest) -> str:
    """Return a manifest as JSON text."""
    return _adapter().dump_json(manifest).decode() + "\n"


@cache
def program() -> str:
    """Return the name of this program: the hash of all that decides how pages look."""
    package = files("policytrail.report")
    names = sorted(_files(package, ""), key=lambda pair: pair[0])
    return sha256_of(*(part for name, at in names for part in (name, at.read_text("utf-8"))))


def _files(folder: Traversable, place: str) -> Iterable[tuple[str, Traversable]]:
    for at in folder.iterdir():
        name = f"{place}/{at.name}"
        if at.is_dir():
            yield from _files(at, name)
        elif at.name.endswith((".py", ".j2", ".css", ".js", ".toml")):
            yield name, at


@cache
def _adapter() -> TypeAdapter[Manifest]:
    return TypeAdapter(Manifest)
