"""Import captures from WARC files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flows.pipeline.progress import OnProgress, no_progress
from policytrail.errors import ArchiveFileError
from policytrail.evidence import read_captures
from policytrail.model import Attempt, Damage, Imported, Source, Sources
from storage import Connection, Found, declare_sources, known_captures, put_captures

_AT_ONCE = 64
"""Captures kept in one transaction: 64 of the largest known pages (2 MB) are 128 MB."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What was imported from the files."""

    captures: int
    new: int
    sources: int
    damages: tuple[str, ...]
    """Places that could not be read, a line each."""


def import_files(
    connection: Connection,
    files: Sequence[Path],
    sources: Sources,
    now: datetime,
    told: OnProgress = no_progress,
) -> Taken:
    """Store the captures of the files, skipping those already in the database."""
    importing = _Importing(connection, now)
    damages: list[str] = []
    for count, file in enumerate(files, 1):
        try:
            for imported in read_captures(file, sources, now, _others(files, file)):
                if isinstance(imported, Damage):
                    damages.append(str(imported))
                else:
                    importing.add_import(imported)
                    told("captures read", importing.read, None)
        except ArchiveFileError as error:
            damages.append(str(error))
        importing.keep_new()
        told("importing", count, len(files))
    return Taken(importing.captures, importing.new, len(importing.declared), tuple(damages))


def _others(files: Sequence[Path], file: Path) -> list[Path]:
    """Return the other files, which may contain bodies that this one refers to."""
    return [other for other in files if other != file]


class _Importing:
    """Collects captures, and writes them to the database in batches."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self.read = self.captures = self.new = 0
        self.declared: dict[str, Source] = {}
        self._connection, self._now = connection, now
        self._waiting: list[Imported] = []

    def add_import(self, imported: Imported) -> None:
        """Keep a capture for the next batch, and write the batch once it is full."""
        self._waiting.append(imported)
        self.read += 1
        if len(self._waiting) >= _AT_ONCE:
            self.keep_new()

    def keep_new(self) -> None:
        """Store the waiting captures that are new."""
        got = [each.retrieval for each in self._waiting]
        captured = [(each.capture, each.body) for each in got if each.capture is not None]
        known = known_captures(self._connection, (capture.capture_id for capture, _ in captured))
        new: list[Found] = [each for each in captured if each[0].capture_id not in known]
        fresh = {
            each.source.source_id: each.source
            for each in self._waiting
            if each.source.source_id not in self.declared
        }
        declare_sources(self._connection, fresh.values(), self._now)
        attempts: list[Attempt] = [each.attempt for each in got]
        put_captures(self._connection, new, attempts)
        self.declared |= fresh
        self.captures += len(captured)
        self.new += len(new)
        self._waiting.clear()
