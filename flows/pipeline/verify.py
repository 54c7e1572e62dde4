"""Check all that is kept against its name, and bodies against what they are recorded to say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from flows.pipeline.extraction import READ_BODY
from flows.pipeline.progress import Told, nobody
from flows.pipeline.workers import in_batches, workers
from policytrail.model import EXTRACTOR_VERSION, Reading
from policytrail.verify import wrong_blocks, wrong_bodies, wrong_documents, wrong_extractions
from storage.contents import (
    Counts,
    all_blocks,
    all_bodies,
    all_documents,
    counts_of,
    lost_contents,
    readable_bodies,
    readings_done,
    wrong_excerpts,
)
from storage.database import Connection

_BODIES = 32
"""Bodies in flight at once: 32 of the largest known pages (2 MB) are 64 MB."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What was checked, and what is wrong."""

    counts: Counts
    read_again: int
    wrong: tuple[str, ...]
    """One line each, naming the thing."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Which bodies are read again."""

    day: datetime
    """A sample has other bodies on each day."""
    most: int | None = None
    """None for all of them."""


def verify(connection: Connection, sample: Sample | None = None, told: Told = nobody) -> Verified:
    """Recompute every hash; with a sample, also read bodies again with the recorded recipes.

    Only what this version's extractor made can be made again: what an older one made is passed over.
    """
    due = (
        readings_done(connection, EXTRACTOR_VERSION, f"{sample.day:%Y-%m-%d}", sample.most)
        if sample
        else []
    )
    wrong = chain(
        lost_contents(connection),
        wrong_bodies(all_bodies(connection)),
        wrong_blocks(all_blocks(connection)),
        wrong_documents(all_documents(connection)),
        wrong_excerpts(connection),
        _wrong_when_read_again(connection, due, told),
    )
    return Verified(counts_of(connection), len(due), tuple(wrong))


def _wrong_when_read_again(
    connection: Connection, due: Sequence[tuple[Reading, str]], told: Told
) -> Iterator[str]:
    recorded = {_key(reading): outcome for reading, outcome in due}
    with workers(len(due)) as apply:
        done = 0
        for batch in in_batches(apply, READ_BODY, _with_bodies(connection, due), _BODIES):
            done += len(batch)
            told("reading again", done, len(due))
            yield from wrong_extractions((recorded[_key(each.reading)], each) for each in batch)


def _with_bodies(
    connection: Connection, due: Sequence[tuple[Reading, str]]
) -> Iterator[tuple[Reading, bytes]]:
    for first in range(0, len(due), _BODIES):
        batch = [reading for reading, _ in due[first : first + _BODIES]]
        held = readable_bodies(connection, sorted({reading.body_sha256 for reading in batch}))
        for reading in batch:
            # One that cannot be read has its own line already.
            if reading.body_sha256 in held:
                yield reading, held[reading.body_sha256]


def _key(reading: Reading) -> tuple[str, str, str]:
    return reading.body_sha256, reading.media_type, reading.recipe.sha256
