"""Which sources are due, and the results of capturing a service's sources."""

import logging
import math
import os
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from types import MappingProxyType
from typing import Final

from policytrail.errors import ConfigurationError, FetchError
from policytrail.fetch import Browser, Http, browser, from_environment, live
from policytrail.model import Fetcher, Outcome, Retrieval, Source, Sources, Validators
from storage import Connection, last_slots, newest_validators

logger = logging.getLogger(__name__)

_LONGEST_TOLD = 300
"""Letters of an unforeseen error that an attempt keeps."""
TOLERANCE: Final = 0.25
"""Of a source's period: a scheduler that starts runs itself, such as cron, is so much early at most."""
CHROMIUMS_AT_ONCE: Final = 10
"""Each takes some hundred megabytes; ten that wait for slow pages still end together."""
_CHROMIUMS: Final = threading.BoundedSemaphore(CHROMIUMS_AT_ONCE)
MOST_TOLERANCE: Final = timedelta(hours=1)
"""A source of every 10 days under daily runs is captured every 10 days, not every 8."""


@dataclass(frozen=True, slots=True)
class CaptureRequest:
    """One source to capture now, with what a conditional request needs."""

    source: Source
    validators: Validators | None
    scheduled_at: datetime | None = None
    """The slot of the source that this capture is for."""


def choose_sources(
    sources: Sources, names: Sequence[str], tags: Sequence[str]
) -> tuple[Source, ...]:
    """Return the sources selected by source id, service id or tag; all if none is given.

    Raises:
        ConfigurationError: a name or tag fits nothing.
    """
    chosen: dict[str, Source] = {}
    for word, fits in [(name, sources.matching_name(name)) for name in names] + [
        (f"tag {tag}", sources.with_tag(tag)) for tag in tags
    ]:
        if not fits:
            raise ConfigurationError(
                f"{word}: no source, service or tag of that name; "
                f"services are: {', '.join(sources.service_ids)}"
            )
        chosen |= {source.source_id: source for source in fits}
    return tuple(chosen.values()) if names or tags else sources.entries


@dataclass(frozen=True, slots=True)
class RunTime:
    """When a run was to begin, and when it began; sources are due by the former."""

    scheduled_at: datetime
    began_at: datetime
    takes_all: bool = False
    """Whether sources are captured whether they are due or not."""

    def newest_slot(self, source: Source) -> datetime:
        """Return the newest slot of a source: the scheduled time, or whole periods after it.

        Runs that pile up while a machine is off are all late for one and the same slot.
        """
        every = timedelta(seconds=source.every_s)
        late = max(self.began_at - self.scheduled_at, timedelta(0))
        return self.scheduled_at + every * (late // every)


def sources_due(
    connection: Connection,
    sources: Iterable[Source],
    run: RunTime,
    spooled: Mapping[str, datetime] = MappingProxyType({}),
) -> dict[str, tuple[CaptureRequest, ...]]:
    """Return, by service, the sources that are due: their last slot with a capture is old enough.

    `spooled` has the last slots of sources whose captures wait to be written.
    """
    # A time that is yet to come was noted by a wrong clock: it must not stop a source until then.
    captured = last_slots(connection, run.began_at + MOST_TOLERANCE) | dict(spooled)
    validators = newest_validators(connection)
    asks: dict[str, list[CaptureRequest]] = {}
    for source in sources:
        if is_due(source, captured.get(source.source_id), run):
            ask = CaptureRequest(source, validators.get(source.source_id), run.newest_slot(source))
            asks.setdefault(source.service_id, []).append(ask)
    return {service_id: tuple(of) for service_id, of in asks.items()}


def is_due(source: Source, last_slot: datetime | None, run: RunTime) -> bool:
    """Return whether a source is due, given the slot of its last capture.

    Slots are counted from the times at which runs were to begin, since a capture is always made
    some time after its run began: counted from the capture, a run that comes one period later
    would find the source not due and capture it every second time.
    """
    if last_slot is None:
        return True
    if run.takes_all:
        # Not once more where a part of the run is done again.
        return last_slot < run.newest_slot(source)
    every = timedelta(seconds=source.every_s)
    return run.newest_slot(source) - last_slot >= every - min(every * TOLERANCE, MOST_TOLERANCE)


def next_due(connection: Connection, sources: Iterable[Source]) -> dict[str, datetime]:
    """Return when each source that was captured before is due again, by id; may be in the past."""
    slots = last_slots(connection, datetime.max.replace(tzinfo=UTC))
    return {
        source.source_id: slots[source.source_id] + timedelta(seconds=source.every_s)
        for source in sources
        if source.source_id in slots
    }


def capture_all(
    asks: Sequence[CaptureRequest],
    moment: datetime | None,
    environ: Mapping[str, str] = os.environ,
    *,
    stop_at_s: float = math.inf,
) -> list[Retrieval]:
    """Try each source once; `moment` stands for the clock where a run plays at another time.

    Chromium starts at the first source that is to be rendered and serves them all; where it cannot
    start, that is a failed attempt of those sources and of no other. Sources whose turn comes after
    `stop_at_s`, a time of the monotonic clock, are not tried: they stay due.
    """
    settings = from_environment(environ)
    got: list[Retrieval] = []
    with ExitStack() as opened:
        http = opened.enter_context(Http(settings))
        rendering: Browser | None = None
        for ask in asks:
            if time.monotonic() > stop_at_s:
                break
            match ask.source.fetch:
                case Fetcher.HTTP:
                    retrieve = partial(
                        live.capture_live,
                        ask.source,
                        ask.validators,
                        http.get,
                        environ=environ,
                    )
                case Fetcher.BROWSER:
                    if rendering is None:
                        opened.enter_context(_CHROMIUMS)
                        rendering = opened.enter_context(Browser(settings))
                    retrieve = partial(
                        browser.capture_in_browser, ask.source, rendering, environ=environ
                    )
            retrieved = _retrieve_safely(ask.source, retrieve, _clock_at(moment))
            got.append(
                replace(
                    retrieved, attempt=replace(retrieved.attempt, scheduled_at=ask.scheduled_at)
                )
            )
    return got


def _retrieve_safely(
    source: Source,
    retrieve: Callable[[Callable[[], datetime]], Retrieval],
    clock: Callable[[], datetime],
) -> Retrieval:
    """Return the result of one attempt; any error becomes a failed attempt of that source alone."""
    attempted_at = clock()
    try:
        return retrieve(clock)
    except Exception as error:
        logger.exception("retrieval failed unforeseen", extra={"source_id": source.source_id})
        what = f"{type(error).__name__}: {error}"[:_LONGEST_TOLD]
        fault = FetchError(
            f"{source.url} sent what cannot be read: {what}",
            source.url,
            outcome=Outcome.BAD_CONTENT,
        )
        return Retrieval(live.failed_attempt(source.source_id, attempted_at, fault))


def _clock_at(moment: datetime | None) -> Callable[[], datetime]:
    return lambda: moment or datetime.now(UTC)
