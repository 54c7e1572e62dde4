"""One memento as a capture: the bytes as the archive recorded them, and when."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from hashlib import sha256
from http import HTTPStatus
from typing import Final
from urllib.parse import urljoin

from policytrail.errors import FetchError, NotArchived
from policytrail.fetch.answer import Answer, Get
from policytrail.fetch.faults import refusal_error
from policytrail.fetch.wayback.archive import Archive
from policytrail.fetch.wayback.memento import Memento
from policytrail.fetch.wayback.payload import decode_payload
from policytrail.fetch.wayback.query import format_timestamp
from policytrail.model import Capture, Header, Origin, Outcome, Source

NEAR: Final = timedelta(days=1)
"""How far the target of an archived redirect may lie from it in time: EDGI's window."""

INSIDE: Final = re.compile(r"/(?P<timestamp>\d{4,14})(?:[a-z]{2}_)?/(?P<url>https?:/.+)$")
"""An address inside an archive: of which time, and of which URL."""
_ORIGINAL: Final = "x-archive-orig-"
_OF_THE_ARCHIVE: Final = frozenset(
    ("connection", "content-location", "date", "link", "memento-datetime", "transfer-encoding")
)
_EXCLUDED: Final = b"has been excluded from the Wayback Machine"


@dataclass(frozen=True, slots=True)
class _RedirectStep:
    """One step in a chain of redirects inside the archive."""

    timestamp: str
    url: str


@dataclass(frozen=True, slots=True)
class Playback:
    """Makes captures of mementos."""

    archive: Archive
    get: Get
    clock: Callable[[], datetime]
    max_bytes: int
    max_redirects: int

    def capture_memento(self, source: Source, memento: Memento) -> tuple[Capture, bytes]:
        """Fetch a memento and return its capture and body.

        Raises:
            NotArchived: the archive holds no such memento, or may not show it.
            RateLimited: the archive asks for a pause.
            FetchError: it did not play what it had listed, or the site had sent an error.
        """
        answer, step, redirects = self._follow_redirects(memento)
        digest = "" if redirects else memento.digest
        payload = decode_payload(answer, digest, self.max_bytes)
        capture = Capture(
            source_id=source.source_id,
            captured_at=_memento_datetime(answer) or memento.captured_at,
            fetched_at=self.clock(),
            origin=Origin.WAYBACK,
            url=memento.url,
            final_url=step.url,
            status=answer.status,
            headers=_original_headers(answer),
            body_sha256=sha256(payload.body).hexdigest(),
            redirects=redirects,
            memento_url=self.archive.memento_url(memento.timestamp, memento.url),
            digest_verified=payload.digest_verified,
        )
        return capture, payload.body

    def _follow_redirects(self, memento: Memento) -> tuple[Answer, _RedirectStep, tuple[str, ...]]:
        """Return the answer at the end of the memento's redirects, where it is, and the way."""
        step, redirects = _RedirectStep(memento.timestamp, memento.url), tuple[str, ...]()
        passed: list[_RedirectStep] = []
        while step not in passed and len(passed) <= self.max_redirects:
            passed.append(step)
            answer = self.get(self.archive.ask_playback(self._playback_url(step)))
            location = answer.header("Location") if _is_redirect(answer) else None
            captured_at = _memento_datetime(answer)
            if captured_at is None and location is None:
                raise _archive_refusal(answer)
            following = None if location is None else _next_step(step, location)
            self._check_time(memento, captured_at, following, is_asked=not redirects)
            if following is None:
                if answer.status // 100 != 2:  # noqa: PLR2004 (the class of successes)
                    raise _was_no_success(answer)
                return answer, step, redirects
            if captured_at is not None:
                redirects = (*redirects, step.url)
            step = following
        message = f"{self._playback_url(passed[0])} redirects in a circle or without end"
        raise FetchError(
            message, self._playback_url(step), transient=True, outcome=Outcome.TOO_MANY_REDIRECTS
        )

    def _playback_url(self, step: _RedirectStep) -> str:
        return self.archive.raw_url(step.timestamp, step.url)

    def _check_time(
        self,
        memento: Memento,
        captured_at: datetime | None,
        following: _RedirectStep | None,
        *,
        is_asked: bool,
    ) -> None:
        """Refuse a memento of another time: archives answer with the nearest that they have."""
        exact = is_asked and format_timestamp(memento.captured_at) == memento.timestamp
        if captured_at is None and following is not None:
            captured_at = _timestamp_date(following.timestamp)
        if captured_at is None or abs(captured_at - memento.captured_at) > (
            timedelta() if exact else NEAR
        ):
            url = self.archive.raw_url(memento.timestamp, memento.url)
            played = (
                "an unreadable time" if captured_at is None else f"{captured_at:%Y-%m-%d %H:%M:%S}"
            )
            raise NotArchived(f"{url} plays back {played} instead", url, transient=True)


