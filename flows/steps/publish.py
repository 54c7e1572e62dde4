"""Write the reports whose content changed."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from flows.steps.pages import pages
from flows.steps.told import Told, nobody
from policytrail.report.manifest import MANIFEST_PATH, Manifest, read_manifest
from storage.database import Connection


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
    return write_pages(pages(connection, held, told), out)


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
