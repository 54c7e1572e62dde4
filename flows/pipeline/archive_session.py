"""Requests of a backfill to the archive, and the listings that the database keeps."""

import math
import os
from collections import Counter as Tally
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from http import HTTPStatus
from typing import Final, TypeAlias
from urllib.parse import urlsplit

from policytrail.errors import FetchError, PolicyTrailError
from policytrail.fetch import (
    Answer,
    FetchSettings,
    Get,
    Http,
    Request,
    from_environment,
    retry_after_seconds,
)
from policytrail.fetch.wayback import LISTING, PLAYBACK, Archive, Lister, Playback
from storage import Opened, newest_listing, put_listing

BLOCKS: Final = 2
"""The archive blocks clients that ignore a request to wait, for an hour and then longer."""
HOUR_S: Final = 3600.0
MINUTE_S: Final = 60.0
OUTAGE: Final = {LISTING: 2, PLAYBACK: 10}
"""Unanswered addresses in a row that mean an outage of the archive."""
TRIES: Final = 5
"""How often one request is made in a run that meets transient faults, in turn with others."""
FRESH: Final = timedelta(hours=24)
"""How long a run that died may be resumed with the listings that it had got."""

Admission: TypeAlias = Callable[[str], None]
"""Called with the rate_limit before each request to the archive; returns when it may be made."""


@dataclass(slots=True)
class StoredParts:
    """Parts of listings, kept in the database for as long as they are fresh."""

    opened: Opened
    now: datetime

    def kept_listing(self, url: str) -> str | None:
        """Return the recent response of an address; None if it has to be requested."""
        with self.opened() as connection:
            return newest_listing(connection, url, self.now - FRESH)

    def keep(self, url: str, text: str) -> None:
        """Store the response of an address."""
        with self.opened() as connection:
            put_listing(connection, url, self.now, text)


class ArchiveBlocked(PolicyTrailError):
    """The archive blocked us: stop and retry later; everything fetched so far is kept."""


@dataclass(slots=True)
class RequestCounter:
    """Sends the requests of one run to an archive, and stops when the archive asks for it."""

    admit: Admission
    requests: int = 0
    """Also those that were made again."""
    blocks: int = 0
    """Answers in a row that told us to wait, each after the retries that the settings allow."""
    silent: Tally[str] = field(default_factory=Tally[str])
    """How often each address gave no answer since the last one that did."""
    rate_limit: str = LISTING
    """In which the last request was made."""

    def count_retry(self) -> None:
        """Admit the retry of a request."""
        self.admit(self.rate_limit)
        self.requests += 1

    def send_counted(self, get: Get, ask: Request) -> Answer:
        """Return the archive's answer.

        Raises:
            ArchiveBlocked: it told us to wait again and again, or does not answer any more.
            FetchError: no answer came.
        """
        self.rate_limit = ask.rate_limit
        self.count_retry()
        try:
            answer = get(ask)
        except FetchError as error:
            if error.transient:
                self._no_answer(ask)
            raise
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR and not _is_of_site(answer):
            self._no_answer(ask)
            return answer
        self.silent.clear()
        return self._admit_answer(ask, answer)

    def _no_answer(self, ask: Request) -> None:
        """Stop once too many addresses in a row did not respond."""
        self.silent[ask.url] += 1
        enough = OUTAGE.get(ask.rate_limit, math.inf)
        if len(self.silent) >= enough and self.silent.total() >= TRIES * OUTAGE[LISTING]:
            raise ArchiveBlocked(
                f"{urlsplit(ask.url).netloc} does not answer: come back later and run the same "
                "command again; everything so far is kept"
            )

    def _admit_answer(self, ask: Request, answer: Answer) -> Answer:
        """Return the response, unless it asks for a pause once too often."""
        told_to_wait = answer.status == HTTPStatus.TOO_MANY_REQUESTS
        if not told_to_wait or _is_of_site(answer):
            self.blocks = 0
            return answer
        self.blocks += 1
        if self.blocks < BLOCKS:
            return answer
        wait_s = retry_after_seconds(answer.header("Retry-After")) or HOUR_S
        minutes = math.ceil(wait_s / MINUTE_S)
        raise ArchiveBlocked(
            f"{urlsplit(ask.url).netloc} asks for a pause: come back in {minutes} "
            f"minute{'' if minutes == 1 else 's'} and run the same command again; "
            "everything so far is kept"
        )


def _is_of_site(answer: Answer) -> bool:
    """Return whether the response is an archived one and not the archive's own."""
    return answer.header("Memento-Datetime") is not None


@dataclass(frozen=True, slots=True)
class ArchiveSession:
    """One run's session with an archive."""

    archive: Archive
    lister: Lister
    playback: Playback
    counter: RequestCounter
    now: datetime
    """The time of the run."""
    clock: Callable[[], datetime]


def admit_all(_lane: str) -> None:
    """Admit every request: the process's own rate limit suffices if no other process sends any."""


@contextmanager
def open_archive_session(
    opened: Opened,
    now: datetime,
    admit: Admission = admit_all,
    environ: Mapping[str, str] = os.environ,
) -> Generator[ArchiveSession]:
    """Yield a session with the archive that the settings name."""
    settings = from_environment(environ)
    archive = Archive.from_settings(settings)
    counter = RequestCounter(admit)
    with Http(archive_settings(settings), before_again=counter.count_retry) as http:
        get = partial(counter.send_counted, http.get)
        yield ArchiveSession(
            archive,
            Lister(archive, get, StoredParts(opened, now)),
            Playback(archive, get, _utc_now, settings.max_body_bytes, settings.max_redirects),
            counter,
            now,
            _utc_now,
        )


def archive_settings(settings: FetchSettings) -> FetchSettings:
    """Return the settings for an archive: retries wait as long as listings do."""
    return replace(settings, pace_s=max(settings.pace_s, 1 / settings.wayback_cdx_per_s))


def _utc_now() -> datetime:
    return datetime.now(UTC)
