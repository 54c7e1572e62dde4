"""One capture of a source as its server sends it now."""

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from http import HTTPStatus
from typing import Final

from policytrail.errors import FetchError
from policytrail.extract import extract, is_same_site, onward_target
from policytrail.fetch.answer import Answer, Get, Request
from policytrail.fetch.credentials import (
    request_beside,
    resolve_access,
    with_access,
    without_secrets,
)
from policytrail.fetch.joined import join_answers
from policytrail.fetch.linked import linked_document
from policytrail.model import (
    Attempt,
    Capture,
    Failure,
    FailureReason,
    Header,
    Origin,
    Outcome,
    Recipe,
    Retrieval,
    Source,
    Validators,
)


def capture_live(
    source: Source,
    validators: Validators | None,
    get: Get,
    clock: Callable[[], datetime],
    environ: Mapping[str, str] = os.environ,
) -> Retrieval:
    """Return the result of one attempt on the source; a failed one has no capture.

    With the validators of the last good capture, a server may answer that the body we hold is
    still the one served: that is a capture too, with status 304 and the held body's name.
    """
    attempted_at = clock()
    try:
        answer = _get_document(source, validators, get, environ)
    except FetchError as error:
        detail = without_secrets(error, source, environ)
        return Retrieval(failed_attempt(source.source_id, attempted_at, detail))
    kept_validators = validators if answer.status == HTTPStatus.NOT_MODIFIED else None
    return _retrieval_from_answer(source, answer, attempted_at, clock(), kept_validators)


def _get_document(
    source: Source, validators: Validators | None, get: Get, environ: Mapping[str, str]
) -> Answer:
    """Return the page of a source, all its pages as one, or the document behind its link."""
    access = resolve_access(source, environ)
    plain = Request(source.url)
    if not (access.link or access.pages):
        plain = Request(source.url, _conditional_headers(validators))
    ask = with_access(plain, access)
    answer = _follow_leads(get(ask), ask, get)
    if access.pages:
        asks = [request_beside(ask, url) for url in access.pages]
        return join_answers([answer, *(_follow_leads(get(each), each, get) for each in asks)])
    if not access.link:
        return answer
    target = linked_document(answer, access.link)
    document = get(request_beside(ask, target))
    passed = (*answer.redirects, answer.final_url, *document.redirects)
    return replace(document, url=answer.url, redirects=passed)


def _follow_leads(answer: Answer, ask: Request, get: Get) -> Answer:
    """Follow a page that only refers to another, within its site and a few times.

    Every address on the way is among the redirects.
    """
    asked, passed = answer.url, list(answer.redirects)
    for _ in range(_MOST_STEPS):
        target = _stub_target(answer)
        if not target or target in (*passed, answer.final_url):
            break
        passed.append(answer.final_url)
        answer = get(request_beside(ask, target))
        passed += answer.redirects
    return replace(answer, url=asked, redirects=tuple(passed))


def _stub_target(answer: Answer) -> str:
    """Return where a stub leads; empty if it is a page to be read, or leads to another site."""
    media_type = (answer.header("Content-Type") or "text/html").lower()
    if "html" not in media_type or len(answer.body) > _LARGEST_STUB_BYTES:
        return ""
    target = onward_target(answer.body.decode("utf-8", "replace"), answer.final_url)
    if not target or not is_same_site(target, answer.final_url):
        return ""
    extracted = extract(answer.body, media_type, Recipe(), answer.final_url)
    return target if isinstance(extracted, Failure) and extracted.reason in _STUBS else ""


_STUBS: Final = frozenset({FailureReason.SHELL, FailureReason.EMPTY})
_LARGEST_STUB_BYTES: Final = 64 * 1024
_MOST_STEPS: Final = 3
"""Refreshes and redirects of scripts that are followed for one capture."""


def failed_attempt(source_id: str, attempted_at: datetime, error: FetchError) -> Attempt:
    """Return the record of an attempt without a capture."""
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
    kept_validators: Validators | None,
) -> Retrieval:
    capture = Capture(
        source_id=source.source_id,
        captured_at=answered_at,
        fetched_at=answered_at,
        origin=Origin.LIVE,
        url=source.url,
        final_url=answer.final_url,
        status=answer.status,
        headers=answer.headers,
        body_sha256=kept_validators.body_sha256
        if kept_validators
        else sha256(answer.body).hexdigest(),
        redirects=answer.redirects,
    )
    outcome = Outcome.CONFIRMED if kept_validators else Outcome.CAPTURED
    attempt = Attempt(
        source.source_id, attempted_at, outcome, status=answer.status, capture_id=capture.capture_id
    )
    return Retrieval(attempt, capture, None if kept_validators else answer.body)
