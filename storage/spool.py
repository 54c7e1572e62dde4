"""Captures wait on disk until the database has them, so that a busy database loses nothing."""

import logging
import os
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import zstandard
from pydantic import TypeAdapter, ValidationError

from policytrail.errors import StorageError
from policytrail.model import Attempt, Capture, Retrieval, Source
from storage.addresses import local_name
from storage.captures import put_captures
from storage.database import Connection
from storage.sources import declare_dated

logger = logging.getLogger(__name__)

_LEAF = ".captures"
_AT_ONCE = 32
"""Most files written to the database in one transaction."""
_BYTES = 8_000_000
"""Most bytes of them together, unless one alone has more: pages are five times as large unpacked."""


@dataclass(frozen=True, slots=True)
class Spooled:
    """What one task obtained: the sources as they were declared, and what came of each."""

    sources: tuple[Source, ...]
    retrievals: tuple[Retrieval, ...]


@dataclass(frozen=True, slots=True)
class _SpooledFile:
    """The form in which `Spooled` is written: the retrievals as three columns, bodies as base64."""

    sources: tuple[Source, ...]
    attempts: tuple[Attempt, ...]
    captures: tuple[Capture | None, ...]
    bodies: tuple[str | None, ...]


_WRITTEN = TypeAdapter(_SpooledFile)


@dataclass(frozen=True, slots=True)
class Spool:
    """A folder beside a database; each file in it is one `Spooled`, whole or not there."""

    folder: Path

    def keep_captures(self, spooled: Spooled) -> None:
        """Write captures to the spool; durable when this returns.

        Raises:
            StorageError: the folder cannot be written.
        """
        if not spooled.retrievals:
            return
        content = _pack_spooled(spooled)
        # The first attempt's time comes first in the name, so that files are written in that order.
        attempted_at = min(each.attempt.attempted_at for each in spooled.retrievals)
        name = f"{attempted_at:%Y%m%dT%H%M%S%f}-{uuid4().hex}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            unfinished = self.folder / f".{name}"
            with unfinished.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(self.folder / f"{name}{_LEAF}")
        except OSError as error:
            raise StorageError(
                f"{self.folder}: what was captured cannot be kept there: {error.strerror}. Make room "
                "or change the rights of the folder; the next run captures it again."
            ) from error

    def waiting_files(self) -> list[Path]:
        """Return the files that wait to be written, oldest first."""
        return sorted(self.folder.glob(f"*{_LEAF}")) if self.folder.is_dir() else []

    def has_work(self) -> bool:
        """Return whether anything waits that this program can write, or set aside as damaged."""
        return any(_is_work(path) for path in self.waiting_files())

    def newest_slots(self) -> dict[str, datetime]:
        """Return the newest slot of each source of which a capture waits."""
        newest: dict[str, datetime] = {}
        for path in self.waiting_files():
            for each in _retrievals_in(path):
                scheduled_at = each.attempt.scheduled_at or each.attempt.attempted_at
                if each.capture is not None:
                    name = each.attempt.source_id
                    newest[name] = max(scheduled_at, newest.get(name, scheduled_at))
        return newest

    def write_waiting(self, connection: Connection) -> int:
        """Put all that waits into the database and remove it here; return how many files it was.

        Killed in between, a file is there still: the next run writes it again, which adds nothing.
        A damaged file is set aside and told of; its sources are still due. One that cannot be read
        for another reason waits on, e.g. if a newer version of the program has kept it.
        """
        paths = self.waiting_files()
        for together in _in_batches(paths):
            batch = {path: spooled for path in together if (spooled := _read_or_set_aside(path))}
            declared = [
                (source, min(each.attempt.attempted_at for each in spooled.retrievals))
                for spooled in batch.values()
                for source in spooled.sources
            ]
            declare_dated(connection, declared)
            retrievals = [each for spooled in batch.values() for each in spooled.retrievals]
            captured = [
                (each.capture, each.body) for each in retrievals if each.capture is not None
            ]
            put_captures(connection, captured, [each.attempt for each in retrievals])
            for path in batch:
                path.unlink(missing_ok=True)
        with suppress(OSError):
            self.folder.rmdir()
        return len(paths)


def spool_beside(database: Path) -> Spool:
    """Return the spool of a database."""
    own = local_name(database)
    return Spool(own.with_name(f"{own.name}.spool"))


def _pack_spooled(spooled: Spooled) -> bytes:
    got = spooled.retrievals
    bodies = (None if each.body is None else b64encode(each.body).decode() for each in got)
    written = _SpooledFile(
        spooled.sources,
        tuple(each.attempt for each in got),
        tuple(each.capture for each in got),
        tuple(bodies),
    )
    # With a checksum, what differs from what was written is known as damage.
    compressor = zstandard.ZstdCompressor(write_checksum=True)
    return compressor.compress(_WRITTEN.dump_json(written))


def _unpack_spooled(content: bytes) -> Spooled:
    written = _WRITTEN.validate_json(zstandard.ZstdDecompressor().decompress(content))
    got = zip(written.attempts, written.captures, written.bodies, strict=True)
    return Spooled(
        written.sources,
        tuple(
            Retrieval(attempt, capture, None if body is None else b64decode(body, validate=True))
            for attempt, capture, body in got
        ),
    )


def _in_batches(paths: Sequence[Path]) -> Iterator[list[Path]]:
    """Yield the files in their order, some at a time."""
    batch: list[Path] = []
    size_bytes = 0
    for path in paths:
        try:
            added_bytes = path.stat().st_size
        except FileNotFoundError:  # another run has written it
            added_bytes = 0
        if batch and (len(batch) == _AT_ONCE or size_bytes + added_bytes > _BYTES):
            yield batch
            batch, size_bytes = [], 0
        batch.append(path)
        size_bytes += added_bytes
    if batch:
        yield batch


def _retrievals_in(path: Path) -> tuple[Retrieval, ...]:
    """Return what a file holds; nothing if it cannot be read: whoever writes it tells of that."""
    try:
        return _unpack_spooled(path.read_bytes()).retrievals
    except (OSError, zstandard.ZstdError, ValueError):
        return ()


def _is_work(path: Path) -> bool:
    try:
        _unpack_spooled(path.read_bytes())
    except (OSError, zstandard.ZstdError, ValueError) as error:
        return _is_damage(error)
    return True


def _read_or_set_aside(path: Path) -> Spooled | None:
    """Return what a file holds; None if another run has written it, or it cannot be read."""
    try:
        return _unpack_spooled(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, zstandard.ZstdError, ValueError) as error:
        reason, is_damaged = str(error), _is_damage(error)
    if not is_damaged:
        logger.error(
            "captures cannot be read and wait on: another version of policytrail may have kept them",
            extra={"path": str(path), "reason": reason},
        )
        return None
    aside = path.with_suffix(".damaged")
    path.replace(aside)
    logger.error(
        "captures that waited cannot be read and were set aside",
        extra={"path": str(aside), "reason": reason},
    )
    return None


def _is_damage(error: Exception) -> bool:
    """Return whether a file is not as it was written; else it is this program that cannot read it."""
    if isinstance(error, ValidationError):
        return any(each["type"] == "json_invalid" for each in error.errors())
    return isinstance(error, zstandard.ZstdError | ValueError)
