"""Stores of any size: the invented web, captured again and again by many copies of its sources.

What the bodies say is kept with them, as `derive` would have found it: the body of one text is read
once, and its later captures differ from it by a comment that means nothing.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from http import HTTPStatus
from itertools import islice

from flows.pipeline.extraction import read_body
from policytrail.model import (
    Attempt,
    BodyReading,
    Capture,
    Document,
    Extraction,
    Failure,
    Origin,
    Outcome,
    Source,
)
from policytrail.sources import parse_sources
from storage.captures import put_captures
from storage.database import Connection
from storage.documents import put_extractions
from storage.sources import declare_sources
from tests.web.answers import answer
from tests.web.story import HERE, timeline

START = datetime(2025, 1, 1, 6, tzinfo=UTC)
MEDIA_TYPE = "text/html; charset=utf-8"
_BATCH = 2_000
"""Captures put in at once."""


@dataclass(frozen=True, slots=True)
class Replay:
    """How much is replayed: each source is captured as often as the others, and as often changes."""

    sources: int
    captures: int
    apart: timedelta = timedelta(hours=12)

    @property
    def each(self) -> int:
        """Return how often each source is captured."""
        return -(-self.captures // self.sources)

    def capture_of(self, source: Source, number: int) -> tuple[Capture, bytes]:
        """Return a source's capture of some number, from 0, with its body."""
        step = self.step_of(number)
        comment = f"\n<!-- visit {number} of {source.source_id} -->\n"
        body = _shown(source.url, step) + comment.encode()
        at = START + number * self.apart
        capture = Capture(
            source_id=source.source_id,
            captured_at=at,
            fetched_at=at,
            origin=Origin.LIVE,
            url=source.url,
            final_url=source.url,
            status=HTTPStatus.OK,
            headers=(("Content-Type", MEDIA_TYPE),),
            body_sha256=sha256(body).hexdigest(),
        )
        return capture, body

    def step_of(self, number: int) -> int:
        """Return which moment of the story a source's capture of some number shows."""
        return min(number * len(timeline().moments) // self.each, len(timeline().moments) - 1)


def replayed_sources(count: int) -> tuple[Source, ...]:
    """Return copies of the invented web's sources; whole services while they last."""
    entries = parse_sources(
        (HERE / "sources.yaml").read_text(encoding="utf-8"), "sources.yaml"
    ).entries
    known = [one for one in entries if all(isinstance(rule, str) for rule in one.recipe.select)]
    return tuple(
        replace(
            known[number % len(known)],
            source_id=f"{known[number % len(known)].source_id}-{number // len(known)}",
            service_id=f"{known[number % len(known)].service_id}-{number // len(known)}",
            service=f"{known[number % len(known)].service} {number // len(known)}",
        )
        for number in range(count)
    )


def sources_yaml(count: int) -> str:
    """Return the file that declares the same sources."""
    services: dict[str, dict[str, object]] = {}
    for source in replayed_sources(count):
        service = services.setdefault(
            source.service_id, {"name": source.service, "tags": list(source.tags), "policies": {}}
        )
        policies = service["policies"]
        assert isinstance(policies, dict)
        policies[source.policy_type] = {
            "id": source.source_id,
            "url": source.url,
            "every": f"{source.every_s // 86_400}d",
            "wayback": source.wayback,
        } | ({"select": list(source.recipe.select)} if source.recipe.select else {})
    return json.dumps({"services": services})


def fill(connection: Connection, replay: Replay) -> None:
    """Put the captures of a replay in, with what their bodies say."""
    sources = replayed_sources(replay.sources)
    declare_sources(connection, sources, START)
    made = _numbered(sources, replay)
    while batch := list(islice(made, _BATCH)):
        captured = [
            (source, *replay.capture_of(source, number), number) for source, number in batch
        ]
        attempts = [
            Attempt(
                source.source_id,
                capture.captured_at,
                Outcome.CAPTURED,
                status=HTTPStatus.OK,
                capture_id=capture.capture_id,
                scheduled_at=capture.captured_at,
            )
            for source, capture, _, _ in captured
        ]
        put_captures(connection, [(capture, body) for _, capture, body, _ in captured], attempts)
        put_extractions(
            connection,
            [
                Extraction(
                    BodyReading(capture.body_sha256, MEDIA_TYPE, source.recipe, source.url),
                    _said(source, replay.step_of(number)),
                )
                for source, capture, _, number in captured
            ],
        )


def _numbered(sources: tuple[Source, ...], replay: Replay) -> Iterator[tuple[Source, int]]:
    """Yield which captures there are, oldest first, as they would have come."""
    numbered = ((source, number) for number in range(replay.each) for source in sources)
    return islice(numbered, replay.captures)


@cache
def _shown(url: str, step: int) -> bytes:
    """Return what an address shows at a moment of the story, or at the last one before that shows it."""
    moments = timeline().moments
    for moment in [*moments[step::-1], *moments[step:]]:
        found = answer(url, moment, {})
        if found is not None and found.status == HTTPStatus.OK:
            return found.body
    raise LookupError(url)


_READ: dict[tuple[str, str, int], Document | Failure] = {}


def _said(source: Source, step: int) -> Document | Failure:
    key = source.url, source.recipe.sha256, step
    if key not in _READ:
        reading = BodyReading("", MEDIA_TYPE, source.recipe, source.url)
        _READ[key] = read_body((reading, _shown(source.url, step))).result
    return _READ[key]


def multiply(connection: Connection, copies: int) -> None:
    """Add copies of all sources with their captures, bodies and extractions, within the database.

    A copy's bodies have names of their own (of nothing: they cannot be checked), and say the same.
    """
    connection.execute("SET VARIABLE copies = ?", [copies])
    connection.execute((HERE / "multiply.sql").read_text(encoding="utf-8"))
