"""Invented histories as a whole site, composed of the pages that a publication is composed of."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from policytrail.model import SourceHistory
from policytrail.report.build.details import story_details
from policytrail.report.build.service import ServiceLists, service_record
from policytrail.report.build.source import source_line, source_record
from policytrail.report.build.text import Annotations, text_record
from policytrail.report.data.tables import data_tables, table_pages
from policytrail.report.html.chart import settled_chart
from policytrail.report.manifest import ManifestEntry, build_entry, build_story
from policytrail.report.records.provision import ComparisonRecord, TypePageRecord
from policytrail.report.site import (
    Documents,
    Leaf,
    change_pages,
    common_pages,
    comparison_pages,
    service_pages,
    source_pages,
    text_pages,
    type_pages,
    types_pages,
)
from tests.report import clauses


def source_and_text(
    history: SourceHistory, documents: Documents, beside: Annotations | None = None
) -> Iterator[Leaf]:
    """Yield the page of a source and of its current text."""
    name = history.source.source_id
    beside = beside or Annotations(clauses.records_of(name), taxonomy_version="1")
    last = history.versions[-1] if history.versions else None
    document = documents(last.document_sha256) if last else None
    yield from source_pages(source_record(history), has_text=document is not None)
    if last and document:
        record = text_record(history.source, last, document, beside)
        yield from text_pages(record)


def site_pages(
    histories: Sequence[SourceHistory],
    documents: Documents,
    types: Sequence[TypePageRecord] = clauses.TYPES,
    comparisons: Sequence[ComparisonRecord] = (clauses.COMPARISON,),
) -> Iterator[Leaf]:
    """Yield all pages of a site; the histories of a service come one after the other."""
    entries: list[ManifestEntry] = []
    for _, group in groupby(histories, key=lambda history: history.source.service_id):
        some = tuple(group)
        for history in some:
            yield from source_and_text(history, documents)
            for change in history.changes:
                yield from change_pages(change, documents)
            lines = [one for one in clauses.LINES if one.source_id == history.source.source_id]
            story = build_story(history, lines, details=story_details(history))
            entries.append(build_entry(history, story))
        yield from service_pages(
            service_record(lists_of(entries[-len(some) :])),
            settled_chart([source_record(history) for history in some], histories[0].as_of),
        )
    for record in types:
        yield from type_pages(record)
    yield from types_pages(types, comparisons)
    for record in comparisons:
        yield from comparison_pages(record)
    yield from common_pages(entries, histories[0].as_of)
    yield from table_pages(data_tables(entries, [history.source for history in histories]))


def lists_of(entries: Sequence[ManifestEntry]) -> ServiceLists:
    """Return what lists say about the sources of one service."""
    return ServiceLists(
        tuple(entry.source for entry in entries),
        tuple(one for entry in entries for one in entry.changes),
        tuple(one for entry in entries for one in entry.provisions),
    )


def lists_of_history(history: SourceHistory) -> ServiceLists:
    """Return what lists say about a service with one source."""
    return ServiceLists((source_line(history),), build_story(history).changes)
