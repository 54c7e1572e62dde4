"""All pages of the site: (relative path, text), one function a kind of page."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from policytrail.model import Change, Document, SourceHistory
from policytrail.report import html, markdown, markdown_lists
from policytrail.report.described import change_line, change_record
from policytrail.report.histories import SourceLine
from policytrail.report.paths import change_path, service_path, source_path, text_path
from policytrail.report.provision_records import Shelf, line_of, mark_of
from policytrail.report.provision_site import comparison_pages, provision_pages, type_pages
from policytrail.report.published import as_json
from policytrail.report.records import ChangeLine
from policytrail.report.render import assets
from policytrail.report.searched import WORDS_PATH, search_words
from policytrail.report.services import ProvisionLine, service_record
from policytrail.report.texts import TextRecord, text_record
from policytrail.report.watched import index_record, source_line, source_record

Leaf = tuple[str, str]
"""A path relative to the root of the site, and the text that belongs there."""
NO_DOCUMENTS: Mapping[str, Document] = MappingProxyType({})
NO_PROVISIONS = Shelf()


def pages(
    histories: Sequence[SourceHistory],
    as_of: datetime,
    documents: Mapping[str, Document] = NO_DOCUMENTS,
    shelf: Shelf = NO_PROVISIONS,
) -> Iterator[Leaf]:
    """Yield the whole site; the same histories give the same bytes.

    `documents`, by their SHA-256, are the current texts and those of the changes; what is missing
    is left out.
    """
    yield from assets()
    for history in histories:
        for change in history.changes:
            yield from change_pages(change, documents)
        yield from source_pages(history, documents, shelf)
    current = [line_of(one) for one in shelf.provisions if one.is_current]
    for service in services_of(histories):
        service_id = service[0].source.service_id
        yield from service_pages(service, [one for one in current if one.service_id == service_id])
    yield from _shelf_pages(
        shelf, {one.source.source_id for one in with_text(histories, documents)}
    )
    changes = [change_line(change) for history in histories for change in history.changes]
    sources = [source_line(history) for history in histories]
    yield from index_pages(changes, sources, as_of)
    yield from search_pages(changes, sources, current)


def _shelf_pages(shelf: Shelf, texts: Collection[str]) -> Iterator[Leaf]:
    for record in shelf.provisions:
        has_text = record.is_current and record.source.source_id in texts
        yield from provision_pages(record, has_text=has_text)
    yield from type_pages(shelf.types)
    for record in shelf.comparisons:
        yield from comparison_pages(record)


def with_text(
    histories: Iterable[SourceHistory], documents: Mapping[str, Document]
) -> tuple[SourceHistory, ...]:
    """Return the histories whose current text is among the documents."""
    return tuple(
        history
        for history in histories
        if history.versions and history.versions[-1].document_sha256 in documents
    )


def change_pages(
    change: Change, documents: Mapping[str, Document] = NO_DOCUMENTS
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
    history: SourceHistory,
    documents: Mapping[str, Document] = NO_DOCUMENTS,
    shelf: Shelf = NO_PROVISIONS,
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
        marks = [
            mark_of(one)
            for one in shelf.provisions
            if one.is_current and one.source.source_id == name
        ]
        yield from text_pages(text_record(history.source, last, document, marks))


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


def service_pages(
    histories: Sequence[SourceHistory], provisions: Iterable[ProvisionLine] = ()
) -> Iterator[Leaf]:
    """Yield the page of the service that all the histories belong to."""
    record = service_record(histories, provisions)
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
