"""What it costs to read captures out of the shared replay files, and to write them again.

Needs the shared corpus.
"""

import io
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from warcio.archiveiterator import ArchiveIterator

from benchmarks import SHARED, Row
from policytrail.evidence import CaptureWithBody, read_captures, warc_records
from policytrail.model import Imported, Sources

REPLAY = SHARED / "corpus" / "replay"
T = TypeVar("T")
NOW = datetime(2026, 9, 1, tzinfo=UTC)


def run() -> list[Row]:
    """Return the figures; nothing where the corpus is missing."""
    files = sorted(REPLAY.glob("*.warc.gz"))
    if not files:
        return []
    bare_s, _ = timed(lambda: bare(files))
    read_s, found = timed(lambda: sum(len(captures(file)) for file in files))
    largest = captures(max(files, key=lambda file: file.stat().st_size))
    packed_s, packed = timed(lambda: b"".join(warc_records(largest, "policytrail", NOW)))
    body_bytes = sum(len(body) for _, body in largest)
    return [
        Row(
            "WARC: 660 captures read, bodies hashed, digests checked",
            f"{found} captures, {read_s:.2f} s CPU",
            f"{read_s / bare_s:.1f} x warcio's records read and dropped",
            "660 captures, <= 3 x",
            holds=found == 660 and read_s <= 3 * bare_s,
        ),
        Row(
            f"WARC: {len(largest)} captures of the largest file written",
            f"{packed_s:.2f} s CPU for {body_bytes / 1e6:.0f} MB",
            f"{len(packed) / body_bytes:.2f} x the bodies' size",
        ),
    ]


def bare(files: list[Path]) -> int:
    """Return how many bytes the payloads have, read by warcio and dropped."""
    size_bytes = 0
    for file in files:
        with io.BytesIO(file.read_bytes()) as content:
            for record in ArchiveIterator(content):
                size_bytes += len(record.content_stream().read())
    return size_bytes


def captures(file: Path) -> list[CaptureWithBody]:
    """Return the captures of a file with their bodies."""
    return [
        (each.retrieval.capture, each.retrieval.body)
        for each in read_captures(file, Sources(), NOW)
        if isinstance(each, Imported) and each.retrieval.capture and each.retrieval.body
    ]


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Return the CPU seconds that some work takes, and what it gives."""
    began = time.process_time()
    found = work()
    return time.process_time() - began, found
