"""What is known of one source's listed mementos, and what one look at the next of them adds."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from flows.steps.wayback import FRESH, Desk
from policytrail.errors import ExtractError, FetchError
from policytrail.extract import extract
from policytrail.fetch.live import failed_attempt
from policytrail.fetch.wayback.memento import Memento
from policytrail.fetch.wayback.playback import confirmed
from policytrail.fetch.wayback.stretch import Stretch
from policytrail.model import (
    Attempt,
    Capture,
    Document,
    Extraction,
    Failure,
    FailureReason,
    Origin,
    Outcome,
    Reading,
    Source,
)
from storage.captures import Found, bodies, captures_of, put_captures
from storage.changes import observations_of
from storage.database import Connection
from storage.documents import put_extractions
from storage.listings import put_unplayable, unplayable

TRIES: Final = 5
"""How often one request is made in a run that meets transient faults, in turn with others."""


class Past:
    """One source's stretches of mementos: which are held already, and what they say."""

    def __init__(
        self, connection: Connection, source: Source, desk: Desk, found: Sequence[Stretch]
    ) -> None:
        self.counts = tuple(stretch.count for stretch in found)
        self.known: dict[int, str | None] = {}
        """By position in `found`: the name of its document; None where nothing can be read."""
        self.tries = Counter[int]()
        self.captures = 0
        self._connection, self._source, self._desk = connection, source, desk
        self._stretches = found
        self._proven: dict[str, tuple[Capture, str | None]] = {}
        """By digest: a capture that has those very bytes, and its document."""
        self._recall()

    def look(self, at: int) -> None:
        """Find out what is at a position: from what is held, else by asking the archive once."""
        stretch = self._stretches[at]
        proven = self._proven.get(stretch.first.digest)
        if proven is not None:
            self._confirm(proven[0], (stretch.first, stretch.last))
            self.known[at] = proven[1]
            return
        attempted_at = self._desk.clock()
        try:
            capture, body = self._desk.playback.capture(self._source, stretch.first)
        except FetchError as error:
            put_captures(
                self._connection,
                (),
                [failed_attempt(self._source.source_id, attempted_at, error)],
            )
            self.tries[at] += 1
            if not error.transient or self.tries[at] == TRIES:
                self._give_up(at)
            return
        attempt = Attempt(
            self._source.source_id,
            attempted_at,
            Outcome.CAPTURED,
            status=capture.status,
            capture_id=capture.capture_id,
        )
        self._keep([(capture, body)], [attempt])
        document = self._read(capture, body)
        if capture.digest_verified:
            self._proven[stretch.first.digest] = capture, document
            self._confirm(capture, (stretch.last,) if stretch.count > 1 else ())
        self.known[at] = document

    def _recall(self) -> None:
        """Know what earlier runs kept, so that nothing is asked for twice."""
        held = {
            capture.memento_url: capture
            for capture in captures_of(self._connection, self._source.source_id)
            if capture.origin is Origin.WAYBACK
        }
        observed = {
            each.capture_id: each
            for each in observations_of(self._connection, self._source.source_id)
        }
        since = self._desk.now - FRESH
        lost = unplayable(self._connection, self._source.source_id, since)
        for at, stretch in enumerate(self._stretches):
            url = self._url(stretch.first)
            capture = held.get(url)
            if capture is None:
                if url in lost:
                    self.known[at] = None
                continue
            seen = observed.get(capture.capture_id)
            if seen is not None and (seen.document_sha256 or seen.failure):
                self.known[at] = seen.document_sha256
            else:
                body = bodies(self._connection, [capture.body_sha256])[capture.body_sha256]
                self.known[at] = self._read(capture, body)
            if capture.digest_verified:
                self._proven.setdefault(stretch.first.digest, (capture, self.known[at]))
                if self._url(stretch.last) not in held:
                    self._confirm(capture, (stretch.last,))

    def _url(self, memento: Memento) -> str:
        return self._desk.archive.memento_url(memento.timestamp, memento.url)

    def _read(self, capture: Capture, body: bytes) -> str | None:
        """Return the name of the document that a body gives; None if it is not the policy."""
        reading = Reading(
            capture.body_sha256, capture.media_type, self._source.recipe, self._source.url
        )
        try:
            result = extract(body, reading.media_type, reading.recipe, reading.url)
        except ExtractError as error:
            result = Failure(FailureReason.UNSUPPORTED, str(error))
        put_extractions(self._connection, [Extraction(reading, result)])
        return result.sha256 if isinstance(result, Document) else None

    def _confirm(self, held: Capture, mementos: Iterable[Memento]) -> None:
        """Keep captures of mementos that have the very bytes that we hold; nothing is asked."""
        now = self._desk.clock()
        self._keep([(confirmed(self._desk.archive, held, each, now), None) for each in mementos])

    def _keep(self, found: Sequence[Found], attempts: Sequence[Attempt] = ()) -> None:
        put_captures(self._connection, found, attempts)
        self.captures += len(found)

    def _give_up(self, at: int) -> None:
        self.known[at] = None
        put_unplayable(
            self._connection,
            self._source.source_id,
            self._url(self._stretches[at].first),
            self._desk.now,
        )