def confirmed_capture(
    archive: Archive, first: Capture, later: Memento, fetched_at: datetime
) -> Capture:
    """Return the capture of a memento whose proven digest is that of one we hold.

    Nothing is asked: the archive lists the same bytes again, and we have them.
    """
    return replace(
        first,
        captured_at=later.captured_at,
        fetched_at=fetched_at,
        url=later.url,
        final_url=later.url,
        headers=(("Content-Type", first.media_type),),
        memento_url=archive.memento_url(later.timestamp, later.url),
    )


def _is_redirect(answer: Answer) -> bool:
    return answer.status in (301, 302, 303, 307, 308)


def _next_step(step: _RedirectStep, location: str) -> _RedirectStep:
    """Return where a redirect leads; some archives rewrite its target, some do not."""
    inside = INSIDE.search(location)
    if inside is not None:
        return _RedirectStep(inside["timestamp"], inside["url"])
    return _RedirectStep(step.timestamp, urljoin(step.url, location))


def _memento_datetime(answer: Answer) -> datetime | None:
    """Return when the site answered; None if the response is the archive's own."""
    text = answer.header("Memento-Datetime")
    try:
        return None if text is None else parsedate_to_datetime(text).astimezone(UTC)
    except ValueError:
        return None


def _timestamp_date(timestamp: str) -> datetime | None:
    try:
        return datetime.strptime(timestamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def _archive_refusal(answer: Answer) -> FetchError:
    """Return the error for a response of the archive itself."""
    url, status = answer.final_url, answer.status
    if status == HTTPStatus.FORBIDDEN or _EXCLUDED in answer.body:
        return NotArchived(f"{url} is excluded from the archive", url, status=status)
    if status == HTTPStatus.NOT_FOUND:
        return NotArchived(f"{url} is listed, but not in the archive", url, status=status)
    if status // 100 == 2:  # noqa: PLR2004 (the class of successes)
        message = f"{url}: the archive sent a page of its own instead of the memento"
        return FetchError(message, url, status=status, transient=True, outcome=Outcome.BAD_CONTENT)
    return refusal_error(url, status, answer.header("Retry-After"))


def _was_no_success(answer: Answer) -> FetchError:
    message = f"{answer.final_url}: the site had answered {answer.status}"
    return FetchError(message, answer.final_url, status=answer.status, outcome=Outcome.HTTP_STATUS)


def _original_headers(answer: Answer) -> tuple[Header, ...]:
    """Return the headers that the site had sent."""
    original = tuple(
        (name[len(_ORIGINAL) :], value)
        for name, value in answer.headers
        if name.lower().startswith(_ORIGINAL)
    )
    if not original:
        return tuple(kept for kept in answer.headers if kept[0].lower() not in _OF_THE_ARCHIVE)
    if any(name.lower() == "content-type" for name, _ in original):
        return original
    return (("Content-Type", answer.header("Content-Type") or ""), *original)
