"""Write the reports whose content changed."""

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from flows.pipeline.changed_pages import pages
from flows.pipeline.progress import Told, nobody
from policytrail.alerts.rules import Rule
from policytrail.errors import PolicyTrailError
from policytrail.report.manifest import MANIFEST_PATH, Manifest, read_manifest
from storage.database import Connection


class ReportsNotWritten(PolicyTrailError):
    """The folder of reports cannot be written: see to it; nothing stored is lost."""


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication did."""

    written: int
    unchanged: int


def publish(
    connection: Connection, out: Path, told: Told = nobody, rules: Sequence[Rule] = ()
) -> Published:
    """Write the pages of what changed since the site in `out` was written.

    Each watch rule has a feed. Reports are told up to the newest capture or attempt, so that the same rows give the same bytes.
    """
    return write_pages(pages(connection, manifest_in(out), told, rules), out)


def manifest_in(out: Path) -> Manifest:
    """Return what the site in `out` tells of; where there is none, nothing."""
    path = out / MANIFEST_PATH
    return read_manifest(path.read_text(encoding="utf-8")) if path.is_file() else Manifest()


def write_pages(pages: Iterable[tuple[str, str | bytes]], out: Path) -> Published:
    """Write each page below `out` unless its bytes are there already; replaced whole or not at all.

    Raises:
        ReportsNotWritten: a page could not be written; those before it were.
    """
    written = unchanged = 0
    for name, content in pages:
        wanted = content.encode() if isinstance(content, str) else content
        path = out / name
        if path.is_file() and path.read_bytes() == wanted:
            unchanged += 1
            continue
        _replace(path, wanted)
        written += 1
    return Published(written, unchanged)


def _replace(path: Path, content: bytes) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise ReportsNotWritten(
            f"{path}: cannot be written: {error.strerror}. The database is complete; see to the "
            "cause, and `policytrail report` writes the rest."
        ) from error
