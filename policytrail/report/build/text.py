"""The published form of a policy's current text, its sections and what is marked in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar, TypeVar

from pydantic import ConfigDict

from policytrail.model import BlockKind, Document, Link, Source, Tracker, Version
from policytrail.report.build.change import new_version_record, source_name
from policytrail.report.build.citations import Cited, build_citation
from policytrail.report.paths import address_in, text_path
from policytrail.report.record_config import RECORD_CONFIG
from policytrail.report.records import CitationRecord, NewVersionRecord, ProvisionRecord, SourceName
from policytrail.report.words import phrases

TEXT_FORMAT = "policytrail/text/2"
_DEEPEST_LISTED = 3


@dataclass(frozen=True, slots=True)
class TrackerRecord:
    """A cookie or similar technology that the text declares."""

    name: str
    category: str | None
    """`essential`, `functionality`, `analytics` or `advertising`."""
    party: str | None
    """`first` or `third`."""
    provider: str
    purpose: str
    retention: str
    """As the policy writes it, verbatim; empty if it does not."""
    retention_days: float | None
    """0 for the session; None if no end is named or it cannot be read."""
    excerpt: str
    """The row or sentence that declares it, verbatim."""
    block: int
    """Position of its block, from 0."""
    inferred: tuple[str, ...]
    """Which of these the policy does not say; a public list of cookies does."""

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class LinkRecord:
    """A link of a block's text."""

    start: int
    end: int
    target: str

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class StruckRecord:
    """Words that the page shows struck out: not in force, and no part of the text."""

    at: int
    """Place in the block's text in front of which they stand."""
    text: str

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class TextBlockRecord:
    """One block of the text."""

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    number: str = ""
    """The number that the page shows and does not write."""
    links: tuple[LinkRecord, ...] = ()
    volatile: bool = False
    """Whether it differs between captures without meaning, e.g. a counter."""
    struck: tuple[StruckRecord, ...] = ()

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class TextRecord:
    """The text of one version of a policy."""

    format: str
    """`policytrail/text/2`"""
    source: SourceName
    document_sha256: str
    title: str
    language: str | None
    words: int
    version: NewVersionRecord
    blocks: tuple[TextBlockRecord, ...]
    provisions: tuple[ProvisionRecord, ...]
    """One of each type, the gravest that is sure; in the order of the text."""
    taxonomy_version: str
    """Of the types of provisions."""
    citation: CitationRecord
    trackers: tuple[TrackerRecord, ...] = ()

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class Annotations:
    """The annotations shown beside a text."""

    provisions: tuple[ProvisionRecord, ...] = ()
    trackers: tuple[Tracker, ...] = ()
    volatile: frozenset[int] = frozenset()
    """Positions of blocks that differ between captures without meaning."""
    taxonomy_version: str = ""
    site: str = ""
    """Where readers find the reports; empty if that is not known."""


NOTHING_BESIDE = Annotations()


