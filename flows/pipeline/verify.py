"""Check all stored content against its hash, and bodies against their recorded documents."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from flows.pipeline.extraction import READ_BODY
from flows.pipeline.progress import OnProgress, no_progress
from flows.pipeline.workers import in_batches, worker_pool
from policytrail.evidence import MerkleTree, TreeHead
from policytrail.model import EXTRACTOR_VERSION, BodyReading
from policytrail.verify import (
    Difference,
    wrong_blocks,
    wrong_bodies,
    wrong_documents,
    wrong_extractions,
)
from storage import (
    CatalogueDifference,
    Connection,
    ContentCounts,
    all_blocks,
    all_documents,
    body_hashes,
    catalogue_differences,
    count_contents,
    current_tree,
    find_differences,
    lost_contents,
    readable_bodies,
    readings_done,
    tree_head,
    wrong_copies,
    wrong_excerpts,
)

_BODIES = 32
"""Bodies in flight at once: 32 of the largest known pages (2 MB) are 64 MB."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What was checked, and what is wrong."""

    counts: ContentCounts
    read_again: int
    head: TreeHead
    ledger: tuple[Difference, ...]
    """Where rows are not those that were entered, the earliest entry first."""
    contents: tuple[str, ...]
    """Where contents are not what their names say."""
    catalogue: tuple[CatalogueDifference, ...] = ()
    """Where tables, views and functions are not those that the program made."""

    @property
    def is_misled(self) -> bool:
        """Return whether nothing else was checked, since what would be read is not what is stored."""
        return any(difference.misleads for difference in self.catalogue)

    @property
    def wrong(self) -> tuple[str, ...]:
        """Return one line for each error, naming what is wrong."""
        return (*map(str, self.catalogue), *map(str, self.ledger), *self.contents)


@dataclass(frozen=True, slots=True)
class Sample:
    """Which bodies are read again."""

    day: datetime
    """A sample has other bodies on each day."""
    most: int | None = None
    """None for all of them."""


def verify_database(
    connection: Connection,
    sample: Sample | None = None,
    told: OnProgress = no_progress,
    since: int = 0,
) -> Verified:
    """Recompute the ledger and every hash; with a sample, also read bodies again by their recipes.

    Only what this version's extractor made can be made again: what an older one made is passed over.
    With `since`, rows and bodies that were entered before that position are taken as they are.
    Where a table or view was replaced, that alone is reported: the rest cannot be relied on.
    """
    catalogue = catalogue_differences(connection)
    if any(difference.misleads for difference in catalogue):
        return Verified(ContentCounts(0, 0, 0), 0, tree_head(MerkleTree([])), (), (), catalogue)
    due = (
        readings_done(connection, EXTRACTOR_VERSION, f"{sample.day:%Y-%m-%d}", sample.most)
        if sample
        else []
    )
    wrong = chain(
        lost_contents(connection),
        wrong_bodies(body_hashes(connection, since)),
        wrong_blocks(all_blocks(connection)),
        wrong_documents(all_documents(connection)),
        wrong_excerpts(connection),
        wrong_copies(connection),
        _wrong_when_read_again(connection, due, told),
    )
    return Verified(
        counts=count_contents(connection),
        read_again=len(due),
        head=tree_head(current_tree(connection)),
        ledger=find_differences(connection, since),
        contents=tuple(wrong),
        catalogue=catalogue,
    )


def _wrong_when_read_again(
    connection: Connection, due: Sequence[tuple[BodyReading, str]], told: OnProgress
) -> Iterator[str]:
    recorded = {_reading_key(reading): outcome for reading, outcome in due}
    with worker_pool(len(due)) as apply:
        done = 0
        for batch in in_batches(apply, READ_BODY, _with_bodies(connection, due), _BODIES):
            done += len(batch)
            told("reading again", done, len(due))
            yield from wrong_extractions(
                (recorded[_reading_key(each.reading)], each) for each in batch
            )


def _with_bodies(
    connection: Connection, due: Sequence[tuple[BodyReading, str]]
) -> Iterator[tuple[BodyReading, bytes]]:
    for first in range(0, len(due), _BODIES):
        batch = [reading for reading, _ in due[first : first + _BODIES]]
        bodies = readable_bodies(connection, sorted({reading.body_sha256 for reading in batch}))
        for reading in batch:
            # One that cannot be read has its own line already.
            if reading.body_sha256 in bodies:
                yield reading, bodies[reading.body_sha256]


def _reading_key(reading: BodyReading) -> tuple[str, str, str]:
    return reading.body_sha256, reading.media_type, reading.recipe.sha256
