"""The history and its report are the same in whatever order real captures arrive."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from flows.pipeline.derive import derive
from flows.pipeline.extraction import read_body
from flows.pipeline.publish import publish_reports
from policytrail.evidence.warc import read_captures
from policytrail.fetch.settings import FetchSettings
from policytrail.fetch.wayback.archive import Archive
from policytrail.fetch.wayback.query import format_timestamp
from policytrail.model import (
    Attempt,
    BodyReading,
    Capture,
    Extraction,
    Imported,
    Observation,
    Origin,
    Outcome,
    Source,
    Sources,
    Timeline,
)
from storage.captures import put_captures
from storage.database import open_database
from storage.documents import put_extractions
from storage.site_rows import ROWS_PATH
from storage.sources import declare_sources
from storage.timelines import read_observations, read_timelines
from tests.backfilling import NOW
from tests.corpus import needs_corpus
from tests.replay import REPLAY

pytestmark = needs_corpus

# Six versions, one of them a reversion, and four captures that are not the policy.
FILE = REPLAY / "llama-api-data-processor-agreement.warc.gz"
ARCHIVE = Archive.from_settings(FetchSettings())


@dataclass(frozen=True, slots=True)
class Found:
    """A real capture, where it came from by lot, and what its body says."""

    source: Source
    capture: Capture
    body: bytes
    extraction: Extraction

    @property
    def is_live(self) -> bool:
        return self.capture.origin is Origin.LIVE

    @property
    def attempts(self) -> list[Attempt]:
        """Return what a live capture leaves beside itself."""
        capture = self.capture
        captured = Outcome.CAPTURED
        attempt = Attempt(
            capture.source_id, capture.captured_at, captured, "", 200, capture.capture_id
        )
        return [attempt] if self.is_live else []


@dataclass(frozen=True, slots=True)
class Told:
    """What a database says in the end."""

    observations: Mapping[str, tuple[Observation, ...]]
    timelines: Mapping[str, Timeline]
    site: Mapping[str, bytes]


@pytest.fixture(scope="module")
def found() -> list[Found]:
    """Return real captures in order of time; half of them as if we had taken them ourselves."""
    chance = random.Random(5)  # noqa: S311 (a lot, no secret)
    imported = list(read_captures(FILE, Sources(()), NOW))
    return sorted(
        (found_of(each, chance.random() < 0.5) for each in imported if isinstance(each, Imported)),
        key=lambda each: each.capture.captured_at,
    )


def found_of(imported: Imported, is_live: bool) -> Found:
    source, got = imported.source, imported.retrieval
    assert got.capture is not None
    assert got.body is not None
    at, url = format_timestamp(got.capture.captured_at) or "", got.capture.url
    capture = replace(
        got.capture,
        origin=Origin.LIVE if is_live else Origin.WAYBACK,
        memento_url=None if is_live else ARCHIVE.memento_url(at, url),
    )
    reading = BodyReading(capture.body_sha256, capture.media_type, source.recipe, source.url)
    return Found(source, capture, got.body, read_body((reading, got.body)))


def told(folder: Path, portions: Sequence[Sequence[Found]]) -> Told:
    """Return what is said after captures arrived in portions, each derived and published."""
    folder.mkdir()
    out = folder / "reports"
    with open_database(folder / "policytrail.duckdb") as connection:
        for portion in portions:
            sources = {each.source.source_id: each.source for each in portion}
            declare_sources(connection, sources.values(), NOW)
            captures = [(each.capture, each.body) for each in portion]
            put_captures(connection, captures, [one for each in portion for one in each.attempts])
            put_extractions(connection, [each.extraction for each in portion])
            derive(connection, NOW)
            publish_reports(connection, out)
        fresh = folder / "fresh"
        publish_reports(connection, fresh)
        site = {name: path.read_bytes() for name, path in files_in(fresh)}
        return Told(read_observations(connection), read_timelines(connection), site)


Arrival = Callable[[Sequence[Found]], Sequence[Sequence[Found]]]


def shuffled(seed: int) -> Arrival:
    """Return a random order in portions of random sizes."""

    def arrival(found: Sequence[Found]) -> Sequence[Sequence[Found]]:
        chance = random.Random(seed)  # noqa: S311 (an order, no secret)
        order = chance.sample(found, len(found))
        cuts = sorted(chance.sample(range(1, len(order)), 2))
        return [order[start:end] for start, end in zip([0, *cuts], [*cuts, None], strict=True)]

    return arrival


def live_first(found: Sequence[Found]) -> Sequence[Sequence[Found]]:
    """Return the past after years of our own captures."""
    return [[each for each in found if each.is_live], [each for each in found if not each.is_live]]


def past_first(found: Sequence[Found]) -> Sequence[Sequence[Found]]:
    """Return our own captures after the past."""
    return live_first(found)[::-1]


@pytest.fixture(scope="module")
def in_order(found: Sequence[Found], tmp_path_factory: pytest.TempPathFactory) -> Told:
    return told(tmp_path_factory.mktemp("order") / "in-order", [found])


def test_the_captures_hold_changes_reversions_and_failures(in_order: Told) -> None:
    versions = [version for one in in_order.timelines.values() for version in one.versions]
    seen = [one for of in in_order.observations.values() for one in of]

    reversions = sum(version.is_reversion for version in versions)
    failures = sum(one.failure is not None for one in seen)
    assert (len(seen), len(versions), reversions, failures) == (22, 6, 1, 4)


@pytest.mark.parametrize(
    "arrival",
    [shuffled(1), shuffled(2), live_first, past_first],
    ids=["any order", "another order", "past after live", "live after past"],
)
def test_history_and_report_are_the_same_in_any_order(
    tmp_path: Path, found: Sequence[Found], in_order: Told, arrival: Arrival
) -> None:
    mixed = told(tmp_path / "mixed", arrival(found))

    assert mixed.observations == in_order.observations
    assert mixed.timelines == in_order.timelines
    # A change that a late capture took apart leaves its page, which links elsewhere may name.
    reports = tmp_path / "mixed" / "reports"
    written = {name: (reports / name).read_bytes() for name in in_order.site}
    assert mixed.site == in_order.site
    assert written == in_order.site


def files_in(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield what readers see: all but the rows that say what the next publication may keep."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != ROWS_PATH:
            yield path.relative_to(folder).as_posix(), path
