"""All pages of the site: (relative path, text), one function a kind of page."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from policytrail.model import Change, Document
from policytrail.report.build import (
    ALONE,
    Neighbours,
    ServiceRecord,
    TextRecord,
    change_record,
    index_record,
)
from policytrail.report.data import Feed, Searched, feed_pages, one_feed, search_scripts
from policytrail.report.html import (
    Chart,
    captured_html,
    choose_services_html,
    comparison_html,
    paper_html,
    query_html,
    site_assets,
    type_html,
    types_html,
)
from policytrail.report.html import pages as html
from policytrail.report.manifest import ManifestEntry
from policytrail.report.markdown import change as markdown
from policytrail.report.markdown import comparison_markdown, type_markdown, types_markdown
from policytrail.report.markdown import lists as markdown_lists
from policytrail.report.paths import (
    CAPTURED_PATH,
    COMPARE_PATH,
    METHODOLOGY_PATH,
    PAPER_PATH,
    QUERY_PATH,
    SERVICES_PATH,
    change_path,
    comparison_path,
    service_path,
    source_path,
    text_path,
    type_path,
)
from policytrail.report.records import (
    ComparisonRecord,
    FindingChangeRecord,
    SourceRecord,
    TypeLine,
    TypePageRecord,
    TypesRecord,
    as_json,
)

Leaf = tuple[str, str]
"""A path relative to the root of the site, and the text that belongs there."""
Documents = Callable[[str], Document | None]
"""The document of a SHA-256; None where it is not at hand, and then it is left out."""


@dataclass(frozen=True, slots=True)
class FrontPageOptions:
    """Optional links of the front page."""

    lists: tuple[Feed, ...] = ()
    """The feeds of watch lists."""
    formats: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])
    """Which files each table has, by the ends of their names; CSV alone if it is not named."""
    site: str = ""
    """Where readers find the reports; empty if that is not known."""


NOTHING_MORE = FrontPageOptions()


def no_document(_sha256: str) -> None:
    """Return no document: a site without texts."""
    return


def common_pages(
    entries: Sequence[ManifestEntry], as_of: datetime, offered: FrontPageOptions = NOTHING_MORE
) -> Iterator[Leaf]:
    """Yield the pages of the whole site: assets, front page, search, feeds."""
    yield from site_assets()
    yield from index_pages(entries, as_of, offered)
    yield from search_pages(entries)
    yield COMPARE_PATH, html.compare_html()
    services = {entry.source.service_id: entry.source.service for entry in entries}
    yield SERVICES_PATH, choose_services_html(tuple(services.items()))
    yield QUERY_PATH, query_html()
    yield CAPTURED_PATH, captured_html()
    yield PAPER_PATH, paper_html()
    yield METHODOLOGY_PATH, html.methodology_html()
    changes = [change for entry in entries for change in entry.changes]
    yield from feed_pages(changes, offered.site)
    for feed in offered.lists:
        yield from one_feed(feed, offered.site)


def change_pages(  # noqa: PLR0913 (what stands beside a change is by name)
    change: Change,
    documents: Documents = no_document,
    moved: Iterable[FindingChangeRecord] = (),
    *,
    is_current: bool = True,
    neighbours: Neighbours = ALONE,
    site: str = "",
) -> Iterator[Leaf]:
    """Yield the page of a change as JSON, Markdown and HTML.

    `moved` are the provisions and declared trackers that changed (`report.moved`); `is_current`
    says whether the text after the change is still the current one; `neighbours` are the changes
    of the source before and after it; `site` is where readers find the reports, if that is known.
    """
    transition = change.transition
    before = documents(transition.before.document_sha256)
    after = documents(transition.after.document_sha256)
    record = change_record(
        change, before, after, moved, is_current=is_current, neighbours=neighbours
    )
    yield change_path(record.change_id, "json"), as_json(record)
    yield change_path(record.change_id, "md"), markdown.change_markdown(record, site)
    yield change_path(record.change_id), html.change_html(record, site=site)


def source_pages(record: SourceRecord, *, has_text: bool) -> Iterator[Leaf]:
    """Yield the page of a source as JSON, Markdown and HTML; it alone tells of the last capture.

    `has_text` says whether the site holds the source's current text.
    """
    name = record.source.source_id
    yield source_path(name, "json"), as_json(record)
    yield source_path(name, "md"), markdown_lists.source_markdown(record)
    yield source_path(name), html.source_html(record, has_text=has_text)


def text_pages(record: TextRecord) -> Iterator[Leaf]:
    """Yield the page with a text and its provisions as JSON, Markdown and HTML."""
    name = record.source.source_id
    yield text_path(name, "json"), as_json(record, lean=True)
    yield text_path(name, "md"), markdown_lists.text_markdown(record)
    yield text_path(name), html.text_html(record)


def service_pages(record: ServiceRecord, chart: Chart | None) -> Iterator[Leaf]:
    """Yield the page of a service as JSON, Markdown and HTML."""
    yield service_path(record.service_id, "json"), as_json(record, lean=True)
    yield service_path(record.service_id, "md"), markdown_lists.service_markdown(record)
    yield service_path(record.service_id), html.service_html(record, chart)


def type_pages(record: TypePageRecord) -> Iterator[Leaf]:
    """Yield the page of a type of provision as JSON, Markdown and HTML."""
    name = record.type.type
    yield type_path(name, "json"), as_json(record)
    yield type_path(name, "md"), type_markdown(record)
    yield type_path(name), type_html(record)


def types_pages(
    records: Sequence[TypePageRecord], comparisons: Sequence[ComparisonRecord] = ()
) -> Iterator[Leaf]:
    """Yield the list of types, which also leads to the comparisons that the site holds."""
    lines = (
        TypeLine(record.type.type, record.type.title, record.type.group, record.prevalence)
        for record in records
    )
    listed = TypesRecord("policytrail/types/2", tuple(lines))
    yield "types/index.json", as_json(listed)
    yield "types/index.md", types_markdown(listed)
    yield "types/index.html", types_html(listed, comparisons)


def comparison_pages(record: ComparisonRecord) -> Iterator[Leaf]:
    """Yield the comparison of services as JSON, Markdown and HTML."""
    names = [service_id for service_id, _ in record.services]
    yield comparison_path(names, "json"), as_json(record)
    yield comparison_path(names, "md"), comparison_markdown(record)
    yield comparison_path(names), comparison_html(record)


def index_pages(
    entries: Iterable[ManifestEntry], as_of: datetime, offered: FrontPageOptions = NOTHING_MORE
) -> Iterator[Leaf]:
    """Yield the front of the site as JSON, Markdown and HTML."""
    listed = list(entries)
    changes = [change for entry in listed for change in entry.changes]
    announced = [announcement for entry in listed for announcement in entry.announced]
    record = index_record(changes, [entry.source for entry in listed], as_of, announced)
    lists = [(feed.title, feed.name) for feed in offered.lists]
    yield "index.json", as_json(record)
    yield "index.md", markdown_lists.index_markdown(record)
    yield "index.html", html.index_html(record, lists, offered.formats)


def search_pages(entries: Iterable[ManifestEntry]) -> Iterator[Leaf]:
    """Yield the search page and its index."""
    of_service: dict[str, list[ManifestEntry]] = defaultdict(list)
    for entry in entries:
        of_service[entry.source.service_id].append(entry)
    yield from search_scripts(_searched_service(some) for some in of_service.values())
    yield "search.html", html.search_html()


def _searched_service(of_service: Sequence[ManifestEntry]) -> Searched:
    return Searched(
        tuple(entry.source for entry in of_service),
        tuple(change for entry in of_service for change in entry.changes),
        tuple(provision for entry in of_service for provision in entry.provisions),
    )
