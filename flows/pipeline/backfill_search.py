"""Bisection over one source's listed mementos: what is known, and what the next step adds."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TypeAlias

from flows.pipeline.archive_session import FRESH, TRIES, ArchiveSession
from policytrail.errors import ExtractError, FetchError
from policytrail.extract import extract
from policytrail.fetch import failed_attempt
from policytrail.fetch.wayback import Clues, Memento, Stretches, confirmed_capture, days_of_change
from policytrail.model import (
    BodyReading,
    Capture,
    ClaimedDate,
    Document,
    Extraction,
    Failure,
    FailureReason,
    Source,
)
from storage import (
    Found,
    Opened,
    documents_of_mementos,
    known_captures,
    lost_mementos,
    put_archive_failure,
    put_captures,
    put_extractions,
    read_bodies,
    stored_captures,
)

DocumentAndDates: TypeAlias = tuple[str | None, tuple[ClaimedDate, ...]]
"""A document's name, None for what is not the policy, and the dates that it claims."""


class BackfillSearch:
    """One source's stretches of mementos: which are stored already, and their documents."""

    def __init__(
        self, opened: Opened, source: Source, session: ArchiveSession, stretches: Stretches
    ) -> None:
        self.counts = stretches.counts
        self.known: dict[int, str | None] = {}
        """By position in the stretches: the name of its document; None where nothing can be read."""
        self.tries = Counter[int]()
        self.captures = 0
        self.losses: list[str] = []
        """Why a listed memento gave no capture, a line for each."""
        self._claimed: dict[int, tuple[date, ...]] = {}
        self.clues = Clues(stretches, self.known, self._claimed)
        self._opened, self._source, self._desk = opened, source, session
        self._stretches = stretches
        self._proven: dict[str, tuple[Capture, DocumentAndDates]] = {}
        """By digest: a capture that has those very bytes, and what it says."""
        self._recall_known()

    def look_at(self, place: int) -> None:
        """Determine the document at a position: from the database, else by one request to the archive."""
        stretch = self._stretches[place]
        proven = self._proven.get(stretch.first.digest)
        if proven is not None:
            self._confirm_mementos(proven[0], (stretch.first, stretch.last))
            self._remember(place, *proven)
            return
        attempted_at = self._desk.clock()
        try:
            capture, body = self._desk.playback.capture_memento(self._source, stretch.first)
        except FetchError as error:
            self._remember_failure(place, attempted_at, error)
            return
        self._keep_new([(capture, body)])
        self._remember(place, capture, self._read_body(capture, body))

    def _recall_known(self) -> None:
        """Load what earlier runs stored, so that nothing is requested twice."""
        source_id = self._source.source_id
        with self._opened() as connection:
            captures = stored_captures(connection, source_id)
            documents = documents_of_mementos(connection, source_id, self._source.recipe.sha256)
            lost = lost_mementos(connection, source_id, self._desk.clock() - FRESH)
        captured = {capture.memento_url: capture for capture in captures}
        if not (captured or lost):
            return
        for place, stretch in enumerate(self._stretches):
            url = self._memento_url(stretch.first)
            capture = captured.get(url)
            if capture is not None:
                self._remember(
                    place,
                    capture,
                    documents[url] if url in documents else self._read_stored(capture),
                )
            elif url in lost:
                self._mark_lost(
                    place, f"{url} was given up in the last {FRESH.total_seconds() / 3600:g} h"
                )

    def _mark_lost(self, place: int, why: str) -> None:
        self.known[place] = None
        self.losses.append(why)

    def _read_stored(self, capture: Capture) -> DocumentAndDates:
        """Extract a body that an interrupted run had stored."""
        with self._opened() as connection:
            body = read_bodies(connection, [capture.body_sha256])[capture.body_sha256]
        return self._read_body(capture, body)

    def _remember(self, place: int, capture: Capture, documents: DocumentAndDates) -> None:
        """Record the document of a position, and that its whole stretch has the same bytes."""
        document, claimed = documents
        self.known[place] = document
        self._claimed[place] = days_of_change(claimed)
        if capture.digest_verified:
            stretch = self._stretches[place]
            self._proven.setdefault(stretch.first.digest, (capture, documents))
            if stretch.count > 1:
                self._confirm_mementos(capture, (stretch.last,))

    def _remember_failure(self, place: int, attempted_at: datetime, error: FetchError) -> None:
        """Record a failed attempt; after too many, the position counts as lost."""
        self.tries[place] += 1
        lost = not error.transient or self.tries[place] == TRIES
        attempt = failed_attempt(self._source.source_id, attempted_at, error)
        with self._opened() as connection:
            url = self._memento_url(self._stretches[place].first)
            put_archive_failure(connection, url, attempt, is_final=lost)
        if lost:
            self._mark_lost(place, attempt.detail or str(error))

    def _read_body(self, capture: Capture, body: bytes) -> DocumentAndDates:
        """Extract a body, store the result and return it."""
        reading = BodyReading(
            capture.body_sha256,
            capture.media_type,
            self._source.recipe,
            self._source.url,
            capture.final_url,
        )
        try:
            result = extract(
                body, reading.media_type, reading.recipe, reading.url, reading.final_url
            )
        except ExtractError as error:
            result = Failure(FailureReason.UNSUPPORTED, str(error))
        with self._opened() as connection:
            put_extractions(connection, [Extraction(reading, result)])
        return (result.sha256, result.claimed_dates) if isinstance(result, Document) else (None, ())

    def _confirm_mementos(self, known: Capture, mementos: Iterable[Memento]) -> None:
        """Store captures of mementos whose bytes are already stored, without a request."""
        now = self._desk.clock()
        self._keep_new(
            [(confirmed_capture(self._desk.archive, known, each, now), None) for each in mementos]
        )

    def _keep_new(self, captured: Sequence[Found]) -> None:
        """Store captures that are not in the database yet."""
        named = {each[0].capture_id: each for each in captured}
        with self._opened() as connection:
            known = known_captures(connection, named)
            new = [each for name, each in named.items() if name not in known]
            put_captures(connection, new)
        self.captures += len(new)

    def _memento_url(self, memento: Memento) -> str:
        return self._desk.archive.memento_url(memento.timestamp, memento.url)
