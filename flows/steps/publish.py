"""Write the reports whose content changed."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import groupby, zip_longest
from pathlib import Path

from flows.steps.histories import histories
from flows.steps.shelf import Across, compared, governed, kinds, lines_of, moved
from flows.steps.told import Told, nobody
from policytrail.model import Change, SourceHistory
from policytrail.model.said import Governed
from policytrail.report.manifest import (
    MANIFEST_PATH,
    Entry,
    Manifest,
    entry_of,
    kept_entries,
    manifest_text,
    program,
    read_manifest,
    stale_services,
    stale_sources,
)
from policytrail.report.provision_records import mark_of
from policytrail.report.provision_site import comparison_pages, provision_pages, type_pages
from policytrail.report.site import (
    Leaf,
    change_pages,
    common_pages,
    service_pages,
    source_pages,
)
from storage.captures import newest_event
from storage.database import Connection
from storage.documents import documents_of
from storage.keys import source_keys

_NEVER = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication did."""

    written: int
    unchanged: int


def publish(connection: Connection, out: Path, told: Told = nobody) -> Published:
    """Write the pages of what changed since the site in `out` was written.

    Reports are told up to the newest capture or attempt, so that the same rows give the same bytes.
    """
    path = out / MANIFEST_PATH
    held = read_manifest(path.read_text(encoding="utf-8")) if path.is_file() else Manifest()
    return write_pages(_pages(connection, held, told), out)


def _pages(connection: Connection, held: Manifest, told: Told) -> Iterator[Leaf]:
    as_of = newest_event(connection) or _NEVER
    keys, services = source_keys(connection, as_of)
    stale = stale_sources(held, keys)
    due = stale_services(held, keys, services)
    known = kinds()
    entries = {entry.source.source_id: entry for entry in kept_entries(held, keys, stale)}
    found: dict[str, Governed] = {}
    # First what the lists say, since a page about one source holds it against all the others.
    for history in histories(connection, as_of, due):
        name = history.source.source_id
        if name in stale:
            found[name] = governed(connection, history)
            lines = lines_of(history, found[name], known)
            entries[name] = entry_of(history, keys[name], lines)
    in_order: list[Entry] = [entries[name] for name in keys if name in entries]
    lines = [line for entry in in_order for line in entry.provisions]
    across = Across(connection, as_of, known, lines)
    written = 0
    for _, group in groupby(histories(connection, as_of, due), _service_of):
        of_service = tuple(group)
        for history in of_service:
            name = history.source.source_id
            if name in found:
                yield from _source(connection, history, found[name], across)
            written += 1
            told("writing", written, sum(services[name] in due for name in keys))
        service_id = _service_of(of_service[0])
        yield from service_pages(of_service, [one for one in lines if one.service_id == service_id])
    yield from type_pages(across.types())
    for services_compared in compared(connection):
        yield from comparison_pages(across.comparison(services_compared))
    yield from common_pages(in_order, as_of)
    # Last, so that a publication that was cut short is made good by the next.
    manifest = replace(held, program=program(), entries=tuple(in_order))
    yield MANIFEST_PATH, manifest_text(manifest)


def _service_of(history: SourceHistory) -> str:
    return history.source.service_id


def _source(
    connection: Connection, history: SourceHistory, found: Governed, across: Across
) -> Iterator[Leaf]:
    documents = documents_of(connection, history.source.source_id)
    records = list(across.records(history, found, documents)) if history.versions else []
    yield from source_pages(history, documents.get, [mark_of(record) for record in records])
    for record in records:
        yield from provision_pages(record)
    for change, records_moved in zip_longest(
        history.changes, moved(found, across.kinds), fillvalue=()
    ):
        if isinstance(change, Change):
            yield from change_pages(change, documents.get, records_moved)


def write_pages(pages: Iterable[tuple[str, str | bytes]], out: Path) -> Published:
    """Write each page below `out` unless its bytes are there already; replaced whole or not at all."""
    written = unchanged = 0
    for name, content in pages:
        wanted = content.encode() if isinstance(content, str) else content
        path = out / name
        if path.is_file() and path.read_bytes() == wanted:
            unchanged += 1
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        beside.write_bytes(wanted)
        beside.replace(path)
        written += 1
    return Published(written, unchanged)