@dataclass(frozen=True, slots=True)
class TextPart:
    """Words of a block that share one link and the same marks."""

    text: str
    target: str = ""
    marks: tuple[ProvisionRecord, ...] = ()
    struck: str = ""
    """What the page shows struck out in front of the words."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A block as the page shows it."""

    number: int
    """Position in the document, from 1."""
    block: TextBlockRecord
    parts: tuple[TextPart, ...]
    marks: tuple[ProvisionRecord, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, as the list of contents shows it."""

    block: int
    level: int
    text: str


def text_record(
    source: Source, version: Version, document: Document, annotations: Annotations = NOTHING_BESIDE
) -> TextRecord:
    """Return the text of a version with what is marked in it."""
    links: dict[int, list[Link]] = {}
    struck: dict[int, list[StruckRecord]] = {}
    seen = new_version_record(version)
    for link in document.links:
        links.setdefault(link.block, []).append(link)
    for words in document.struck:
        struck.setdefault(words.block, []).append(StruckRecord(words.at, words.text))
    return TextRecord(
        format=TEXT_FORMAT,
        source=source_name(source),
        document_sha256=document.sha256,
        title=document.title,
        language=document.language,
        words=document.words,
        version=seen,
        blocks=tuple(
            TextBlockRecord(
                block.text,
                block.kind,
                block.level,
                block.number,
                tuple(
                    LinkRecord(link.start, link.end, link.target) for link in links.get(place, ())
                ),
                place in annotations.volatile,
                tuple(struck.get(place, ())),
            )
            for place, block in enumerate(document.blocks)
        ),
        provisions=tuple(
            sorted(
                annotations.provisions,
                key=lambda record: (record.block, record.start, record.provision_id),
            )
        ),
        taxonomy_version=annotations.taxonomy_version,
        citation=build_citation(
            Cited(
                source.policy_id,
                source.service,
                phrases.title_words(source.policy_type),
                seen.first,
                address_in(annotations.site, text_path(source.source_id)),
            )
        ),
        trackers=tuple(tracker_record(tracker) for tracker in annotations.trackers),
    )


def tracker_record(tracker: Tracker) -> TrackerRecord:
    """Return a declared tracker as it is published."""
    return TrackerRecord(
        name=tracker.name,
        category=str(tracker.category) if tracker.category else None,
        party=str(tracker.party) if tracker.party else None,
        provider=tracker.provider,
        purpose=tracker.purpose,
        retention=tracker.retention.text if tracker.retention else "",
        retention_days=tracker.retention.days if tracker.retention else None,
        excerpt=tracker.quote.excerpt,
        block=tracker.quote.position,
        inferred=tuple(inference.field for inference in tracker.inferred),
    )


def contents_sections(record: TextRecord) -> tuple[Section, ...]:
    """Return the headings that a list of contents shows."""
    return tuple(
        Section(place, block.level, f"{block.number} {block.text}".strip())
        for place, block in enumerate(record.blocks)
        if block.kind is BlockKind.HEADING and block.level <= _DEEPEST_LISTED
    )


def block_groups(record: TextRecord) -> tuple[tuple[Placed, ...], ...]:
    """Return the blocks in groups: the items of a list together, all else alone."""
    marks: dict[int, list[ProvisionRecord]] = {}
    for mark in record.provisions:
        marks.setdefault(mark.block, []).append(mark)
    groups: list[list[Placed]] = []
    for place, block in enumerate(record.blocks):
        here = tuple(marks.get(place, ()))
        placed = Placed(place + 1, block, text_parts(block, here), here)
        goes_on = groups and block.kind is BlockKind.ITEM is groups[-1][-1].block.kind
        groups[-1].append(placed) if goes_on else groups.append([placed])
    return tuple(tuple(group) for group in groups)


def text_parts(block: TextBlockRecord, marks: Sequence[ProvisionRecord]) -> tuple[TextPart, ...]:
    """Return the block's text, split wherever a link, a mark or a struck-out passage starts or ends."""
    edges = {0, len(block.text)}
    for span in (*block.links, *marks):
        edges |= {min(span.start, len(block.text)), min(span.end, len(block.text))}
    edges |= {min(words.at, len(block.text)) for words in block.struck}
    return tuple(_cut_parts(block, marks, sorted(edges)))


def _cut_parts(
    block: TextBlockRecord, marks: Sequence[ProvisionRecord], edges: Sequence[int]
) -> Iterator[TextPart]:
    struck: dict[int, list[str]] = {}
    for each in block.struck:
        struck.setdefault(each.at, []).append(each.text)
    links, marked = _covering_spans(block.links, edges), _covering_spans(marks, edges)
    for (start, end), over, here in zip(pairwise([*edges, edges[-1]]), links, marked, strict=True):
        words = " ".join(struck.get(start, ()))
        if start == end and not words:
            continue
        target = over[0].target if over else ""
        yield TextPart(block.text[start:end], target, here, words)


S = TypeVar("S", LinkRecord, ProvisionRecord)


def _covering_spans(spans: Sequence[S], edges: Sequence[int]) -> Iterator[tuple[S, ...]]:
    """Yield the spans that cover each place, in their own order, in one pass over both."""
    coming = sorted(range(len(spans)), key=lambda number: spans[number].start, reverse=True)
    covering: list[int] = []
    for edge in edges:
        while coming and spans[coming[-1]].start <= edge:
            covering.append(coming.pop())
        covering = sorted(number for number in covering if spans[number].end > edge)
        yield tuple(spans[number] for number in covering)
