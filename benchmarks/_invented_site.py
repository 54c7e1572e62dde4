"""A made-up corpus of the size that the site must bear."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from policytrail.diff import compare_documents
from policytrail.model import (
    Assessment,
    Attempt,
    Block,
    BlockKind,
    Change,
    Document,
    Evidence,
    Kind,
    Observation,
    Origin,
    Outcome,
    Severity,
    Significance,
    Source,
    SourceHistory,
    Transition,
    Version,
)

SERVICES, POLICIES, CHANGES, PROVISIONS, TYPES = 350, 820, 5_000, 13_000, 55
AS_OF = datetime(2026, 11, 1, tzinfo=UTC)
_START = datetime(2026, 1, 1, tzinfo=UTC)
_KINDS = ("terms_of_service", "privacy_policy", "cookie_policy")
_WORDS = [
    "you",
    "agree",
    "that",
    "the",
    "service",
    "may",
    "keep",
    "use",
    "share",
    "and",
    "delete",
    "your",
    "content",
    "for",
    "thirty",
    "days",
    "after",
    "notice",
    "unless",
    "the",
    "law",
    "of",
    "your",
    "country",
    "says",
    "otherwise",
    "and",
    "we",
    "tell",
    "you",
    "before",
    "a",
    "change",
    "takes",
    "effect",
    "by",
    "a",
    "message",
    "to",
    "the",
    "address",
    "that",
    "you",
    "gave",
    "when",
    "you",
    "opened",
    "the",
    "account",
    "with",
    "us",
]


def one_change() -> Change:
    """Return the first change of the corpus."""
    return _history(0, {}).changes[0]


def _sentence(seed: int, words: int) -> str:
    return " ".join(
        _WORDS[(seed * 7 + place * (seed % 5 + 1)) % len(_WORDS)] for place in range(words)
    )


def _document(number: int, edition: int) -> Document:
    """Return a policy of about 5,000 words; each edition rewrites one paragraph of it."""
    blocks = [Block(BlockKind.HEADING, f"Policy {number}", 1)]
    for place in range(100):
        if place % 10 == 0:
            blocks.append(Block(BlockKind.HEADING, _sentence(number + place, 4), 2))
        seed = number + place + (edition * 31 if place == edition % 100 else 0)
        blocks.append(Block(BlockKind.PARAGRAPH, _sentence(seed, 50)))
    return Document(tuple(blocks), f"Policy {number}", "en")


def _source(number: int) -> Source:
    service = number * SERVICES // POLICIES
    kind = _KINDS[number % len(_KINDS)]
    return Source(
        source_id=f"service-{service}-{number}",
        service=f"Service {service}",
        service_id=f"service-{service}",
        policy_type=kind,
        url=f"https://service-{service}.example/{kind}",
    )


def _history(number: int, documents: dict[str, Document]) -> SourceHistory:
    source = _source(number)
    editions = 1 + CHANGES // POLICIES + (number < CHANGES % POLICIES)
    texts = [_document(number, edition) for edition in range(editions)]
    names = [text.sha256 for text in texts]
    documents[names[-1]] = texts[-1]
    days = [_START + timedelta(days=day) for day in range(300)]
    length = len(days) // editions
    runs = [days[place * length : (place + 1) * length] for place in range(editions)]
    versions = [_version(source, text, run) for text, run in zip(names, runs, strict=True)]
    return SourceHistory(
        source,
        tuple(
            _observation(source, text, day)
            for text, run in zip(names, runs, strict=True)
            for day in run
        ),
        tuple(versions),
        tuple(_changes(source, texts, versions)),
        tuple(Attempt(source.source_id, day, Outcome.CAPTURED) for day in days),
        AS_OF,
    )


def _hash(*parts: object) -> str:
    return sha256("|".join(map(str, parts)).encode()).hexdigest()


def _observation(source: Source, text: str, day: datetime) -> Observation:
    body, capture = _hash("body", text), _hash(source.source_id, day)
    return Observation(source.source_id, capture, day, Origin.LIVE, body, text, None)


def _evidence(source: Source, text: str, day: datetime) -> Evidence:
    seen = _observation(source, text, day)
    return Evidence(
        seen.capture_id, day, Origin.LIVE, source.url, source.url, 200, seen.body_sha256
    )


def _version(source: Source, text: str, run: list[datetime]) -> Version:
    return Version(
        source.source_id,
        text,
        source.recipe.sha256,
        _evidence(source, text, run[0]),
        _evidence(source, text, run[-1]),
        len(run),
        is_reversion=False,
    )


def _changes(source: Source, texts: list[Document], versions: list[Version]) -> Iterator[Change]:
    for place in range(1, len(texts)):
        kind = Kind.SUBSTANTIVE if place % 3 == 0 else Kind.CHROME
        verdict = Significance(
            kind, place % 3 == 0, Severity.MEDIUM, ("data_retention",), _sentence(place, 20), ()
        )
        diff = compare_documents(texts[place - 1], texts[place])
        transition = Transition(versions[place - 1], versions[place])
        yield Change(source, transition, Assessment(diff, verdict))
