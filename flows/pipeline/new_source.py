"""Inspect a page that may become a source, and keep it as the source's first capture."""

import errno
import fcntl
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

from flows.pipeline.capture import CaptureRequest, capture_all
from flows.pipeline.written_file import written_whole
from policytrail.errors import ConfigurationError, FetchError
from policytrail.extract import extract, find_page_links
from policytrail.fetch import Http, Request, from_environment
from policytrail.health import HealthRecord, HealthVerdict, judge_health
from policytrail.model import (
    Document,
    Failure,
    FailureReason,
    Fetcher,
    Recipe,
    Retrieval,
    Source,
)
from policytrail.sources import (
    EMPTY_SOURCES,
    WELL_KNOWN_PATHS,
    FoundPolicy,
    NewSource,
    add_source,
    policies_among,
    unnamed_source,
)
from storage import Connection, declare_sources, put_captures

_NEEDS_SCRIPTS = (FailureReason.SHELL, FailureReason.EMPTY)


@dataclass(frozen=True, slots=True)
class FirstLook:
    """The result of inspecting a page."""

    url: str
    fetch: Fetcher
    retrieval: Retrieval
    content: Document | Failure | None
    """None if nothing was captured; the attempt of the retrieval says why."""
    is_rendered: bool = False
    """Whether a browser rendered it too, since it was empty without scripts."""

    @property
    def final_url(self) -> str:
        """Return where the page was found, after redirects."""
        return self.retrieval.capture.final_url if self.retrieval.capture else self.url


def look_at_page(
    url: str, select: tuple[str, ...], fetch: Fetcher | None, environ: Mapping[str, str]
) -> FirstLook:
    """Fetch a page and read it; one that is empty without scripts is rendered if Chromium is here."""
    look = _look_once(url, select, fetch or Fetcher.HTTP, environ)
    is_shell = isinstance(look.content, Failure) and look.content.reason in _NEEDS_SCRIPTS
    if fetch is None and is_shell and find_spec("playwright") is not None:
        rendered = _look_once(url, select, Fetcher.BROWSER, environ)
        return (
            rendered if isinstance(rendered.content, Document) else replace(look, is_rendered=True)
        )
    return look


def _look_once(
    url: str, select: tuple[str, ...], fetch: Fetcher, environ: Mapping[str, str]
) -> FirstLook:
    source = replace(unnamed_source(url), fetch=fetch, recipe=Recipe(select=select))
    retrieval = capture_all((CaptureRequest(source, None),), None, environ)[0]
    content = None
    if retrieval.capture is not None and retrieval.body is not None:
        media_type = retrieval.capture.media_type
        content = extract(
            retrieval.body, media_type, source.recipe, source.url, retrieval.capture.final_url
        )
    return FirstLook(url, fetch, retrieval, content)


def keep_first_capture(connection: Connection, source: Source, look: FirstLook) -> None:
    """Store a new source, and the inspection of its page as its first attempt and capture."""
    now = datetime.now(UTC)
    declare_sources(connection, (source,), now)
    capture = look.retrieval.capture
    if capture is None:
        attempt = replace(look.retrieval.attempt, source_id=source.source_id)
        put_captures(connection, [], [attempt])
        return
    capture = replace(capture, source_id=source.source_id)
    attempt = replace(
        look.retrieval.attempt, source_id=source.source_id, capture_id=capture.capture_id
    )
    put_captures(connection, [(capture, look.retrieval.body)], [attempt])


def discover_policies(home: str, environ: Mapping[str, str]) -> tuple[FoundPolicy, ...]:
    """Return the policies that a site's home page links to, or else those at well-known paths.

    Raises:
        FetchError: the home page cannot be had.
    """
    with Http(from_environment(environ)) as http:
        answer = http.get(Request(home))
        links = find_page_links(answer.body, answer.header("Content-Type") or "", answer.final_url)
        policies = policies_among(links, answer.final_url)
        if policies:
            return policies
        root = answer.final_url.split("/", 3)
        for path in WELL_KNOWN_PATHS:
            try:
                page = http.get(Request("/".join(root[:3]) + path))
            except FetchError:
                continue
            links = find_page_links(page.body, page.header("Content-Type") or "", page.final_url)
            policies = policies_among(links, page.final_url)
            if policies:
                return policies
    return ()


def policies_linked(look: FirstLook) -> tuple[FoundPolicy, ...]:
    """Return the policies that an inspected page links to: a home page is none, and leads to them."""
    capture, body = look.retrieval.capture, look.retrieval.body
    if capture is None or body is None:
        return ()
    links = find_page_links(body, capture.media_type, capture.final_url)
    return policies_among(links, capture.final_url)


def write_new_entry(path: Path, new: NewSource) -> Source:
    """Write a new source into a sources.yaml, which is made if it is missing; return the source.

    The file is replaced atomically; two processes at once wait for each other.

    Raises:
        ConfigurationError: the file cannot be read, written or edited without loss.
    """
    try:
        # The folder is locked, not the file: the file is another one once it has been replaced.
        folder = os.open(path.resolve().parent, os.O_RDONLY)
    except OSError as error:
        raise ConfigurationError(f"{path.parent}: {error.strerror}") from error
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        text = path.read_bytes().decode("utf-8") if path.exists() else EMPTY_SOURCES
        added = add_source(text, new, path.name)
        write_file(path, added.text.encode())
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{path}: is not UTF-8 at byte {error.start}") from error
    finally:
        os.close(folder)
    return added.source


def write_file(path: Path, content: bytes) -> None:
    """Write a user's file atomically, keeping its permissions.

    Raises:
        ConfigurationError: it cannot be written, or the user has protected it.
    """
    with written_whole(path) as unfinished:
        # Replacing needs no right to the file itself, so that one made read-only would be lost.
        if path.exists() and not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        unfinished.write_bytes(content)
        if path.exists():
            unfinished.chmod(path.stat().st_mode)


def judge_look(look: FirstLook, now: datetime) -> HealthVerdict:
    """Return the health of a source that was inspected only once."""
    attempt, content = look.retrieval.attempt, look.content
    is_failed = look.retrieval.capture is None
    failure = f"{content.reason}: {content.detail}" if isinstance(content, Failure) else None
    known = HealthRecord(
        source=replace(unnamed_source(look.url), fetch=look.fetch),
        last_good_at=None,
        last_own_at=None if is_failed else now,
        failure=failure,
        is_held=False,
        failed_attempts=1 if is_failed else 0,
        last_outcome=attempt.outcome,
        last_detail=attempt.detail,
    )
    return judge_health(known, now)
