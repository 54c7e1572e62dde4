"""One capture of a source as its server sends it now."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from http import HTTPStatus

from policytrail.errors import FetchError
from policytrail.fetch.answer import Answer, Get, Request
from policytrail.model import (
    Attempt,
    Capture,
    Header,
    Origin,
    Outcome,
    Retrieval,
    Source,
    Validators,
)


def capture_live(
    source: Source,
    validators: Validators | None,
    get: Get,
    clock: Callable[[], datetime],
) -> Retrieval:
    """Return what one try to obtain the source gave; a failed one has an attempt only.

    With the validators of the last good capture, a server may answer that the body we hold is
    still the one served: that is a capture too, with status 304 and the held body's name.
    """
    attempted_at = clock()
    try:
        answer = get(Request(source.url, _conditional_headers(validators)))
    except FetchError as error:
        return Retrieval(failed_attempt(source.source_id, attempted_at, error))
    held = validators if answer.status == HTTPStatus.NOT_MODIFIED else None
    return _retrieval_from_answer(source, answer, attempted_at, clock(), held)


def failed_attempt(source_id: str, attempted_at: datetime, error: FetchError) -> Attempt:
    """Return the record of a try that gave no capture."""
    return Attempt(source_id, attempted_at, Outcome(error.outcome), str(error), error.status)


def _conditional_headers(validators: Validators | None) -> tuple[Header, ...]:
    if validators is None:
        return ()
    wanted = (
        ("If-None-Match", validators.etag),
        ("If-Modified-Since", validators.last_modified),
    )
    return tuple((name, value) for name, value in wanted if value)


def _retrieval_from_answer(
    source: Source,
    answer: Answer,
    attempted_at: datetime,
    answered_at: datetime,
    held: Validators | None,
) -> Retrieval:
    found = Capture(
        source_id=source.source_id,
        captured_at=answered_at,
        fetched_at=answered_at,
        origin=Origin.LIVE,
        url=source.url,
        final_url=answer.final_url,
        status=answer.status,
        headers=answer.headers,
        body_sha256=held.body_sha256 if held else sha256(answer.body).hexdigest(),
        redirects=answer.redirects,
    )
    outcome = Outcome.CONFIRMED if held else Outcome.CAPTURED
    attempt = Attempt(
        source.source_id, attempted_at, outcome, status=answer.status, capture_id=found.capture_id
    )
    return Retrieval(attempt, found, None if held else answer.body)
