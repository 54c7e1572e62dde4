"""Write the reports whose content changed."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flows.steps.histories import histories
from flows.steps.told import Told, nobody
from policytrail.report.described import change_line
from policytrail.report.histories import SourceLine
from policytrail.report.html import assets
from policytrail.report.records import ChangeLine
from policytrail.report.site import Leaf, change_pages, index_pages, source_pages
from policytrail.report.watched import source_line
from storage.captures import newest_event
from storage.database import Connection


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication did."""

    written: int
    unchanged: int


def publish(connection: Connection, out: Path, told: Told = nobody) -> Published:
    """Write the pages of all that the database knows, as of its newest capture or attempt."""
    return write_pages(_pages(connection, told), out)


def _pages(connection: Connection, told: Told) -> Iterator[Leaf]:
    as_of = newest_event(connection)
    yield from assets()
    changes: list[ChangeLine] = []
    sources: list[SourceLine] = []
    if as_of is not None:
        for history in histories(connection, as_of):
            for change in history.changes:
                yield from change_pages(change)
                changes.append(change_line(change))
            yield from source_pages(history)
            sources.append(source_line(history))
            told("writing", len(sources), None)
    yield from index_pages(changes, sources, as_of or datetime.fromtimestamp(0, UTC))


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
