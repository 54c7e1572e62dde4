"""A made-up corpus of the size that the site must bear."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from policytrail.diff import compare
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
from policytrail.report.build.analysis import analysis_of, answers_of
from policytrail.report.build.change import source_name, version_record
from policytrail.report.build.citations import Cited, citation_of
from policytrail.report.paths import provision_path
from policytrail.report.records.provision import (
    ClauseRecord,
    PrevalenceRecord,
    ProvisionRecord,
    Shelf,
    TypePageRecord,
    TypeRecord,
    line_of,
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


@dataclass(frozen=True, slots=True)
class Corpus:
    """All that the site is made of."""

    histories: tuple[SourceHistory, ...]
    documents: dict[str, Document]
    shelf: Shelf


def corpus() -> Corpus:
    """Return the corpus: the same each time."""
    documents: dict[str, Document] = {}
    histories = tuple(_history(number, documents) for number in range(POLICIES))
    return Corpus(histories, documents, _shelf(histories))


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
        diff = compare(texts[place - 1], texts[place])
        transition = Transition(versions[place - 1], versions[place])
        yield Change(source, transition, Assessment(diff, verdict))


def _shelf(histories: tuple[SourceHistory, ...]) -> Shelf:
    types = tuple(
        TypeRecord(f"type_{place}", f"Type {place}", "group", "What.", "User.", "Institution.")
        for place in range(TYPES)
    )
    found = [_provision(number, histories, types) for number in range(PROVISIONS)]
    lines = [line_of(one) for one in found]
    # Beside each provision its page shows three others of its type and ten of its policy.
    shown = [
        replace(one, peers=tuple(lines[place : place + 3]), others=tuple(lines[place : place + 10]))
        for place, one in enumerate(found)
    ]
    by_type = [
        TypePageRecord(
            "policytrail/type/1",
            kind,
            _prevalence(),
            tuple(line for line in lines if line.type == kind.type),
        )
        for kind in types
    ]
    return Shelf(tuple(shown), tuple(by_type))


def _prevalence() -> PrevalenceRecord:
    return PrevalenceRecord(26, 325, "uncommon", "services with an English text", AS_OF, "1")


def _provision(
    number: int, histories: tuple[SourceHistory, ...], types: tuple[TypeRecord, ...]
) -> ProvisionRecord:
    history, kind = histories[number % POLICIES], types[number % TYPES]
    name = f"PT-P-{number:012d}"
    version = version_record(history.versions[-1])
    excerpt = _sentence(number, 40)
    cited = Cited(name, history.source.service, kind.title, version.last, provision_path(name))
    return ProvisionRecord(
        format="policytrail/provision/1",
        provision_id=name,
        source=source_name(history.source),
        type=kind,
        clause=ClauseRecord(excerpt, "", "", "", 2 + number // POLICIES, 0, len(excerpt)),
        severity=Severity.MEDIUM,
        severity_rule="rule",
        confidence=0.9,
        stated="express",
        note="",
        attributes=(),
        prevalence=_prevalence(),
        peers=(),
        analysis=analysis_of(kind, Severity.MEDIUM, "rule", ()),
        questions=answers_of(kind, _prevalence(), 0.9, ()),
        version=version,
        is_current=True,
        has_text=True,
        history=(),
        others=(),
        citation=citation_of(cited),
        taxonomy_version="1",
    )
