"""All pages of the site: (relative path, text), one function a kind of page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from policytrail.model import Change, Document, SourceHistory
from policytrail.report import html, markdown, markdown_lists
from policytrail.report.described import change_line, change_record
from policytrail.report.histories import SourceLine
from policytrail.report.paths import change_path, service_path, source_path, text_path
from policytrail.report.published import as_json
from policytrail.report.records import ChangeLine
from policytrail.report.render import assets
from policytrail.report.searched import WORDS_PATH, search_words
from policytrail.report.services import ProvisionLine, service_record
from policytrail.report.texts import TextRecord, text_record
from policytrail.report.watched import index_record, source_line, source_record

Leaf = tuple[str, str]
"""A path relative to the root of the site, and the text that belongs there."""


def pages(
    histories: Sequence[SourceHistory],
    as_of: datetime,
    documents: Mapping[str, Document] = MappingProxyType({}),
) -> Iterator[Leaf]:
    """Yield the whole site; the same histories give the same bytes.

    `documents`, by their SHA-256, are the current texts and those of the changes; what is missing
    is left out.
    """
    yield from assets()
    for history in histories:
        for change in history.changes:
            yield from change_pages(change, documents)
        yield from source_pages(history, documents)
    for service in services_of(histories):
        yield from service_pages(service)
    changes = [change_line(change) for history in histories for change in history.changes]
    sources = [source_line(history) for history in histories]
    yield from index_pages(changes, sources, as_of)
    yield from search_pages(changes, sources)


def change_pages(
    change: Change, documents: Mapping[str, Document] = MappingProxyType({})
) -> Iterator[Leaf]:
    """Yield the page of a change as JSON, Markdown and HTML."""
    transition = change.transition
    before = documents.get(transition.before.document_sha256)
    after = documents.get(transition.after.document_sha256)
    record = change_record(change, before, after)
    yield change_path(record.change_id, "json"), as_json(record)
    yield change_path(record.change_id, "md"), markdown.change_markdown(record)
    yield change_path(record.change_id), html.change_html(record)


def source_pages(
    history: SourceHistory, documents: Mapping[str, Document] = MappingProxyType({})
) -> Iterator[Leaf]:
    """Yield the page of a source, and its current text, as JSON, Markdown and HTML."""
    record = source_record(history)
    name = record.source.source_id
    last = history.versions[-1] if history.versions else None
    document = documents.get(last.document_sha256) if last else None
    yield source_path(name, "json"), as_json(record)
    yield source_path(name, "md"), markdown_lists.source_markdown(record)
    yield source_path(name), html.source_html(record, has_text=document is not None)
    if document and last:
        yield from text_pages(text_record(history.source, last, document))


def text_pages(record: TextRecord) -> Iterator[Leaf]:
    """Yield the page with a text as JSON, Markdown and HTML."""
    name = record.source.source_id
    yield text_path(name, "json"), as_json(record)
    yield text_path(name, "md"), markdown_lists.text_markdown(record)
    yield text_path(name), html.text_html(record)


def services_of(histories: Iterable[SourceHistory]) -> tuple[tuple[SourceHistory, ...], ...]:
    """Return the histories in groups, one a service, in the order in which they come."""
    groups: dict[str, list[SourceHistory]] = {}
    for history in histories:
        groups.setdefault(history.source.service_id, []).append(history)
    return tuple(tuple(group) for group in groups.values())


def service_pages(histories: Sequence[SourceHistory]) -> Iterator[Leaf]:
    """Yield the page of the service that all the histories belong to."""
    record = service_record(histories)
    yield service_path(record.service_id, "json"), as_json(record)
    yield service_path(record.service_id, "md"), markdown_lists.service_markdown(record)
    drawn = [source_record(history) for history in histories]
    yield service_path(record.service_id), html.service_html(record, drawn)


def index_pages(
    changes: Iterable[ChangeLine], sources: Iterable[SourceLine], as_of: datetime
) -> Iterator[Leaf]:
    """Yield the front of the site as JSON, Markdown and HTML."""
    record = index_record(changes, sources, as_of)
    yield "index.json", as_json(record)
    yield "index.md", markdown_lists.index_markdown(record)
    yield "index.html", html.index_html(record)


def search_pages(
    changes: Iterable[ChangeLine],
    sources: Iterable[SourceLine],
    provisions: Iterable[ProvisionLine] = (),
) -> Iterator[Leaf]:
    """Yield the page that searches and the words that it searches."""
    yield WORDS_PATH, search_words(sources, changes, provisions)
    yield "search.html", html.search_html()
