"""Which sources are due, and what one try on each of a service's sources gave."""

import logging
import math
import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from policytrail.errors import ConfigurationError, FetchError
from policytrail.fetch import browser, live
from policytrail.fetch.browser import Browser
from policytrail.fetch.http import Http
from policytrail.fetch.settings import from_environment
from policytrail.model import Fetcher, Outcome, Retrieval, Source, Sources, Validators
from storage.captures import last_captured, newest_validators
from storage.database import Connection

logger = logging.getLogger(__name__)

_LONGEST_TOLD = 300
"""Letters of an unforeseen error that an attempt keeps."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One source to capture now, with what a conditional request needs."""

    source: Source
    validators: Validators | None


def chosen(sources: Sources, names: Sequence[str], tags: Sequence[str]) -> tuple[Source, ...]:
    """Return the sources that a person named, by source id, service id or tag; all if none.

    Raises:
        ConfigurationError: a name or tag fits nothing.
    """
    found: dict[str, Source] = {}
    for word, fits in [(name, sources.named(name)) for name in names] + [
        (f"tag {tag}", sources.tagged(tag)) for tag in tags
    ]:
        if not fits:
            raise ConfigurationError(
                f"{word}: no source, service or tag of that name; "
                f"services are: {', '.join(sources.service_ids)}"
            )
        found |= {source.source_id: source for source in fits}
    return tuple(found.values()) if names or tags else sources.entries


def due(
    connection: Connection, sources: Iterable[Source], now: datetime
) -> dict[str, tuple[Ask, ...]]:
    """Return, by service, the sources whose last good capture is old enough."""
    captured, validators = last_captured(connection), newest_validators(connection)
    asks: dict[str, list[Ask]] = {}
    for source in sources:
        last = captured.get(source.source_id)
        if last is None or now - last >= timedelta(seconds=source.every_s):
            ask = Ask(source, validators.get(source.source_id))
            asks.setdefault(source.service_id, []).append(ask)
    return {service_id: tuple(of) for service_id, of in asks.items()}


def capture_all(
    asks: Sequence[Ask],
    at: datetime | None,
    environ: Mapping[str, str] = os.environ,
    *,
    stop_at_s: float = math.inf,
) -> list[Retrieval]:
    """Try each source once; `at` stands for the clock where a run plays at another time.

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
                    retrieve = partial(live.capture, ask.source, ask.validators, http.get)
                case Fetcher.BROWSER:
                    rendering = rendering or opened.enter_context(Browser(settings))
                    retrieve = partial(browser.capture, ask.source, rendering)
            got.append(_retrieved(ask.source, retrieve, _clock(at)))
    return got


def _retrieved(
    source: Source,
    retrieve: Callable[[Callable[[], datetime]], Retrieval],
    clock: Callable[[], datetime],
) -> Retrieval:
    """Return what one try gave; whatever goes wrong is a failed attempt of that source alone."""
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


def _clock(at: datetime | None) -> Callable[[], datetime]:
    return lambda: at or datetime.now(UTC)
