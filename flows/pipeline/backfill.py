"""Backfill sources: list the archive's mementos, choose, fetch, and store each at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

from flows.pipeline.archive_session import TRIES, ArchiveSession
from flows.pipeline.backfill_search import BackfillSearch
from flows.pipeline.progress import OnProgress, no_progress
from policytrail.errors import FetchError
from policytrail.fetch import failed_attempt
from policytrail.fetch.wayback import (
    LEAST_RUN,
    Bounds,
    MementoList,
    Query,
    Stretches,
    addresses_to_list,
    equal_stretches,
    parse_timestamp,
    positions_wanted,
    request_bounds,
)
from policytrail.model import Source
from storage import Opened, put_archive_failure, put_mementos

_SEVERAL_PAGES = (
    "it has several `pages`, which an archive keeps at different times, so that they cannot be "
    "joined: set `wayback: false` for it"
)
_AT_ONCE = 10_000
"""Mementos kept in one row."""


@dataclass(frozen=True, slots=True)
class BackfillRequest:
    """Which period to backfill, and at what resolution."""

    since: datetime
    until: datetime
    every_s: float | None = None
    """At most one capture in each such period; None for every distinct digest."""
    least_run: int = LEAST_RUN
    """See `choice.wanted`; 0 for everything that is listed."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The mementos of a source in an archive, and how many requests fetching them takes."""

    source: Source
    listed: int
    """Mementos, also those with the same digest as a neighbour."""
    stretches: Stretches
    bounds: Bounds


@dataclass(frozen=True, slots=True)
class Filled:
    """What the backfill of one source did."""

    source_id: str
    requests: int
    captures: int
    losses: tuple[str, ...] = ()
    """Listed mementos that gave no capture: why, a line for each."""
    failure: str = ""
    """Why the archive could not be read; empty when it could."""

    @property
    def lost(self) -> int:
        """Return how many listed mementos gave no capture."""
        return len(self.losses)


def backfill_request(
    since: date, until: date, every_days: float | None, least_run: int
) -> BackfillRequest:
    """Return the request for the period between two dates, both included."""
    return BackfillRequest(
        datetime.combine(since, time.min, UTC),
        datetime.combine(until, time(23, 59, 59), UTC),
        None if every_days is None else timedelta(days=every_days).total_seconds(),
        0 if every_days is not None else least_run,
    )


def plan_backfill(
    opened: Opened, source: Source, request: BackfillRequest, session: ArchiveSession
) -> Plan:
    """List the archive's mementos and return the plan, without fetching any of them.

    Raises:
        ArchiveBlocked: the archive asks for a pause.
        FetchError: the archive could not be read.
    """
    listed = _list_mementos(source, request, session)
    _keep_known(opened, source, listed, session)
    stretches = equal_stretches(listed, request.every_s)
    past = BackfillSearch(opened, source, session, stretches)
    return Plan(
        source, len(listed), stretches, request_bounds(past.counts, past.known, request.least_run)
    )


def plan_all(
    opened: Opened,
    sources: Sequence[Source],
    request: BackfillRequest,
    session: ArchiveSession,
    told: OnProgress = no_progress,
) -> tuple[list[Plan], list[Filled]]:
    """Return a plan for each source that could be listed, and the error for each other one."""
    plans: list[Plan] = []
    failed: list[Filled] = []
    for count, source in enumerate(sources, 1):
        if source.access.pages:
            failed.append(Filled(source.source_id, 0, 0, failure=_SEVERAL_PAGES))
            continue
        tried_at = session.clock()
        try:
            plans.append(plan_backfill(opened, source, request, session))
        except FetchError as error:
            attempt = failed_attempt(source.source_id, tried_at, error)
            with opened() as connection:
                put_archive_failure(connection, error.url, attempt, is_final=True)
            failed.append(Filled(source.source_id, 0, 0, failure=str(error)))
        told("listing", count, len(sources))
    return plans, failed


def fill_backfill(
    opened: Opened,
    made: Plan,
    request: BackfillRequest,
    session: ArchiveSession,
    told: OnProgress = no_progress,
) -> Filled:
    """Fetch what the plan needs; every capture is stored before the next request.

    Raises:
        ArchiveBlocked: the archive asked for a pause; what was got is kept.
    """
    past = BackfillSearch(opened, made.source, session, made.stretches)
    before = session.counter.requests
    while positions := positions_wanted(
        past.counts, past.known, request.least_run, past.clues.expected_before_change
    ):
        past.look_at(min(positions, key=lambda place: (past.tries[place], place)))
        told(f"playing back {made.source.source_id}", len(past.known), len(made.stretches))
    requests = session.counter.requests - before
    return Filled(made.source.source_id, requests, past.captures, tuple(past.losses))


def _list_mementos(
    source: Source, request: BackfillRequest, session: ArchiveSession
) -> MementoList:
    """Return all listed mementos of a source, under its current and former URLs."""
    queries = [Query(url, request.since, request.until) for url in addresses_to_list(source)]
    shelf, *further = [_list_with_resume(query, session) for query in queries]
    for each in further:
        for memento in each:
            shelf.append(memento)
    return shelf


def _keep_known(
    opened: Opened, source: Source, listed: MementoList, session: ArchiveSession
) -> None:
    """Store the known mementos, for the reports on our own captures."""
    playback_url, places = session.archive.playback_url, listed.success_places()
    with opened() as connection:
        while some := list(islice(places, _AT_ONCE)):
            for url in dict.fromkeys(url for _, url in some):
                times = [
                    (stamp, parse_timestamp(str(stamp)))
                    for stamp, address in some
                    if address == url
                ]
                put_mementos(connection, source.source_id, (playback_url, url), times)


def _list_with_resume(query: Query, session: ArchiveSession) -> MementoList:
    """Return a listing, resuming after transient errors."""
    for _ in range(TRIES - 1):
        try:
            return MementoList(session.lister.list_mementos(query))
        except FetchError as error:
            if not error.transient:
                raise
    return MementoList(session.lister.list_mementos(query))
