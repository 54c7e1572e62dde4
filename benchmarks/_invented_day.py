"""A day of 350 invented services: captures of 820 policies of about 5,000 words, and the next day.

The clauses are those of the invented web (`tests/web/texts`), so that the finders find as much in
them as in real policies: about 138 provisions of 43 types in each.
"""

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from html import escape
from itertools import groupby

from benchmarks import ROOT
from policytrail.model import Attempt, Block, BlockKind, Capture, Document, Origin, Outcome, Source
from policytrail.provisions import shipped_finder

SERVICES, POLICIES = 350, 820
CHANGED = 31
"""Policies of the whole day that have changed on the next one: somewhat more than 3 %."""
WORDS = 5_000
FIRST_DAY = datetime(2026, 6, 1, 6, tzinfo=UTC)

_TEXTS = ROOT / "tests" / "web" / "texts"
_KINDS = ("terms_of_service", "privacy_policy", "cookie_policy")
_NAME = re.compile(
    r"\b(Brightlane|Hushwave|Kitepost|Lumenreel|Mosswell|Oddment|Parley|Tidepool)\b( Studio)?"
)
_PAIRED = 10
"""The first services have tags of two each, so that there are comparisons."""
_CLAUSES = 0.74
"""The share of paragraphs that are clauses; the others state nothing that is looked for."""
_GRAVE = (
    "You agree to settle every dispute with us by binding arbitration, and you waive your right to "
    "take part in a class action.",
    "We sell your personal data to advertisers and data brokers.",
    "We may use your content to train artificial intelligence models, and you cannot opt out.",
    "We may change these terms at any time without notice.",
    "You grant us a perpetual, irrevocable, worldwide, royalty-free licence to use, modify and "
    "sell the content that you upload.",
)
_FILLER = (
    "The pages of this part describe how the sections belong together. The order of the sections "
    "has no meaning of its own, and a heading is there to help the reader along. Where a word "
    "begins with a capital letter, its meaning stands at the place where it first occurs, and it "
    "keeps that meaning in every later section of the same page.",
    "Examples are set in a smaller type. They show what the sentence before them means in a usual "
    "case, and they are neither complete nor ranked. A picture beside a paragraph repeats what the "
    "paragraph says, for those who would rather look than read, and adds nothing to it.",
    "The table at the end lists the names of the sections with their numbers. A number that is no "
    "longer in use stays empty, so that letters which name it can still be understood years after "
    "they were written. New sections are added at the end of the part to which they belong.",
)


@dataclass(frozen=True, slots=True)
class Size:
    """How much of the day is played."""

    services: int = SERVICES
    policies: int = POLICIES
    changed: int = CHANGED

    def part(self, share: float) -> "Size":
        """Return the same day of fewer services."""
        some = (self.services, self.policies, self.changed)
        return Size(*(max(2, round(count * share)) for count in some))


WHOLE = Size()


@dataclass(frozen=True, slots=True)
class Answer:
    """What one source answered on a day."""

    capture: Capture
    body: bytes
    attempt: Attempt


def sources(size: Size) -> tuple[Source, ...]:
    """Return what is tracked, the policies of a service one after the other."""
    return tuple(_source(number, size) for number in range(size.policies))


def _source(number: int, size: Size) -> Source:
    service, kind = number * size.services // size.policies, _KINDS[number % len(_KINDS)]
    return Source(
        source_id=f"service-{service}-{number}",
        service=f"Service {service}",
        service_id=f"service-{service}",
        policy_type=kind,
        url=f"https://service-{service}.example/{kind}",
        tags=(f"pair-{service // 2}",) if service < _PAIRED else (),
    )


def sources_yaml(size: Size) -> str:
    """Return the file that declares the same sources, to be asked for by a proxy: without TLS."""
    services = {
        service_id: [*of_service]
        for service_id, of_service in groupby(sources(size), key=lambda source: source.service_id)
    }
    declared = {
        service_id: {
            "name": of_service[0].service,
            "tags": list(of_service[0].tags),
            "policies": {
                source.policy_type: {
                    "id": source.source_id,
                    "url": source.url.replace("https:", "http:"),
                }
                for source in of_service
            },
        }
        for service_id, of_service in services.items()
    }
    return json.dumps({"services": declared})


def answers(day: int, size: Size) -> Iterator[list[Answer]]:
    """Yield what each service's sources answer on a day: on the first one, or on a later one."""
    for _, of in groupby(sources(size), key=lambda source: source.service_id):
        yield [_answer(source, day, size) for source in of]


def _answer(source: Source, day: int, size: Size) -> Answer:
    number = int(source.source_id.rsplit("-", 1)[1])
    every = size.policies // size.changed
    is_changed = number % every == 0 and number // every < size.changed
    body = _page(number, day if is_changed else 0).encode()
    at = FIRST_DAY + timedelta(days=day, seconds=number)
    capture = Capture(
        source_id=source.source_id,
        captured_at=at,
        fetched_at=at,
        origin=Origin.LIVE,
        url=source.url,
        final_url=source.url,
        status=200,
        headers=(("Content-Type", "text/html; charset=utf-8"),),
        body_sha256=sha256(body).hexdigest(),
    )
    attempt = Attempt(source.source_id, at, Outcome.CAPTURED, "", 200, capture.capture_id)
    return Answer(capture, body, attempt)


def _page(number: int, day: int) -> str:
    """Return the page of a policy; on a later day one sentence is there that was not before."""
    chance = random.Random(number)  # noqa: S311 (an invented text, no secret)
    clauses = chance.sample(_clauses(), len(_clauses()))
    lines, words = [f"<h1>Rules {number}</h1>"], 0
    for place, clause in enumerate(clauses * 2):
        text = clause if chance.random() < _CLAUSES else chance.choice(_FILLER)
        text = _NAME.sub(f"Service {number}", text)
        if day and place == len(clauses) // 2:
            text += (
                f" Since day {day} you settle claims by binding arbitration within {day + 20} days."
            )
        if place % 8 == 0:
            lines.append(f"<h2>{place // 8 + 1}. {escape(' '.join(text.split()[:4]))}</h2>")
        lines.append(f"<p>{escape(text)} (Section {number}.{place})</p>")
        words += len(text.split()) + 2
        if words >= WORDS:
            break
    return f"<!doctype html><title>Rules {number}</title><main>{''.join(lines)}</main>"


@cache
def _clauses() -> tuple[str, ...]:
    """Return the paragraphs of the invented web that state a provision, in an order that is the same each time."""
    texts = (file.read_text(encoding="utf-8") for file in sorted(_TEXTS.glob("*.md")))
    paragraphs = (each.strip() for text in texts for each in text.split("\n\n"))
    plain = (re.sub(r"\s+", " ", each.lstrip("-* ")) for each in paragraphs)
    known = dict.fromkeys(each for each in plain if len(each) > 60 and each[0] not in "#|<{")
    return (*_GRAVE, *filter(_states_something, known))


def _states_something(text: str) -> bool:
    document = Document((Block(BlockKind.HEADING, "Rules", 1), Block(BlockKind.PARAGRAPH, text)))
    return bool(shipped_finder().find_provisions(document).provisions)
