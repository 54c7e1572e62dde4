"""All pages of the site: (relative path, text), one function a kind of page."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from policytrail.model import Change, Document, SourceHistory
from policytrail.model.governance import Contradiction
from policytrail.report.build.change import change_record
from policytrail.report.build.service import ProvisionLine, service_record
from policytrail.report.build.source import index_record, source_record
from policytrail.report.build.text import NOTHING_BESIDE, Beside, TextRecord, text_record
from policytrail.report.data.feeds import Feed, feed_pages, one_feed
from policytrail.report.data.search import WORDS_PATH, search_words
from policytrail.report.data.tables import table_pages
from policytrail.report.html import pages as html
from policytrail.report.html.render import assets
from policytrail.report.manifest import Entry, entry_of
from policytrail.report.markdown import change as markdown
from policytrail.report.markdown import lists as markdown_lists
from policytrail.report.paths import (
    COMPARE_PATH,
    change_path,
    service_path,
    source_path,
    text_path,
)
from policytrail.report.provision_site import comparison_pages, provision_pages, type_pages
from policytrail.report.records.json_text import as_json
from policytrail.report.records.provision import Shelf, line_of, mark_of
from policytrail.report.records.statement import MovedRecord

Leaf = tuple[str, str]
"""A path relative to the root of the site, and the text that belongs there."""
Documents = Callable[[str], Document | None]
"""The document of a SHA-256; None where it is not at hand, and then it is left out."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What the front page offers beside what all sites have."""

    lists: tuple[Feed, ...] = ()
    """The feeds of watch lists."""
    parquet: bool = False
    """Whether the tables are there as Parquet too."""


NOTHING_MORE = Offered()


def no_document(_sha256: str) -> None:
    """Return no document: a site without texts."""
    return


def pages(
    histories: Iterable[SourceHistory],
    as_of: datetime,
    documents: Documents = no_document,
    shelf: Shelf = Shelf(),  # noqa: B008 (frozen and empty)
) -> Iterator[Leaf]:
    """Yield the whole site, told up to `as_of`; the same histories give the same bytes.

    The histories of a service come one after the other; only one service's are held at a time.
    """
    current = [line_of(one) for one in shelf.provisions if one.is_current]
    entries: list[Entry] = []
    for _, group in groupby(histories, key=lambda history: history.source.service_id):
        service = tuple(group)
        for history in service:
            name = history.source.source_id
            marks = tuple(mark_of(one) for one in shelf.of_source(name))
            yield from source_pages(history, documents, Beside(marks))
            for change in history.changes:
                yield from change_pages(change, documents)
            entries.append(entry_of(history, "", [one for one in current if one.source_id == name]))
        service_id = service[0].source.service_id
        yield from service_pages(service, [one for one in current if one.service_id == service_id])
    yield from shelf_pages(shelf)
    yield from common_pages(entries, as_of)


def common_pages(
    entries: Sequence[Entry], as_of: datetime, offered: Offered = NOTHING_MORE
) -> Iterator[Leaf]:
    """Yield what belongs to the site as a whole: assets, front page, search, feeds, tables."""
    yield from assets()
    yield from index_pages(entries, as_of, offered)
    yield from search_pages(entries)
    yield COMPARE_PATH, html.compare_html()
    changes = [change for entry in entries for change in entry.changes]
    yield from feed_pages(changes)
    for feed in offered.lists:
        yield from one_feed(feed)
    provisions = [provision for entry in entries for provision in entry.provisions]
    yield from table_pages(changes, provisions)


def shelf_pages(shelf: Shelf) -> Iterator[Leaf]:
    """Yield the pages of provisions, types and comparisons."""
    for record in shelf.provisions:
        yield from provision_pages(record)
    yield from type_pages(shelf.types, shelf.comparisons)
    for record in shelf.comparisons:
        yield from comparison_pages(record)


def change_pages(
    change: Change,
    documents: Documents = no_document,
    moved: Iterable[MovedRecord] = (),
    *,
    is_current: bool = True,
) -> Iterator[Leaf]:
    """Yield the page of a change as JSON, Markdown and HTML.

    `moved` are the provisions and declared trackers that changed (`report.moved`); `is_current`
    says whether the text after the change is still the current one.
    """
    transition = change.transition
    before = documents(transition.before.document_sha256)
    after = documents(transition.after.document_sha256)
    record = change_record(change, before, after, moved, is_current=is_current)
    yield change_path(record.change_id, "json"), as_json(record)
    yield change_path(record.change_id, "md"), markdown.change_markdown(record)
    yield change_path(record.change_id), html.change_html(record)


def source_pages(
    history: SourceHistory,
    documents: Documents = no_document,
    beside: Beside = NOTHING_BESIDE,
) -> Iterator[Leaf]:
    """Yield the page of a source, and its current text, as JSON, Markdown and HTML.

    `beside` is what was found in the current text.
    """
    record = source_record(history)
    name = record.source.source_id
    last = history.versions[-1] if history.versions else None
    document = documents(last.document_sha256) if last else None
    yield source_path(name, "json"), as_json(record)
    yield source_path(name, "md"), markdown_lists.source_markdown(record)
    yield source_path(name), html.source_html(record, has_text=document is not None)
    if document and last:
        yield from text_pages(text_record(history.source, last, document, beside))


def text_pages(record: TextRecord) -> Iterator[Leaf]:
    """Yield the page with a text as JSON, Markdown and HTML."""
    name = record.source.source_id
    yield text_path(name, "json"), as_json(record)
    yield text_path(name, "md"), markdown_lists.text_markdown(record)
    yield text_path(name), html.text_html(record)


def service_pages(
    histories: Sequence[SourceHistory],
    provisions: Iterable[ProvisionLine] = (),
    contradictions: Iterable[Contradiction] = (),
) -> Iterator[Leaf]:
    """Yield the page of the service that all the histories belong to."""
    record = service_record(histories, provisions, contradictions)
    yield service_path(record.service_id, "json"), as_json(record)
    yield service_path(record.service_id, "md"), markdown_lists.service_markdown(record)
    drawn = [source_record(history) for history in histories]
    yield service_path(record.service_id), html.service_html(record, drawn)


def index_pages(
    entries: Iterable[Entry], as_of: datetime, offered: Offered = NOTHING_MORE
) -> Iterator[Leaf]:
    """Yield the front of the site as JSON, Markdown and HTML."""
    held = list(entries)
    changes = [change for entry in held for change in entry.changes]
    announced = [one for entry in held for one in entry.announced]
    record = index_record(changes, [entry.source for entry in held], as_of, announced)
    lists = [(feed.title, feed.name) for feed in offered.lists]
    yield "index.json", as_json(record)
    yield "index.md", markdown_lists.index_markdown(record)
    yield "index.html", html.index_html(record, lists, parquet=offered.parquet)


def search_pages(entries: Iterable[Entry]) -> Iterator[Leaf]:
    """Yield the page that searches and the words that it searches."""
    held = list(entries)
    changes = [change for entry in held for change in entry.changes]
    provisions = [provision for entry in held for provision in entry.provisions]
    yield WORDS_PATH, search_words([entry.source for entry in held], changes, provisions)
    yield "search.html", html.search_html()
