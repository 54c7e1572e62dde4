"""Write the reports whose content changed."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from flows.steps.histories import histories
from flows.steps.told import Told, nobody
from policytrail.model import SourceHistory
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
    entries = {entry.source.source_id: entry for entry in kept_entries(held, keys, stale)}
    told_of = histories(connection, as_of, due)
    for _, group in groupby(told_of, key=lambda history: history.source.service_id):
        of_service = tuple(group)
        for history in of_service:
            name = history.source.source_id
            if name in stale:
                yield from _source(connection, history)
                entries[name] = entry_of(history, keys[name])
            told("writing", len(entries), len(keys))
        yield from service_pages(of_service)
    told_in_order: list[Entry] = [entries[name] for name in keys if name in entries]
    yield from common_pages(told_in_order, as_of)
    # Last, so that a publication that was cut short is made good by the next.
    manifest = replace(held, program=program(), entries=tuple(told_in_order))
    yield MANIFEST_PATH, manifest_text(manifest)


def _source(connection: Connection, history: SourceHistory) -> Iterator[Leaf]:
    documents = documents_of(connection, history.source.source_id)
    yield from source_pages(history, documents.get)
    for change in history.changes:
        yield from change_pages(change, documents.get)


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
