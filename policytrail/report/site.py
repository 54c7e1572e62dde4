"""All pages of the site: (relative path, text), one function a kind of page."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from policytrail.model import Change, SourceHistory
from policytrail.report import html, markdown
from policytrail.report.described import change_line, change_record
from policytrail.report.histories import SourceLine
from policytrail.report.paths import change_path, source_path
from policytrail.report.published import as_json
from policytrail.report.records import ChangeLine
from policytrail.report.watched import index_record, source_line, source_record

Leaf = tuple[str, str]
"""A path relative to the root of the site, and the text that belongs there."""


def pages(histories: Sequence[SourceHistory], as_of: datetime) -> Iterator[Leaf]:
    """Yield the whole site; the same histories give the same bytes."""
    yield from html.assets()
    for history in histories:
        for change in history.changes:
            yield from change_pages(change)
        yield from source_pages(history)
    lines = [change_line(change) for history in histories for change in history.changes]
    yield from index_pages(lines, [source_line(history) for history in histories], as_of)


def change_pages(change: Change) -> Iterator[Leaf]:
    """Yield the page of a change as JSON, Markdown and HTML."""
    record = change_record(change)
    yield change_path(record.change_id, "json"), as_json(record)
    yield change_path(record.change_id, "md"), markdown.change_markdown(record)
    yield change_path(record.change_id), html.change_html(record)


def source_pages(history: SourceHistory) -> Iterator[Leaf]:
    """Yield the page of a source as JSON, Markdown and HTML."""
    record = source_record(history)
    name = record.source.source_id
    yield source_path(name, "json"), as_json(record)
    yield source_path(name, "md"), markdown.source_markdown(record)
    yield source_path(name), html.source_html(record)


def index_pages(
    changes: Iterable[ChangeLine], sources: Iterable[SourceLine], as_of: datetime
) -> Iterator[Leaf]:
    """Yield the front of the site as JSON, Markdown and HTML."""
    record = index_record(changes, sources, as_of)
    yield "index.json", as_json(record)
    yield "index.md", markdown.index_markdown(record)
    yield "index.html", html.index_html(record)
